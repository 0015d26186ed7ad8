import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { sampleRun, writeRuns } from "../../scripts/samples/sample-runs.ts";
import { closeAll, sampleUri } from "./dataset-editor.ts";

/** The names of the tabs that show the page of a run. */
function runTabs(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith("tunewright.run"),
    )
    .map(({ label }) => label);
}

/** For what no event tells of. */
async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("the page of a run", () => {
  const workspace = sampleUri(".").fsPath;
  const id = "reviews-20261122-a1b2c3d4";
  const file = sampleUri(`.tunewright/runs/${id}.json`);

  before(() => writeRuns(workspace, [sampleRun(id, { step: 4, of: 8 })]));

  after(() => rmSync(join(workspace, ".tunewright"), { recursive: true, force: true }));

  afterEach(closeAll);

  it("opens by the run's id, once, and closes", async () => {
    await vscode.commands.executeCommand("tunewright.openRun", id);
    await untilTrue(() => runTabs().length === 1);
    assert.deepEqual(runTabs(), [id]);
    await vscode.commands.executeCommand("tunewright.openRun", id);
    assert.deepEqual(runTabs(), [id]);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await untilTrue(() => runTabs().length === 0);
  });

  it("opens from the run's file, as the button in its title does", async () => {
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand("tunewright.openRun", file);
    await untilTrue(() => runTabs().length === 1);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("does not open for a run that is not there", async () => {
    // The message stays until somebody closes it: the command does not wait for that.
    await vscode.commands.executeCommand("tunewright.openRun", "no-such-run");
    assert.deepEqual(runTabs(), []);
  });
});
