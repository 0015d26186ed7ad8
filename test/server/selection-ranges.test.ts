import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SelectionRange } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LineDocument } from "../../src/server/line-document.js";
import { selectionRange } from "../../src/server/selection-ranges.js";

/** What is selected step by step from the `|` on. */
function steps(marked: string): readonly string[] {
  const text = marked.replace("|", "");
  const document = TextDocument.create("file:///d.jsonl", "jsonl", 1, text);
  const position = document.positionAt(marked.indexOf("|"));
  const selected: string[] = [];
  let next: SelectionRange | undefined = selectionRange(new LineDocument(text), position);
  for (; next !== undefined; next = next.parent) selected.push(document.getText(next.range));
  return selected;
}

describe("growing a selection", () => {
  it("goes from word to text, quotes, member, object, line and document", () => {
    const line = ' {"a":{"prompt":"Great kettle ->"}} ';
    assert.deepEqual(steps(`${line.replace("kettle", "ket|tle")}\n{}`), [
      "kettle",
      "Great kettle ->",
      '"Great kettle ->"',
      '"prompt":"Great kettle ->"',
      '{"prompt":"Great kettle ->"}',
      '"a":{"prompt":"Great kettle ->"}',
      '{"a":{"prompt":"Great kettle ->"}}',
      line,
      `${line}\n{}`,
    ]);
  });

  it("takes no letter of an escape into a word, and no half of a character", () => {
    assert.deepEqual(steps(String.raw`["\nk|ettle\t"]`)[0], "kettle");
    assert.deepEqual(steps(String.raw`["a\u00e9b|c"]`)[0], "bc");
    assert.deepEqual(steps('["𝒜|𝒷c 🎸"]')[0], "𝒜𝒷c");
  });

  it("knows keys, numbers and items", () => {
    assert.deepEqual(steps('{"pro|mpt": [1, 2]}').slice(0, 3), [
      "prompt",
      '"prompt"',
      '"prompt": [1, 2]',
    ]);
    assert.deepEqual(steps('{"a": [1, 25|0]}').slice(0, 3), ["250", "[1, 250]", '"a": [1, 250]']);
  });

  it("works on broken lines and behind a byte order mark", () => {
    assert.deepEqual(steps('\uFEFF{"prompt":"Great ket|tle'), [
      "kettle",
      "Great kettle",
      '"Great kettle',
      '"prompt":"Great kettle',
      '{"prompt":"Great kettle',
      '\uFEFF{"prompt":"Great kettle',
    ]);
    assert.deepEqual(steps("rub|bish, it is\n"), ["rubbish", "rubbish, it is", "rubbish, it is\n"]);
  });

  it("works on blank lines and on brackets without end", () => {
    assert.deepEqual(steps("{}\n|\n"), ["", "{}\n\n"]);
    const depth = 20_000;
    assert.ok(steps(`${"[".repeat(depth)}|`).length < 200);
  });
});
