import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CheckOptions } from "../../src/core/dataset/check-plan.js";
import { CheckedDocument } from "../../src/server/checked-document.js";
import { datasetLenses, tokenLens, tokenLensUri } from "../../src/server/code-lens.js";
import { TokenTally } from "../../src/core/tokens/token-statistics.js";
import { testTokenizers } from "../support/test-tokenizers.ts";

interface Given {
  readonly options?: CheckOptions;
  readonly targetFrom?: "person" | "format";
  readonly isIgnored?: boolean;
  readonly runsCommands?: boolean;
}

function lenses(text: string, given: Given = {}): ReturnType<typeof datasetLenses> {
  const { options = {}, targetFrom = "format", isIgnored = false } = given;
  const checked = new CheckedDocument(text, options);
  checked.work(() => true);
  return datasetLenses({
    uri: "file:///d.jsonl",
    document: checked.document,
    check: checked.check(100),
    choice: { targetFrom, isIgnored },
    runsCommands: given.runsCommands ?? true,
  });
}

function titles(text: string, given?: Given): readonly string[] {
  return lenses(text, given).map(({ command }) => command?.title ?? "");
}

const pair = (i: number): string => `{"prompt":"Review ${i} ->","completion":" ${i}"}`;
const pairs = (count: number): string =>
  Array.from({ length: count }, (_, i) => pair(i)).join("\n");

describe("the lens above the first record", () => {
  it("says what the dataset is, what was found and what to do next", () => {
    assert.deepEqual(titles(`${pairs(1_200)}\n{"prompt":"a ->","completion":"5"}\n{]`), [
      "Prompt and completion → Completion models (no target chosen) · 1,202 records · 1 error, 1 warning",
      "Fix 1 problem",
      "Choose target…",
      "Inspect…",
      "Score…",
      "Who accepts this dataset?",
    ]);
  });

  it("offers other names where these would make it training data", () => {
    const [, ...steps] = titles(`{"question":"Hot?","answer":"Yes"}`);
    assert.deepEqual(steps, ["Convert with question → prompt, answer → completion…"]);
    assert.deepEqual(titles(`{"level":"info"}`).length, 1);
  });

  it("leaves room for the number of tokens where it is known how to count them", () => {
    const options = { target: "openai", model: "gpt-4.1", tokenizers: testTokenizers } as const;
    const chat = `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`;
    const open = lenses(chat, { options }).filter(({ command }) => command === undefined);
    assert.deepEqual(open.map(tokenLensUri), ["file:///d.jsonl"]);
    assert.deepEqual(
      lenses(chat, { options, isIgnored: true }).filter(({ command }) => command === undefined),
      [],
    );
    const tally = new TokenTally(undefined);
    tally.add({ total: 1_500, trained: 2, isEstimate: false }, 0);
    assert.equal(tokenLens(tally.statistics).title, "1,500 tokens, median 1,500");
    assert.equal(tokenLens(undefined).title, "Tokens not counted");
  });

  it("offers to make a dataset of a table or of JSON over several lines", () => {
    const commands = ["name,stars\nkettle,5\nmug,4\njug,3\n", '[\n {"prompt":"a"}\n]\n'].map(
      (text) =>
        lenses(text).map(({ command }) => [command?.title, command?.command, command?.arguments]),
    );
    const step = [
      "Write one record on each line",
      "tunewright.fixAll",
      ["quickfix.layout.tunewright"],
    ];
    for (const [, ...steps] of commands) assert.deepEqual(steps, [step]);
  });

  it("stands at the first line with anything on it", () => {
    const [lens] = lenses(`\uFEFF\n \n${pair(1)}\n`);
    assert.equal(lens?.range.start.line, 2);
  });

  it("offers a conversion and another target where this one takes other formats", () => {
    const given = { options: { target: "openai" }, targetFrom: "person" } as const;
    const [summary, ...steps] = titles(pairs(12), given);
    assert.match(summary ?? "", /^Prompt and completion ≠ OpenAI · 12 records · 1 error/);
    assert.deepEqual(steps, [
      "Convert…",
      "Choose target…",
      "Inspect…",
      "Score…",
      "Who accepts this dataset?",
    ]);
  });

  it("asks for no target where a person has chosen one that fits, and leads on to tuning without errors", () => {
    assert.deepEqual(titles(pairs(4), { targetFrom: "person" }), [
      "Prompt and completion → Completion models · 4 records · no findings",
      "Tune…",
      "Inspect…",
      "Score…",
      "Who accepts this dataset?",
    ]);
  });

  it("is there for what is broken or no training data, and not for nothing", () => {
    assert.deepEqual(titles("{]\n{[\n"), ["Format not recognised · 2 records · 2 errors"]);
    assert.deepEqual(titles('{"level":"info"}'), [
      "Format not recognised · 1 record · no findings",
    ]);
    assert.deepEqual(titles('[\n  {"prompt":"a"}\n]\n'), [
      "Not one record on each line · 1 error",
      "Write one record on each line",
    ]);
    assert.deepEqual([titles(""), titles("\n \n")], [[], []]);
  });

  it("says that a dataset is ignored", () => {
    assert.deepEqual(titles(pairs(2), { isIgnored: true }), ["Ignored by tunewright.json"]);
  });

  it("is only read where the client does not have the commands", () => {
    const [lens, another] = lenses(`${pair(1)}\n{]`, { runsCommands: false });
    assert.deepEqual([lens?.command?.command, another], ["", undefined]);
  });

  it("leads to the findings where there are any", () => {
    const commands = ["{]", pair(1)].map((text) => lenses(text)[0]?.command?.command);
    assert.deepEqual(commands, ["tunewright.showFindings", ""]);
  });
});
