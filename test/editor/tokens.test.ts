import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openText } from "./dataset-editor.ts";

const record = (answer: string): string =>
  `${JSON.stringify({
    messages: [
      { role: "user", content: "Hi" },
      { role: "assistant", content: answer },
    ],
  })}\n`;

describe("the tokens of records", () => {
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration("tunewright")
      .update("inlayHints.tokens", undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });

  it("are shown at the records by who wants to see them", async () => {
    const { document } = await openText(record("hello world") + record("hello world now"));
    assert.deepEqual(await hintsIn(document), []);
    await vscode.workspace
      .getConfiguration("tunewright")
      .update("inlayHints.tokens", true, vscode.ConfigurationTarget.Global);
    // The server hears of the setting a little later.
    let hints = await hintsIn(document);
    while (hints.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      hints = await hintsIn(document);
    }
    assert.deepEqual(
      hints.map(({ label, position }) => [label, position.line, position.character]),
      [
        ["14 tokens", 0, 0],
        ["15 tokens", 1, 0],
      ],
    );
  });
});

async function hintsIn(document: vscode.TextDocument): Promise<readonly vscode.InlayHint[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  return vscode.commands.executeCommand("vscode.executeInlayHintProvider", document.uri, whole);
}
