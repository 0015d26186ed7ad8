import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { closeAll, openSample, openText, sampleUri, untilFound } from "./dataset-editor.ts";

/** For what no event tells of. */
async function untilTrue(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Takes what is offered first, question after question, until something is so. */
async function acceptUntil(isTrue: () => boolean): Promise<void> {
  await untilTrue(async () => {
    if (isTrue()) return true;
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return isTrue();
  });
}

function pair(prompt: string, completion: string): string {
  return `${JSON.stringify({ prompt, completion })}\n`;
}

const dishes = "steps-dishes.jsonl";

function file(ending: string): string {
  return sampleUri(dishes).fsPath.replace(/\.jsonl$/, ending);
}

describe("a single step", () => {
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    await vscode.commands.executeCommand("notifications.clearAll");
    await closeAll();
    for (const ending of [".jsonl", ".train.jsonl", ".validation.jsonl", ".test.jsonl"]) {
      rmSync(file(ending), { force: true });
    }
  });

  it("removes copies from a document as one step that can be undone", async () => {
    const text = [pair("A ->", " b"), pair("C ->", " d"), pair("A ->", " b")].join("");
    const { document } = await openText(text);
    void vscode.commands.executeCommand("tunewright.deduplicateDataset");
    await acceptUntil(() => document.getText() !== text);
    assert.equal(document.getText(), [pair("A ->", " b"), pair("C ->", " d")].join(""));
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), text);
  });

  it("is offered where a finding suggests it", async () => {
    const { document } = await openText([pair("A ->", " b"), pair("A ->", " b")].join(""));
    await untilFound(document.uri, (found) => found.some((one) => one.startsWith("duplicate-rec")));
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(1, 0, 1, 1),
    );
    const action = actions.find(({ title }) => title === "Remove copies from the dataset…");
    assert.deepEqual(action?.command?.arguments, [document.uri.toString()]);
    const fixes = actions.filter(({ edit }) => edit !== undefined).length;
    assert.ok(fixes > 0, "the fix of the record alone is there too");
  });

  it("splits a file into files beside it, and touches nothing before the last question", async () => {
    const lines = Array.from({ length: 40 }, (_, at) => {
      return pair(`Soup ${at} ->`, at % 2 === 0 ? " good" : " bad");
    });
    writeFileSync(file(".jsonl"), lines.join(""));
    await openSample(dishes);
    void vscode.commands.executeCommand("tunewright.splitDataset", sampleUri(dishes));
    await acceptUntil(() => existsSync(file(".test.jsonl")));
    await untilTrue(() => existsSync(file(".train.jsonl")));
    const counts = [".train.jsonl", ".validation.jsonl", ".test.jsonl"].map(
      (ending) => readFileSync(file(ending), "utf8").trimEnd().split("\n").length,
    );
    assert.deepEqual(counts, [32, 4, 4]);
    assert.equal(readFileSync(file(".jsonl"), "utf8"), lines.join(""));
  });

  it("of prepare alone adds a separator to the prompts of a document", async () => {
    const lines = ["one", "two", "three", "four"].map((word) => pair(`Soup ${word}`, " so, so."));
    const { document } = await openText(lines.join("").replace("so, so.", "quite good"));
    const before = document.getText();
    const uri = document.uri.toString();
    void vscode.commands.executeCommand("tunewright.prepareDataset", uri, "prompt-ending");
    await acceptUntil(() => document.getText() !== before);
    assert.equal(document.getText(), before.replaceAll('","comp', ' ->","comp'));
  });
});
