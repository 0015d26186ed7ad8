import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { lookAtPairs, pairsForEditor } from "../../src/recipes/pairs-for-editor.js";
import { reachedSources } from "../../src/recipes/reached-sources.js";

const folder = mkdtempSync(join(tmpdir(), "tunewright-pairs-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const work = {
  openSource: reachedSources({ mayReach: () => Promise.resolve(false) }),
  watch: {
    signal: new AbortController().signal,
    progress: () => undefined,
    pause: () => Promise.resolve(),
  },
};

function line(prompt: string, completion: string): string {
  return `{ "prompt": ${JSON.stringify(prompt)}, "completion": ${JSON.stringify(completion)}, "id": 1.50 }`;
}

async function changed(lines: readonly string[], chosen: readonly string[]) {
  const dataset = { path: null, name: "d.jsonl", text: lines.join("\n") };
  const order = { ticket: "t", dataset, chosen, isSplit: false, output: "document" } as const;
  const outcome = await pairsForEditor(order, work);
  assert.ok(outcome.kind === "prepared", JSON.stringify(outcome));
  assert.ok(outcome.change?.kind === "lines", JSON.stringify(outcome.change));
  return outcome.change.changes;
}

describe("prompts and completions in the editor", () => {
  it("are looked at with the steps of prepare, each with its counts", async () => {
    const lines = [
      ...Array.from({ length: 8 }, (_, at) => line(`Soup ${at}`, at % 2 === 0 ? "good" : "bad")),
      line("Soup 0", "good"),
      line("Stew", ""),
    ];
    const dataset = { path: null, name: "d.jsonl", text: lines.join("\n") };
    const look = await lookAtPairs(dataset, work);
    assert.ok(look.kind === "pairs");
    assert.equal(look.isClassification, true);
    const actions = look.findings.filter(({ title }) => title !== null);
    assert.deepEqual(
      actions.map(({ name, isNecessary, in: before, out }) => [name, isNecessary, before, out]),
      [
        ["additional-columns", true, 10, 10],
        ["empty-completions", true, 10, 9],
        ["duplicates", false, 9, 8],
        ["prompt-ending", false, 8, 8],
        ["completion-space", false, 8, 8],
      ],
    );
  });

  // One of each remediation of the original, done alone to what the editor holds.
  const prompts = (texts: readonly string[]): readonly string[] =>
    texts.map((text, at) => line(text, `Answer ${"abc"[at]}.`));
  const alone: readonly (readonly [string, readonly string[], readonly (string | null)[]])[] = [
    ["empty-completions", [line("A", "Yes, do."), line("B", ""), line("C", "No, wait")], [null]],
    ["duplicates", [line("A", "Yes, do."), line("B", "No!"), line("A", "Yes, do.")], [null]],
    [
      "long-examples",
      [line("A", "Yes, do."), line("B", "No!"), line("C".repeat(10_001), "Hm")],
      [null],
    ],
    ["lower-case-prompts", prompts(["AÉ", "BB"]), prompts(["aé", "bb"])],
    [
      "lower-case-completions",
      [line("a", "YES"), line("b", "NO")],
      [line("a", "yes"), line("b", "no")],
    ],
    ["prompt-ending", prompts(["ab", "bc"]), prompts(["ab ->", "bc ->"])],
    [
      "prompt-beginning",
      prompts(["Please rate this: a", "Please rate this: b"]),
      prompts(["a", "b"]),
    ],
    [
      "completion-beginning",
      [line("a", "Rating: x"), line("b", "Rating: y")],
      [line("a", "x"), line("b", "y")],
    ],
    [
      "completion-ending",
      [line("a", "Yes, do"), line("b", "No!")],
      [line("a", "Yes, do\n"), line("b", "No!\n")],
    ],
    ["completion-space", [line("a", " yes"), line("b", "no")], [line("b", " no")]],
  ];
  for (const [name, lines, expected] of alone) {
    it(`mends ${name} alone, and keeps every other byte`, async () => {
      const changes = await changed(lines, [name]);
      assert.deepEqual(
        changes.map(({ text }) => text),
        expected,
      );
    });
  }

  it("call columns by their names, and leave others out, where that is chosen", async () => {
    const lines = ['{"Prompt": "A", "COMPLETION": "b", "id": 1}', ""];
    const columns = ["prompt-column", "completion-column", "additional-columns"];
    assert.deepEqual(await changed(lines, columns), [
      { line: 0, text: '{"prompt":"A","completion":"b"}' },
    ]);
    assert.deepEqual(await changed(lines, ["completion-space"]), [
      { line: 0, text: '{"Prompt": "A", "COMPLETION": " b", "id": 1}' },
    ]);
  });

  it("go to files beside the dataset, from what the editor holds, with what is chosen", async () => {
    const path = join(folder, "dishes.jsonl");
    writeFileSync(path, "not saved yet");
    const rows = Array.from({ length: 10 }, (_, at) => line(`Soup ${at}`, at < 5 ? "good" : "bad"));
    const dataset = { path, name: "dishes.jsonl", text: rows.join("\n") };
    const chosen = ["additional-columns", "completion-space"];
    const order = { ticket: "t", dataset, chosen, isSplit: true, output: "files" } as const;
    const outcome = await pairsForEditor(order, work);
    assert.ok(outcome.kind === "prepared", JSON.stringify(outcome));
    assert.deepEqual(
      outcome.parts.map((part) => part.records),
      [8, 2],
    );
    assert.deepEqual(readdirSync(folder).toSorted(), [
      "dishes.jsonl",
      "dishes_prepared_train.jsonl",
      "dishes_prepared_valid.jsonl",
    ]);
    const valid = readFileSync(join(folder, "dishes_prepared_valid.jsonl"), "utf8");
    assert.match(valid, /^\{"prompt":"Soup \d","completion":" (?:good|bad)"\}\n/);
    assert.equal(readFileSync(path, "utf8"), "not saved yet");
  });

  it("say why they cannot be prepared", async () => {
    const dataset = { path: null, name: "d.jsonl", text: '{"question": "a"}\n' };
    const look = await lookAtPairs(dataset, work);
    assert.match(look.kind === "unusable" ? look.message : "", /The column "prompt" is missing/);
  });
});
