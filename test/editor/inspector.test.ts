import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openSample } from "./dataset-editor.ts";

function inspectorTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith("tunewright.inspector"),
    );
}

/** For what no event tells of. */
async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("the Inspector", () => {
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    await closeAll();
  });

  it("opens beside the record at the cursor, once, and leaves the editor the focus", async () => {
    const { document } = await openSample("reviews.jsonl");
    // The question for a model stays until somebody answers it: the command does not end before.
    void vscode.commands.executeCommand("tunewright.inspectRecord");
    await untilTrue(() => inspectorTabs().length === 1);
    assert.equal(inspectorTabs()[0]?.group.viewColumn, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    void vscode.commands.executeCommand("tunewright.inspectRecord", document.uri.toString(), 2);
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    assert.equal(inspectorTabs().length, 1);
  });

  it("is offered above the first record, with the record's line", async () => {
    const { document } = await openSample("reviews.jsonl");
    let command: vscode.Command | undefined;
    while (command === undefined) {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        20,
      );
      command = lenses.find(
        (lens) => lens.command?.command === "tunewright.inspectRecord",
      )?.command;
    }
    const given: readonly unknown[] = command.arguments ?? [];
    assert.equal(given[1], 1);
    void vscode.commands.executeCommand(command.command, ...given);
    await untilTrue(() => inspectorTabs().length === 1);
  });
});
