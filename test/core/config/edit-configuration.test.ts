import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ruleOffEdits, targetEdits } from "../../../src/core/config/edit-configuration.js";
import { applyEdits } from "../../../src/core/json/span.js";

const entry = { path: "data/a.jsonl", target: "openai" } as const;

function written(text: string): string | undefined {
  const edits = targetEdits(text, entry);
  return edits && applyEdits(text, edits);
}

describe("writing a target", () => {
  it("makes a new file", () => {
    assert.equal(
      targetEdits(null, { path: "a[1].jsonl", target: "local" })?.[0]?.text,
      `{
  "overrides": [
    { "files": "./a[[]1].jsonl", "target": "local" }
  ]
}
`,
    );
  });

  for (const [name, before, after] of [
    ["leaves a file that says so already", '{ "target": "openai" }', '{ "target": "openai" }'],
    [
      "fills an empty file",
      "{}\n",
      `{
  "overrides": [
    { "files": "data/a.jsonl", "target": "openai" }
  ]
}
`,
    ],
    [
      "keeps comments, trailing commas and tabs",
      `{
\t// for all
\t"rules": {}, // none
\t/* end */
}
`,
      `{
\t// for all
\t"rules": {}, // none
\t/* end */
\t"overrides": [
\t\t{ "files": "data/a.jsonl", "target": "openai" }
\t],
}
`,
    ],
    [
      "adds to other overrides, which it leaves as they are",
      `{
    "overrides": [
        { "files": "data/**",
          "target": "local" } // first
    ], // all
    "target": "local"
}`,
      `{
    "overrides": [
        { "files": "data/**",
          "target": "local" }, // first
        { "files": "data/a.jsonl", "target": "openai" }
    ], // all
    "target": "local"
}`,
    ],
    [
      "keeps line endings",
      '{\r\n  "ignore": []\r\n}\r\n',
      '{\r\n  "ignore": [],\r\n  "overrides": [\r\n    { "files": "data/a.jsonl", "target": "openai" }\r\n  ]\r\n}\r\n',
    ],
    [
      "stays on the line of a file on one line",
      '{ "overrides": [{ "files": "*.jsonl", "target": "local" }] }',
      '{ "overrides": [{ "files": "*.jsonl", "target": "local" }, { "files": "data/a.jsonl", "target": "openai" }] }',
    ],
    [
      "changes the override of the dataset itself",
      `{
  "overrides": [
    { "files": ["data/a.jsonl"], "target": "local" }, // mine
  ]
}`,
      `{
  "overrides": [
    { "files": ["data/a.jsonl"], "target": "openai" }, // mine
  ]
}`,
    ],
    [
      "completes the override of the dataset itself",
      '{ "overrides": [{ "files": "data/a.jsonl", "rules": {} }] }',
      '{ "overrides": [{ "files": "data/a.jsonl", "rules": {}, "target": "openai" }] }',
    ],
    [
      "adds another override where the dataset's own is overruled",
      '{ "overrides": [{ "files": "data/a.jsonl", "target": "auto" }, { "files": "*.jsonl", "target": "local" }] }',
      '{ "overrides": [{ "files": "data/a.jsonl", "target": "auto" }, { "files": "*.jsonl", "target": "local" }, { "files": "data/a.jsonl", "target": "openai" }] }',
    ],
  ] as const) {
    it(name, () => {
      assert.equal(written(before), after);
    });
  }

  it("leaves a file with faults to the person", () => {
    assert.equal(written('{ "taget": 1 }'), undefined);
  });

  it("writes nothing where the file's globs are all used up", () => {
    const ignore = Array(500).fill("a");
    assert.equal(written(JSON.stringify({ ignore })), undefined);
  });
});

describe("turning a rule off", () => {
  const rule = "duplicate-prompt";

  function off(text: string | null, isForAll: boolean): string | undefined {
    const edits = ruleOffEdits(text, { path: "data/a.jsonl", rule, isForAll });
    return edits && applyEdits(text ?? "", edits);
  }

  for (const [name, before, forAll, forFile] of [
    [
      "makes a new file",
      null,
      '{\n  "rules": { "duplicate-prompt": "off" }\n}\n',
      `{
  "overrides": [
    { "files": "data/a.jsonl", "rules": { "duplicate-prompt": "off" } }
  ]
}
`,
    ],
    [
      "adds to what is there",
      '{ "rules": { "missing-field": "off" }, "overrides": [{ "files": "data/a.jsonl", "rules": {} }] }',
      '{ "rules": { "missing-field": "off", "duplicate-prompt": "off" }, "overrides": [{ "files": "data/a.jsonl", "rules": {} }] }',
      '{ "rules": { "missing-field": "off" }, "overrides": [{ "files": "data/a.jsonl", "rules": { "duplicate-prompt": "off" } }] }',
    ],
    [
      "changes another severity",
      '{ "rules": { "duplicate-prompt": "hint" } }',
      '{ "rules": { "duplicate-prompt": "off" } }',
      '{ "rules": { "duplicate-prompt": "hint" }, "overrides": [{ "files": "data/a.jsonl", "rules": { "duplicate-prompt": "off" } }] }',
    ],
    [
      "is for one file only where an override turns it on again",
      '{ "overrides": [{ "files": "data/**", "rules": { "duplicate-prompt": "hint" } }] }',
      undefined,
      '{ "overrides": [{ "files": "data/**", "rules": { "duplicate-prompt": "hint" } }, { "files": "data/a.jsonl", "rules": { "duplicate-prompt": "off" } }] }',
    ],
    ["leaves a file with faults to the person", "{", undefined, undefined],
  ] as const) {
    it(name, () => {
      assert.deepEqual([off(before, true), off(before, false)], [forAll, forFile]);
    });
  }
});
