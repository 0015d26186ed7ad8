import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";

const cli = join(import.meta.dirname, "..", "..", "dist", "cli.js");
const folder = mkdtempSync(join(tmpdir(), "tool-calls-"));
after(() => rmSync(folder, { recursive: true }));

const parameters = {
  type: "object",
  properties: {
    city: { type: "string" },
    days: { type: "integer", minimum: 1 },
    unit: { enum: ["celsius", "fahrenheit"] },
  },
  required: ["city"],
  additionalProperties: false,
};

/** Arguments with what has to be marked in them; nothing where they are fine. */
const calls: readonly (readonly [given: object, marked: string | undefined])[] = [
  [{ city: "Zürich 🎸", days: 2 }, undefined],
  [{ city: 'say "hi" \\ \n', unit: "kelvin" }, '"kelvin"'],
  [{ city: "Zürich 🎸", days: "2" }, '"2"'],
  [{ city: "Ωmega", planet: "Mars" }, '"planet"'],
  [{ days: 3 }, "{"],
  [{ city: "Ωmega", days: 0 }, "0"],
];

function record(given: object, isText: boolean): string {
  const call = { name: "forecast", arguments: isText ? JSON.stringify(given) : given };
  return JSON.stringify({
    messages: [
      { role: "user", content: "Wie wird das Wetter? 🎸" },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "call_1", type: "function", function: call }],
      },
    ],
    tools: [{ type: "function", function: { name: "forecast", parameters } }],
  });
}

interface Reported {
  readonly rule: string;
  readonly record: number;
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** What stands at each finding about arguments, by record. */
function marksIn(text: string): readonly (readonly [record: number, source: string])[] {
  const path = join(folder, "calls.jsonl");
  writeFileSync(path, text);
  // As strict as the content security policy of a browser: no code may be made from a text.
  const flags = ["--disallow-code-generation-from-strings"];
  const args = [...flags, cli, "check", path, "--format", "json", "--target", "trl"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  assert.equal(stderr, "");
  // What the command line promises to write.
  const report = JSON.parse(stdout) as { files: readonly { findings: readonly Reported[] }[] };
  const bytes = Buffer.from(text);
  return (report.files[0]?.findings ?? [])
    .filter(({ rule }) => rule === "tool-arguments-schema")
    .map((found) => {
      const end = found.byteOffset + found.byteLength;
      return [found.record, bytes.subarray(found.byteOffset, end).toString()];
    });
}

describe("tool calls in a file", () => {
  for (const isText of [true, false]) {
    it(`are held against the tool's schema where arguments are ${isText ? "a text" : "an object"}`, () => {
      const text = calls.map(([given]) => record(given, isText)).join("\n");
      const expected = calls.flatMap(([, marked], index) => {
        if (marked === undefined) return [];
        return [[index + 1, isText ? marked.replaceAll('"', '\\"') : marked]];
      });
      assert.deepEqual(marksIn(text), expected);
    });
  }
});
