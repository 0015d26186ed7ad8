import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { grouped } from "../../src/core/grouped.js";

const source = join(import.meta.dirname, "../../src");

/** What counts are called where they go into messages. */
const counts =
  /[(,]\s*(?:\w+\.)?(?:count|total|records|limit|least|most|more|characters|tokens|length|changedWords)\s*(?=[,)])/;

describe("counts in messages", () => {
  it("have their thousands apart, whatever their size", () => {
    const shown = [0, 999, 1_000, 12_345, 1_234_567, 2048.5].map((count) => grouped(count));
    assert.deepEqual(shown, ["0", "999", "1,000", "12,345", "1,234,567", "2,048.5"]);
  });

  it("are parted as the language of the texts parts them", () => {
    assert.equal(grouped(12_345, "."), "12.345");
  });

  it("go through one function in every message of core and server", () => {
    const files = ["core", "server", "data", "cli"].flatMap((layer) =>
      readdirSync(join(source, layer), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => join(layer, name)),
    );
    const plain = files.flatMap((file) =>
      messagesIn(readFileSync(join(source, file), "utf8"))
        .filter((message) => counts.test(message.replace(/\bgrouped\([^()]*\)/g, "")))
        .map((message) => `${file}: ${message}`),
    );
    assert.deepEqual(plain, []);
  });
});

/** The calls that make messages, each with its arguments and without its texts. */
function messagesIn(text: string): readonly string[] {
  return text
    .split(/\bl10n\.t(?=\()/)
    .slice(1)
    .map((rest) => balanced(rest.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')));
}

function balanced(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return text.slice(0, at + 1);
  }
  return text;
}
