import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readConfiguration } from "../../../src/core/config/read-configuration.js";

/** What is wrong with a text, each as the text in question and the sentence about it. */
function problems(text: string): readonly (readonly [string, string])[] {
  const read = readConfiguration(text);
  if (read.kind === "good") return [];
  return read.problems.map(({ span, message }) => [text.slice(span.start, span.end), message]);
}

describe("a tunewright.json", () => {
  it("may hold comments, trailing commas, a schema and a byte order mark", () => {
    const text = `\uFEFF{
      // who reads it
      "$schema": "./schema.json", /* all */
      "target": "openai",
      "rules": { "duplicate-prompt": "off", },
      "ignore": ["old/",],
      "overrides": [{ "files": "a.jsonl", "target": "auto", }, { "files": ["b", "c"], "rules": {} }],
    }`;
    const read = readConfiguration(text);
    assert.equal(read.kind, "good");
    if (read.kind !== "good") return;
    const { target, rules, ignore, overrides } = read.configuration;
    assert.deepEqual(
      {
        target,
        rules,
        ignore: ignore.map(({ source }) => source),
        overrides: overrides.map(({ files, ...rest }) => ({
          files: files.map(({ source }) => source),
          ...rest,
        })),
      },
      {
        target: "openai",
        rules: { "duplicate-prompt": "off" },
        ignore: ["old/"],
        overrides: [
          { files: ["a.jsonl"], target: "auto", rules: {}, ruleOptions: {}, tokens: {} },
          { files: ["b", "c"], target: undefined, rules: {}, ruleOptions: {}, tokens: {} },
        ],
      },
    );
  });

  it("may be empty but for its brackets", () => {
    assert.deepEqual(problems(" {} "), []);
  });

  for (const [text, ...expected] of [
    ['{"taget":"openai"}', ['"taget"', 'There is no key "taget" here. Did you mean "target"?']],
    [
      '{"colour":1}',
      [
        '"colour"',
        'There is no key "colour" here. These are known: target, rules, model, tokenizer, maxTokens, $schema, ignore, splits, overrides.',
      ],
    ],
    [
      '{"rules":{"duplicatePromt":"off"}}',
      ['"duplicatePromt"', 'There is no rule "duplicatePromt". Did you mean "duplicate-prompt"?'],
    ],
    [
      '{"rules":{"__proto__":"off"}}',
      ['"__proto__"', 'There is no rule "__proto__". "tunewright rules" lists them.'],
    ],
    [
      '{"rules":{"duplicate-prompt":"warn"}}',
      ['"warn"', 'There is no severity "warn". Did you mean "warning"?'],
    ],
    ['{"rules":{"duplicate-prompt":2}}', ["2", "A text in double quotes is needed here."]],
    [
      '{"rules":{"near-duplicate":["warning",{"treshold":0.9}]}}',
      [
        '"treshold"',
        'The rule "near-duplicate" has no option "treshold". Did you mean "threshold"?',
      ],
    ],
    [
      '{"rules":{"near-duplicate":["warning",{"threshold":1.5}]}}',
      ["1.5", "A number from 0.7 to 1 is needed here."],
    ],
    [
      '{"rules":{"rare-label":["warning",{"fewestExamples":2.5}]}}',
      ["2.5", "A whole number from 2 to 1,000 is needed here."],
    ],
    [
      '{"rules":{"rare-label":["warning",{"fewestExamples":"9"}]}}',
      ['"9"', "A whole number from 2 to 1,000 is needed here."],
    ],
    [
      '{"rules":{"blank-line":["off",{"most":1}]}}',
      ['"most"', 'The rule "blank-line" has no options.'],
    ],
    [
      '{"rules":{"blank-line":[]}}',
      ["[]", "A severity and an object of options are needed in this list."],
    ],
    [
      '{"rules":{"blank-line":["warn",{}]}}',
      ['"warn"', 'There is no severity "warn". Did you mean "warning"?'],
    ],
    [
      '{"splits":{"training":"a"}}',
      ['"training"', 'There is no key "training" here. These are known: train, validation, test.'],
    ],
    ['{"splits":{"test":[]}}', ["[]", "At least one glob is needed here."]],
    ['{"target":"OpenAI"}', ['"OpenAI"', 'There is no target "OpenAI". Did you mean "openai"?']],
    ['{"target":null}', ["null", "A text in double quotes is needed here."]],
    ['{"rules":["off"]}', ["[", "An object in curly brackets is needed here."]],
    ['{"ignore":"old/"}', ['"old/"', "A list in square brackets is needed here."]],
    ["[]", ["[", "An object in curly brackets is needed here."]],
    [
      '{"overrides":[{"target":"local"}]}',
      ["{", 'An override needs "files": the globs it is for.'],
    ],
    ['{"overrides":[{"files":[]}]}', ["[]", "At least one glob is needed here."]],
    ['{"overrides":["a"]}', ['"a"', "An object in curly brackets is needed here."]],
    [
      '{"overrides":[{"files":"a","ignore":[]}]}',
      [
        '"ignore"',
        'There is no key "ignore" here. These are known: target, rules, model, tokenizer, maxTokens, files.',
      ],
    ],
    ['{"ignore":["/a"]}', ['"/a"', 'A glob starts at the folder of this file: "./…".']],
    ['{"rules":{},"rules":{}}', ['"rules"', 'The key "rules" stands here twice.']],
    ["{", ["", 'A closing "}" is missing here.']],
    ["", ["", "A value is missing here."]],
    ['{"target" "openai"}', ['"openai"', "A colon is missing between the key and its value."]],
    ['{"rules":{} "ignore":[]}', ['"ignore"', "A comma is missing here."]],
    ["{} {}", ["{", "Nothing may follow the end of the object."]],
    ["{target:1}", ["target", "JSON has no such word or character here."]],
  ] as const) {
    it(`says what is wrong with ${text === "" ? "nothing" : text}`, () => {
      assert.deepEqual(problems(text).slice(0, 1), expected);
    });
  }

  it("says all that is wrong, in the order of the file", () => {
    const found = problems('{"a":1,"rules":{"b":"c"},"target":"d","target":3}');
    assert.deepEqual(
      found.map(([text]) => text),
      ['"a"', '"b"', '"c"', '"d"', '"target"', "3"],
    );
  });

  it("cannot keep the reader busy", () => {
    const many = (count: number, part: string): string => Array(count).fill(part).join(",");
    for (const [text, message] of [
      ["[".repeat(200_000), /20 brackets/],
      [`{"a":${'{"a":'.repeat(40_000)}`, /20 brackets/],
      [" ".repeat(300_000), /262,144 characters/],
      [`{"ignore":[${many(501, '"a"')}]}`, /500 globs/],
    ] as const) {
      assert.match(problems(text)[0]?.[1] ?? "", message);
    }
    assert.equal(problems(`{"ignore":[${many(1_000, "1")}]}`).length, 50);
  });

  it("is quoted in part where a name in it is very long", () => {
    const [[, message] = []] = problems(`{"${"x".repeat(5_000)}":1}`);
    assert.ok((message?.length ?? 0) < 200);
  });
});
