import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DocumentSymbol } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Format } from "../../src/core/formats/format.js";
import { chat } from "../../src/core/formats/chat.js";
import { promptCompletion } from "../../src/core/formats/prompt-completion.js";
import { documentSymbols } from "../../src/server/document-symbols.js";
import { LineDocument } from "../../src/server/line-document.js";

function outline(text: string, format: Format | undefined): DocumentSymbol[] {
  const work = documentSymbols(new LineDocument(text), format);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Name and detail of each symbol, those inside indented. */
function drawn(symbols: readonly DocumentSymbol[], indent = ""): readonly string[] {
  return symbols.flatMap(({ name, detail, children }) => [
    `${indent}${name} | ${detail}`,
    ...drawn(children ?? [], `${indent}  `),
  ]);
}

describe("the outline", () => {
  it("has a record with its prompt, its answer and its fields", () => {
    const text = '{"prompt":"Great\\nkettle ->\\n","completion":" 5","id":7}\n\n[1]\n';
    assert.deepEqual(drawn(outline(text, promptCompletion)), [
      "1 Great⏎kettle ->⏎ | ␣5",
      "  prompt | Great⏎kettle ->⏎",
      "  completion | ␣5",
      "  id | 7",
      "2 | ",
      "  1 | 1",
    ]);
  });

  it("has a conversation with its first question, its answer and its messages", () => {
    const text =
      '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}';
    assert.deepEqual(
      drawn(outline(text, chat)).filter((line) => !line.startsWith("  m")),
      ["1 Hi | Hello.", "    system | Be brief.", "    user | Hi", "    assistant | Hello."],
    );
  });

  it("has what can be read of a broken line", () => {
    assert.deepEqual(drawn(outline('{"prompt":"Leaks ->","compl\n]\nrubbish', promptCompletion)), [
      "1 Leaks -> | ",
      "  prompt | Leaks ->",
      "  compl | ",
    ]);
  });

  it("places everything exactly, behind a byte order mark, escapes and surrogate pairs too", () => {
    const text = '\uFEFF {"prompt":"🎸\\n","completion":" 5"} \r\n{"prompt": "b"}';
    const document = TextDocument.create("file:///d.jsonl", "jsonl", 1, text);
    const ranges: string[] = [];
    const look = ({ range, selectionRange, children }: DocumentSymbol): void => {
      ranges.push(document.getText(range));
      assert.ok(document.getText(range).startsWith(document.getText(selectionRange)));
      children?.forEach(look);
    };
    outline(text, promptCompletion).forEach(look);
    assert.deepEqual(ranges, [
      '{"prompt":"🎸\\n","completion":" 5"}',
      '"prompt":"🎸\\n"',
      '"completion":" 5"',
      '{"prompt": "b"}',
      '"prompt": "b"',
    ]);
  });

  it("shows no characters that would garble a line", () => {
    const [symbol] = outline(
      '{"prompt":"a\\u202eb\\u0007\\tc  d","completion":""}',
      promptCompletion,
    );
    assert.equal(symbol?.name, "1 a·b·⇥c d");
  });

  it("leaves out the fields of large documents, and all of very large ones", () => {
    const line = '{"prompt":"a","completion":" 1"}\n';
    assert.equal(outline(line.repeat(500), promptCompletion)[0]?.children?.length, 2);
    assert.equal(outline(line.repeat(501), promptCompletion)[0]?.children, undefined);
    assert.equal(outline(line.repeat(5_000), promptCompletion).length, 5_000);
    assert.deepEqual(outline(line.repeat(5_001), promptCompletion), []);
  });

  it("is empty for JSON that stands over several lines", () => {
    assert.deepEqual(outline('[\n{"prompt":"a"},\n{"prompt":"b"}\n]', promptCompletion), []);
  });

  it("has no records that are a number or rubbish, however large it is", () => {
    const line = '{"prompt":"a","completion":" 1"}\n';
    for (const count of [1, 600]) {
      const symbols = outline(line.repeat(count) + "42\nrubbish\nnull\n" + line, promptCompletion);
      assert.equal(symbols.length, count + 1);
      assert.equal(symbols.at(-1)?.name, `${count + 4} a`);
    }
  });

  it("numbers records of no known format", () => {
    assert.deepEqual(drawn(outline('{"id":1,"title":"A day"}', undefined)).slice(0, 1), [
      "1 A day | ",
    ]);
  });
});
