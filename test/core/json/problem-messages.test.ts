import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonProblemKind } from "../../../src/core/json/json-problem.js";
import { parseJson } from "../../../src/core/json/parse-json.js";
import invalidJson from "../../../src/core/rules/invalid-json.js";

/** What the rule says about a line, with the kind of its problem. */
function said(text: string): readonly [kind: string, message: string] {
  const result = parseJson(text);
  assert.ok(result.kind === "problem");
  const { problem } = result;
  const messages: string[] = [];
  invalidJson.run({ text, problem }, ({ message }) => messages.push(message));
  return [problem.kind, messages.join()];
}

const messages: readonly (readonly [text: string, kind: JsonProblemKind, message: string])[] = [
  [
    '{"a":"\\q"}',
    "bad-escape",
    '"\\q" is no escape that JSON knows; a backslash in text is written \\\\.',
  ],
  [
    '{"a":"\\u12"}',
    "bad-escape",
    '"\\u12" is not a whole escape; \\u takes four hexadecimal digits.',
  ],
  ['{"a":01}', "bad-number", '"01" is not a number as JSON writes it.'],
  ['{"a":1},', "comma-after-record", "A record ends without a comma: each line stands for itself."],
  ['{"a":1} // b', "comment", "JSON has no comments."],
  ['{"a":"x\ty"}', "control-character", "A tab inside text has to be written as an escape."],
  [
    '{"a":"x\u0000y"}',
    "control-character",
    "The control character U+0000 inside text has to be written as an escape.",
  ],
  [
    '{\\"a\\":1}',
    "escaped-quotes",
    "The quotes around keys and texts are escaped here; JSON wants them plain.",
  ],
  ['{"a":{"b":1}},"c":2}', "extra-bracket", '"}" ends the record too early.'],
  ['{"a":1,,"b":2}', "extra-comma", "This comma is one too many."],
  ["]", "mismatched-bracket", '"]" closes a bracket that was not opened.'],
  ['{"a":[1}', "mismatched-bracket", '"}" cannot close what is open here; that takes "]".'],
  ['{"a":[{"b":1},"c":2}', "missing-bracket", '"]" is missing here.'],
  ['{"a" 1}', "missing-colon", "A colon is missing between the key and its value."],
  ['{"a":1 "b":2}', "missing-comma", "A comma is missing here."],
  ['{"a:"b"}', "missing-quote", "A double quote is missing here."],
  ['{"a":}', "missing-value", "A value is missing here."],
  ['{"a":hello}', "not-a-value", '"hello" is not a JSON value; text stands in double quotes.'],
  ['{"a":NaN}', "not-a-value", '"NaN" is not a number as JSON writes it.'],
  ['{"a":None}', "python-literal", '"None" is Python; JSON writes true, false and null.'],
  [
    '{"a":1}{"b":2}',
    "second-value",
    "A second value starts here; each record needs a line of its own.",
  ],
  ["{'a':1}", "single-quotes", "JSON puts text in double quotes, not single ones."],
  ['data: {"a":1}', "text-before-record", '"data:" does not belong to the record that follows it.'],
  ['{"a":1,}', "trailing-comma", "The comma before the closing bracket is one too many."],
  [
    '{"a":"b "c" d"}',
    "unescaped-quote",
    'This quote ends the text too early; inside text it is written \\".',
  ],
  ['{"a":%}', "unexpected-character", '"%" cannot stand here.'],
  ['{"a":\u00a01}', "unexpected-character", "U+00A0 cannot stand here."],
  ['{"a":1}x"y"', "unexpected-character", "The record has ended; 'x\"y\"' cannot follow it."],
  ['{"a":"b', "unexpected-end", "The line ends in the middle of a text."],
  ['{"a":', "unexpected-end", "The line ends where a value should stand."],
  ['{"a":[1', "unexpected-end", 'The line ends before "]}" closes the record.'],
  ["{a:1}", "unquoted-key", 'The key "a" has to stand in double quotes.'],
  ["{“a”:1}", "wrong-quotes", 'JSON puts text in straight double quotes (") only.'],
  ['{"a"=1}', "wrong-sign", '"=" stands where JSON wants ":".'],
];

describe("the message for a broken line", () => {
  for (const [text, kind, message] of messages) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      assert.deepEqual(said(text), [kind, message]);
    });
  }
});
