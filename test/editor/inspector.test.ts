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

/** Waits until the one Inspector shows a line of the sample. */
async function untilShown(line: number): Promise<void> {
  await untilTrue(() => {
    const labels = inspectorTabs().map(({ label }) => label);
    return labels.length === 1 && labels[0] === `Inspect reviews.jsonl:${line}`;
  });
}

async function run({ command, arguments: args = [] }: vscode.Command): Promise<void> {
  await vscode.commands.executeCommand(command, ...(args as unknown[]));
}

describe("the Inspector", () => {
  afterEach(closeAll);

  it("opens beside the record at the cursor, once, and leaves the editor the focus", async () => {
    const editor = await openSample("reviews.jsonl");
    editor.selection = new vscode.Selection(4, 3, 4, 3);
    await vscode.commands.executeCommand("tunewright.inspectRecord");
    await untilShown(5);
    assert.equal(inspectorTabs()[0]?.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
    await vscode.commands.executeCommand(
      "tunewright.inspectRecord",
      editor.document.uri.toString(),
      2,
    );
    await untilShown(2);
  });

  it("opens at the cursor from the menus of the editor, which hand over its address", async () => {
    const editor = await openSample("reviews.jsonl");
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand("tunewright.inspectRecord", editor.document.uri);
    await untilShown(3);
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
    assert.deepEqual(command.arguments, [document.uri.toString(), 1]);
    await run(command);
    await untilShown(1);
  });

  it("is offered by the light bulb's menu, for the record of a line", async () => {
    const { document } = await openSample("reviews.jsonl");
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(3, 2, 3, 2),
    );
    const action = actions.find(({ title }) => title === "Inspect this record…");
    assert.ok(action?.command, actions.map(({ title }) => title).join());
    await run(action.command);
    await untilShown(4);
    const many = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(3, 0, 9, 0),
    );
    assert.ok(!many.some(({ title }) => title.startsWith("Inspect")));
  });

  it("is offered by a hover, whose link runs that one command only", async () => {
    const { document } = await openSample("reviews.jsonl");
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      new vscode.Position(5, 20),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.flatMap((one) => (one instanceof vscode.MarkdownString ? [one] : [])),
    );
    const text = texts.find(({ value }) => value.includes("command:"));
    assert.ok(text);
    assert.deepEqual(text.isTrusted, { enabledCommands: ["tunewright.inspectRecord"] });
    const [, args = ""] = /\(command:tunewright\.inspectRecord\?([^)]*)\)/.exec(text.value) ?? [];
    // As the link has them.
    const given = JSON.parse(decodeURIComponent(args)) as unknown[];
    assert.deepEqual(given, [document.uri.toString(), 6]);
    await vscode.commands.executeCommand("tunewright.inspectRecord", ...given);
    await untilShown(6);
  });
});
