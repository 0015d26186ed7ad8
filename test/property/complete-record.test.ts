import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { CompletionItem } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { completeRecord } from "../../src/server/complete-record.js";
import { LineDocument } from "../../src/server/line-document.js";
import { propertyRuns } from "../support/property-runs.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'$ { } \\ | , " n'.split(" ")), maxLength: 8 }),
);

interface Asked {
  readonly text: string;
  readonly line: number;
  readonly character: number;
}

/** A dataset in which one key and one value are anything, and a line that wants one of them. */
function asked(key: string, value: string, typed: string): Asked {
  const record = JSON.stringify({ prompt: "a", completion: "b", [key]: value });
  return { text: `${record}\n${record}\n${typed}}`, line: 2, character: typed.length };
}

function offered({ text, line, character }: Asked, snippets: boolean): CompletionItem[] {
  return completeRecord(new LineDocument(text), { line, character }, { snippets });
}

/** The last line with an item in it, a colon's value made up. */
function withItem({ text }: Asked, { textEdit }: CompletionItem): string {
  assert.ok(textEdit !== undefined && "range" in textEdit);
  const document = TextDocument.create("file:///d.jsonl", "jsonl", 1, text);
  return TextDocument.applyEdits(document, [textEdit]).split("\n").at(-1) ?? "";
}

/** What a client makes of a snippet whose places to type stay empty. */
function filled(snippet: string): string {
  return snippet.replace(/\\([\\$}])|\$\d+/g, "$1");
}

describe("a completion", () => {
  it("of a value is JSON that holds the value, whatever is in it", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('"k":', '"k": "', '"k":" x'), (value, member) => {
        const question = asked("k", value, `{"a":[1,{"b":2}],${member}`);
        const [item] = offered(question, false);
        assert.ok(item);
        const parsed = JSON.parse(withItem(question, item)) as { readonly k: string };
        assert.equal(parsed.k, value);
      }),
      propertyRuns(2_000),
    );
  });

  it("of a key is JSON, whatever is in it", () => {
    fc.assert(
      fc.property(anyText, (key) => {
        fc.pre(!["a", "prompt", "completion"].includes(key));
        const question = asked(key, "x", '{"a":1,"');
        const item = offered(question, false).find(({ label }) => label === key);
        assert.ok(item);
        const line = withItem(question, item).replace(/\}$/, "2}");
        assert.deepEqual(
          JSON.parse(line),
          Object.fromEntries([
            ["a", 1],
            [key, 2],
          ]),
        );
      }),
      propertyRuns(2_000),
    );
  });

  it("as a snippet is the same text", () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const question = asked("k", value, '{"k":');
        const plain = offered(question, false).map(({ textEdit }) => textEdit?.newText);
        const snippets = offered(question, true).map(({ textEdit }) => textEdit?.newText);
        assert.deepEqual(
          snippets.map((snippet) => filled(snippet ?? "")),
          plain,
        );
      }),
      propertyRuns(2_000),
    );
  });
});
