import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { DocumentChange, StepOrder, WantedStep } from "../../src/protocol/step-messages.js";
import { describeForEditor, stepForEditor } from "../../src/recipes/step-for-editor.js";

const folder = mkdtempSync(join(tmpdir(), "tunewright-steps-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const watch = {
  signal: new AbortController().signal,
  progress: () => undefined,
  pause: () => Promise.resolve(),
};

function pair(prompt: string, completion: string, more = ""): string {
  return `{"prompt": ${JSON.stringify(prompt)},  "completion": ${JSON.stringify(completion)}${more}}`;
}

function fileWith(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  return path;
}

function order(step: WantedStep, from: Partial<StepOrder>): StepOrder {
  return {
    ticket: "t",
    dataset: { path: null, name: "d.jsonl", text: "" },
    step,
    labelField: null,
    seed: 42,
    output: "none",
    mayReplace: false,
    ...from,
  };
}

async function changeOf(text: string, step: WantedStep): Promise<DocumentChange> {
  const dataset = { path: null, name: "d.jsonl", text };
  const outcome = await stepForEditor(order(step, { dataset, output: "document" }), watch);
  assert.ok(outcome.kind === "done" && outcome.change !== null, JSON.stringify(outcome));
  return outcome.change;
}

const copies = {
  kind: "deduplicate",
  by: "record",
  threshold: 0.8,
  conflicts: "error",
} as const satisfies WantedStep;

describe("a step in the editor", () => {
  it("is asked by what the dataset holds: labels, odd ones, fields", async () => {
    const lines = Array.from({ length: 60 }, (_, at) =>
      pair(`Soup ${at} ->`, at % 2 === 0 ? " good" : " bad", `, "by": "cook ${at % 7}"`),
    );
    lines.push(pair("Stew ->", " Good", ', "by": "cook 1"'));
    const dataset = { path: fileWith("held.jsonl", lines), name: "held.jsonl", text: null };
    const look = await describeForEditor(dataset, watch);
    assert.ok(look.kind === "dataset");
    assert.deepEqual(look.labels, [
      { text: "bad", count: 30 },
      { text: "good", count: 30 },
      { text: "Good", count: 1 },
    ]);
    assert.deepEqual(look.odd, [["Good", "good"]]);
    assert.equal(look.fields.find(({ name }) => name === "by")?.different, 7);
  });

  it("names the line that is no record", async () => {
    const text = `${pair("A", "b")}\n\n{"prompt":\n`;
    const dataset = { path: null, name: "d.jsonl", text };
    const look = await describeForEditor(dataset, watch);
    assert.deepEqual(look, { kind: "unusable", line: 2, message: "the line is not JSON" });
  });

  it("changes of a document only the lines that it is about", async () => {
    const lines = [pair("A", "b"), "", pair("C", "d"), pair("A", "b"), pair("A", "b")];
    const change = await changeOf(lines.join("\r\n"), copies);
    const removed = [3, 4].map((line) => ({ line, text: null }));
    assert.deepEqual(change, { kind: "lines", lines: 5, changes: removed });
  });

  it("renames labels in place and leaves all else of the line as it is", async () => {
    const text = [pair("A", " bad", ', "n": 1.50'), pair("B", " good")].join("\n");
    const step = { kind: "merge-labels", renamed: [["bad", "poor"]], dropped: [] } as const;
    const changes = [{ line: 0, text: pair("A", " poor", ', "n": 1.50') }];
    assert.deepEqual(await changeOf(text, step), { kind: "lines", lines: 2, changes });
  });

  it("shuffles a document as the command line does a file", async () => {
    const lines = Array.from({ length: 30 }, (_, at) => pair(`Soup ${at}`, "fine"));
    const change = await changeOf(lines.join("\n"), { kind: "shuffle" });
    assert.ok(change.kind === "whole");
    const path = fileWith("shuffled-me.jsonl", lines);
    const dataset = { path, name: "shuffled-me.jsonl", text: null };
    const done = await stepForEditor(
      order({ kind: "shuffle" }, { dataset, output: "files" }),
      watch,
    );
    assert.ok(done.kind === "done");
    assert.equal(readFileSync(done.parts[0]?.path ?? "", "utf8"), change.text);
  });

  it("counts first, writes nothing then, and replaces nothing without being told to", async () => {
    const path = fileWith("dishes.jsonl", [pair("A", "b"), pair("A", "b"), pair("C", "d")]);
    const dataset = { path, name: "dishes.jsonl", text: null };
    const counted = await stepForEditor(order(copies, { dataset }), watch);
    assert.ok(counted.kind === "done");
    const output = join(folder, "dishes.deduplicated.jsonl");
    assert.deepEqual(
      [counted.read, counted.parts, counted.existing, existsSync(output)],
      [3, [{ split: "train", path: output, records: 2, copies: 0 }], [], false],
    );
    writeFileSync(output, "mine");
    const files = order(copies, { dataset, output: "files" });
    assert.deepEqual(await stepForEditor(files, watch), { kind: "exists", paths: [output] });
    assert.equal(readFileSync(output, "utf8"), "mine");
    await stepForEditor({ ...files, mayReplace: true }, watch);
    assert.equal(readFileSync(output, "utf8").trimEnd().split("\n").length, 2);
  });

  it("takes what the editor holds, not what is saved", async () => {
    const path = fileWith("edited.jsonl", [pair("A", "b")]);
    const text = [pair("A", "b"), pair("C", "d"), pair("E", "f")].join("\n");
    const dataset = { path, name: "edited.jsonl", text };
    const step = { kind: "sample", size: { kind: "count", value: 2 }, stratify: [] } as const;
    const done = await stepForEditor(order(step, { dataset, output: "files" }), watch);
    assert.ok(done.kind === "done");
    assert.deepEqual([done.read, done.parts[0]?.records], [3, 2]);
  });

  it("says how many prompts have several answers before one of them is chosen", async () => {
    const text = [pair("A", "b"), pair("A", "c"), pair("D", "e")].join("\n");
    const dataset = { path: null, name: "d.jsonl", text };
    const outcome = await stepForEditor(order({ ...copies, by: "prompt" }, { dataset }), watch);
    assert.deepEqual(outcome, { kind: "conflicting", prompts: 1, records: 2 });
  });

  it("leaves nothing behind where it is stopped", async () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => pair(`Soup ${at}`, "fine"));
    const path = fileWith("many.jsonl", lines);
    const stopping = new AbortController();
    const files = order(
      { kind: "shuffle" },
      { dataset: { path, name: "many.jsonl", text: null }, output: "files" },
    );
    const progress = (step: string): void => {
      if (step === "balance") stopping.abort(new Error("stopped"));
    };
    await assert.rejects(stepForEditor(files, { ...watch, signal: stopping.signal, progress }), {
      message: "stopped",
    });
    assert.equal(existsSync(join(folder, "many.shuffled.jsonl")), false);
  });
});
