import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Range, TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { formatEdits } from "../../src/server/format-document.js";
import { LineDocument } from "../../src/server/line-document.js";

function editsFor(text: string, range?: Range): TextEdit[] {
  const work = formatEdits(new LineDocument(text), range);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function formatted(text: string, range?: Range): string {
  const document = TextDocument.create("file:///d.jsonl", "jsonl", 1, text);
  return TextDocument.applyEdits(document, editsFor(text, range));
}

describe("formatting", () => {
  it("follows what most lines do", () => {
    const compact = '{"a":1,"b":[1,2]}\n';
    const spaced = '{"a": 1, "b": [1, 2]}\n';
    const padded = '{ "a": 1, "b": [ 1, 2 ] }\n';
    for (const style of [compact, spaced, padded]) {
      const mixed = style + style + style + style + compact + spaced + padded;
      assert.equal(formatted(mixed), style.repeat(7));
    }
    assert.equal(formatted(compact + spaced), compact + compact);
  });

  it("keeps every token as it is written", () => {
    const odd = String.raw`{"n":1.50E+3,"u":"\u00e9\/ a, b: {c}","big":12345678901234567890,"n":-0}`;
    assert.equal(formatted(` ${odd.replaceAll(":", " :")}`.replace("a, b :", "a, b:")), odd);
  });

  it("keeps line endings, blank lines, broken lines and a byte order mark", () => {
    const text = '\uFEFF{"a":1}\r\n  \r\n{"a": 1,}\n{"a" :1 }\r{}';
    assert.equal(formatted(text), '\uFEFF{"a":1}\r\n  \r\n{"a": 1,}\n{"a":1}\r{}');
    assert.equal(formatted('\uFEFF { "a":1}\n{"b":2}\n{"c":3}'), '\uFEFF{"a":1}\n{"b":2}\n{"c":3}');
  });

  it("edits as little as it can", () => {
    assert.deepEqual(editsFor('{"a":1}\n{"a": 1}\n{"a":2}\n'), [
      {
        range: { start: { line: 1, character: 5 }, end: { line: 1, character: 6 } },
        newText: "",
      },
    ]);
  });

  it("formats the lines of a range in the style of the document", () => {
    const range = { start: { line: 1, character: 3 }, end: { line: 1, character: 4 } };
    assert.equal(
      formatted('{"a": 1}\n{"a":1}\n{"a": 2}\n{"a":2}\n{"a": 3}', range),
      '{"a": 1}\n{"a": 1}\n{"a": 2}\n{"a":2}\n{"a": 3}',
    );
  });

  it("leaves JSON alone that stands over several lines", () => {
    assert.deepEqual(editsFor('[\n  {"a": 1},\n  {"a":1}\n]\n'), []);
  });
});
