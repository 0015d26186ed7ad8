import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { closeAll, openSample, sampleUri } from "./dataset-editor.ts";

/** For what no event tells of. */
async function untilTrue(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

function pair(prompt: string, completion: string): string {
  return JSON.stringify({ prompt, completion });
}

const name = "synthetic-dishes.jsonl";
const marks = sampleUri(".tunewright").fsPath;

/** What a model was asked, and what it answers. */
function fakeModel(answer: string) {
  const asked: string[] = [];
  const model = {
    id: "fake-1",
    name: "Fake",
    vendor: "test",
    family: "fake",
    sendRequest(messages: readonly vscode.LanguageModelChatMessage[]) {
      for (const { content } of messages)
        for (const part of content)
          if (part instanceof vscode.LanguageModelTextPart) asked.push(part.value);
      async function* text() {
        for (const piece of answer.match(/[^]{1,20}/g) ?? []) {
          await Promise.resolve();
          yield piece;
        }
      }
      return Promise.resolve({ text: text(), stream: text() });
    },
  };
  return { model, asked };
}

describe("suggesting examples", () => {
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    await vscode.commands.executeCommand("notifications.clearAll");
    await closeAll();
    rmSync(sampleUri(name).fsPath, { force: true });
    rmSync(marks, { recursive: true, force: true });
  });

  function write(): string {
    const lines = [
      ...Array.from({ length: 20 }, (_, at) => pair(`Soup number ${at} was fine ->`, " good")),
      pair("It leaks ->", " bad"),
      pair("It broke ->", " bad"),
    ];
    const text = lines.map((line) => `${line}\n`).join("");
    writeFileSync(sampleUri(name).fsPath, text);
    return text;
  }

  it("sends nothing before that is agreed to, and keeps nothing that nobody has accepted", async () => {
    const text = write();
    const { document } = await openSample(name);
    const { model, asked } = fakeModel(`${pair("The lid is gone ->", " bad")}\n`);
    let isDone = false;
    void vscode.commands
      .executeCommand("tunewright.suggestExamples", document.uri, { models: [model] })
      .then(() => (isDone = true));
    // The first questions only: labels and how many.
    for (let question = 0; question < 2; question += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    }
    assert.deepEqual(asked, []);
    await untilTrue(async () => {
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      return isDone;
    });
    assert.deepEqual([asked, document.getText()], [[], text]);
    assert.equal(existsSync(marks), false);
  });

  it("says so where the editor has no model", async () => {
    write();
    const { document } = await openSample(name);
    await vscode.commands.executeCommand("tunewright.suggestExamples", document.uri, {
      models: [],
    });
    assert.equal(existsSync(marks), false);
  });
});
