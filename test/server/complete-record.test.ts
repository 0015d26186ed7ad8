import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CompletionItem } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { completeRecord } from "../../src/server/complete-record.js";
import { LineDocument } from "../../src/server/line-document.js";

interface Offered {
  readonly document: TextDocument;
  readonly items: readonly CompletionItem[];
}

/** What is offered at the `|` of a document. */
function at(marked: string, snippets = true): Offered {
  const text = marked.replace("|", "");
  const document = TextDocument.create("file:///d.jsonl", "jsonl", 1, text);
  const position = document.positionAt(marked.indexOf("|"));
  return { document, items: completeRecord(new LineDocument(text), position, { snippets }) };
}

function labels(marked: string): readonly string[] {
  return at(marked).items.map(({ label }) => label);
}

/** The line of the cursor after the item with this label has been chosen. */
function chosen(marked: string, label: string, snippets = true): string {
  const { document, items } = at(marked, snippets);
  const edit = items.find((item) => item.label === label)?.textEdit;
  assert.ok(edit !== undefined && "range" in edit, `${label} is not offered`);
  const { line } = edit.range.start;
  return TextDocument.applyEdits(document, [edit]).split("\n")[line] ?? "";
}

const reviews = ["Great kettle", "It leaks", "Fine", "Broke", "Loud", "Good"]
  .map((text, i) => `{"prompt":"${text}\\n\\n###\\n\\n","completion":" ${i % 2 === 0 ? 5 : 1}"}\n`)
  .join("");
const spaced = reviews.replaceAll('":"', '": "').replaceAll('","', '", "');
const chat = ["Hi", "Hey", "Hello", "Good day"]
  .map(
    (text) =>
      `{"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "${text}"}, {"role": "assistant", "content": "${text} to you."}]}\n`,
  )
  .join("");

describe("completion of keys", () => {
  it("offers those that the format knows and the object lacks", () => {
    assert.deepEqual(labels(`${reviews}{|}`), ["prompt", "completion"]);
    assert.deepEqual(labels(`${reviews}{"prompt":"x",|`), ["completion"]);
    assert.deepEqual(labels(`${reviews}{"|","completion":" 5"}`), ["prompt"]);
    assert.deepEqual(labels(`${chat}{"messages":[{"ro|`).slice(0, 2), ["role", "content"]);
    assert.equal(labels(`${chat}{"messages":[{"role":"user","|`)[0], "content");
    assert.ok(labels(`${chat}{"messages":[{"role":"user","|`).includes("weight"));
    assert.deepEqual(labels(`${reviews}{"prompt":"x","completion":" 5",|}`), []);
  });

  it("offers those that other records have in such a place", () => {
    const weighted = chat.replaceAll('"role"', '"weight": 1, "role"');
    assert.deepEqual(labels(`${weighted}{"messages": [{|`).slice(0, 3), [
      "role",
      "content",
      "weight",
    ]);
    assert.equal(chosen(`${weighted}{"messages": [{|`, "weight"), '{"messages": [{"weight": 1');
  });

  it("offers no keys that are likely to be misspelt", () => {
    const many = reviews.repeat(10) + '{"Prompt":"x","completion":" 5"}\n';
    assert.deepEqual(labels(`${many}{|`), ["prompt", "completion"]);
  });

  it("offers none of a format in data that is no training data", () => {
    assert.deepEqual(labels('{"level":"info","at":1}\n{"level":"info",|'), ["at"]);
  });

  it("replaces what has been typed, and brings a value, colon and comma where they are missing", () => {
    assert.equal(chosen(`${reviews}{"pro|`, "prompt"), '{"prompt":"$1\\\\n\\\\n###\\\\n\\\\n"');
    assert.equal(chosen(`${reviews}{"comp|"}`, "completion"), '{"completion":" $1"}');
    assert.equal(chosen(`${reviews}{"pr|":"x"}`, "prompt"), '{"prompt":"x"}');
    assert.equal(
      chosen(`${reviews}{|"prompt":"x"}`, "completion"),
      '{"completion":" $1","prompt":"x"}',
    );
    assert.equal(chosen(`${reviews}{comp|}`, "completion"), '{"completion":" $1"}');
  });

  it("follows the spacing of the dataset", () => {
    assert.equal(
      chosen(`${spaced}{"prompt": "x",|`, "completion"),
      '{"prompt": "x", "completion": " $1"',
    );
    assert.equal(
      chosen(`${spaced}{"prompt": "x", "|`, "completion"),
      '{"prompt": "x", "completion": " $1"',
    );
  });

  it("writes an empty value of the kind that the format knows", () => {
    const shown = (key: string): string => chosen(`${chat}{"messages": [{"|`, key).slice(15);
    assert.equal(shown("name"), '"name": "$1"');
    assert.equal(shown("tool_calls"), '"tool_calls": [$1]');
    assert.equal(
      chosen(`${chat}{"|`, "parallel_tool_calls"),
      '{"parallel_tool_calls": ${1|true,false|}',
    );
  });

  it("offers a choice of roles together with the key", () => {
    assert.equal(
      chosen(`${chat}{"messages": [{"|`, "role"),
      '{"messages": [{"role": "${1|user,assistant,system,developer,tool|}"',
    );
  });

  it("gives plain text to a client without snippets", () => {
    assert.equal(chosen(`${spaced}{"pr|`, "prompt", false), '{"prompt": ');
  });

  it("counts from behind a byte order mark", () => {
    assert.equal(chosen('\uFEFF{"pro|', "prompt").slice(0, 12), '\uFEFF{"prompt":"');
  });
});

describe("completion of values", () => {
  it("offers the labels of other records with their counts, most frequent first", () => {
    const { items } = at(
      `${reviews}{"prompt":"x","completion":" 1"}\n{"prompt":"y","completion":|}`,
    );
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [
        ['" 1"', "4 times in other records"],
        ['" 5"', "3 times in other records"],
      ],
    );
  });

  it("keeps leading space, stop sequence and escapes of a label", () => {
    const labelled = [" yes\\nEND", ' \\"no\\"\\nEND']
      .map((label) => `{"prompt":"a","completion":"${label}"}\n`.repeat(2))
      .join("");
    assert.equal(
      chosen(`${labelled}{"completion":"|"}`, '" yes\\nEND"', false),
      '{"completion":" yes\\nEND"}',
    );
    assert.equal(
      chosen(`${labelled}{"completion": " \\"|`, '" \\"no\\"\\nEND"', false),
      '{"completion": " \\"no\\"\\nEND"',
    );
    // A snippet escapes once more what JSON has escaped.
    assert.equal(
      chosen(`${labelled}{"completion":"|"}`, '" yes\\nEND"'),
      '{"completion":" yes\\\\nEND"}',
    );
  });

  it("offers no free texts", () => {
    const texts = Array.from(
      { length: 30 },
      (_, i) => `{"prompt":"a","completion":" Answer number ${i}"}\n`,
    );
    assert.deepEqual(labels(`${texts.join("")}{"prompt":"b","completion":"|`), []);
  });

  it("offers other scalars as they are", () => {
    const rated = '{"prompt":"a","completion":"b","label":true}\n'.repeat(2);
    assert.equal(chosen(`${rated}{"label":|}`, "true"), '{"label":true}');
  });

  it("offers the roles of a format, those in use first", () => {
    assert.deepEqual(labels(`${chat}{"messages":[{"role":"|`), [
      '"system"',
      '"user"',
      '"assistant"',
      '"developer"',
      '"tool"',
    ]);
    assert.equal(
      chosen(`${chat}{"messages":[{"role": "us|,"content":"x"}]}`, '"user"'),
      '{"messages":[{"role": "user","content":"x"}]}',
    );
  });

  it("offers texts of the same role only", () => {
    const offered = labels(`${chat}{"messages": [{"role": "system", "content": |`);
    assert.deepEqual(offered, ['"Be brief."']);
  });

  it("offers a message in a list of messages", () => {
    assert.equal(
      chosen(`${chat}{"messages": [|]}`, '{"role":"user","content":"Hi"}'),
      '{"messages": [{"role": "user", "content": "$1"}]}',
    );
  });

  it("is silent when a comma is typed in a text", () => {
    const text = `${reviews}{"completion":","}`;
    const position = { line: 6, character: 16 };
    const asked = (typed?: string): number =>
      completeRecord(new LineDocument(text), position, { snippets: true, typed }).length;
    assert.deepEqual([asked(","), asked('"'), asked()], [0, 2, 2]);
  });

  it("is silent in the middle of a text that quotes something", () => {
    assert.deepEqual(labels(`${reviews}{"prompt":"He said "hi|`), []);
    assert.deepEqual(labels(`${reviews}{"prompt":"x"|`), []);
  });
});

describe("completion on a blank line", () => {
  it("offers a record with the dataset's separator and leading space", () => {
    assert.equal(
      chosen(`${reviews}|`, "New record: Prompt and completion"),
      '{"prompt":"$1\\\\n\\\\n###\\\\n\\\\n","completion":" $2"}',
    );
  });

  it("offers a conversation as most records have it", () => {
    assert.equal(
      chosen(`${chat}  |\n${chat}`, "New record: Chat"),
      '{"messages": [{"role": "system", "content": "Be brief.$1"}, {"role": "user", "content": "$2"}, {"role": "assistant", "content": "$3 to you."}]}',
    );
  });

  it("offers a record of each format in an empty document", () => {
    assert.equal(
      chosen("|", "New record: Prompt and completion"),
      '{"prompt":"$1\\\\n\\\\n###\\\\n\\\\n","completion":" $2"}',
    );
    assert.equal(
      chosen("|", "New record: Chat", false),
      '{"messages":[{"role":"user","content":""},{"role":"assistant","content":""}]}',
    );
  });
});
