import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openSample, sampleUri } from "./dataset-editor.ts";

const folder = sampleUri(".tunewright");
const scored = sampleUri("to-score.jsonl");

/** For what no event tells of. */
async function untilTrue(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function jsonIn(name: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const uri = vscode.Uri.joinPath(folder, name);
  const entries = await vscode.workspace.fs.readDirectory(uri).then(
    (found) => found,
    () => [],
  );
  const names = entries.map(([one]) => one).filter((one) => one.endsWith(".json"));
  return Promise.all(
    names.map(async (one) => {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(uri, one));
      // Written by the extension.
      return JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;
    }),
  );
}

async function tunedModel(): Promise<string> {
  await vscode.commands.executeCommand("tunewright.tune", {
    training: sampleUri("sentiment.jsonl").toString(),
    provider: "local",
    chosen: { n_epochs: 50 },
    seed: 1,
  });
  let model: unknown;
  await untilTrue(async () => {
    const [run] = await jsonIn("runs");
    model = run?.["model"];
    return run?.["status"] === "succeeded";
  });
  return String(model);
}

function pages(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith("tunewright.scores"),
    );
}

function marked(): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(scored).filter(({ code }) => code === "scored-label");
}

/** The samples, with the label of one record, which the model is sure of, taken for another. */
async function writeScored(): Promise<{ readonly line: number; readonly records: number }> {
  const text = Buffer.from(await vscode.workspace.fs.readFile(sampleUri("sentiment.jsonl")));
  const lines = text.toString().trim().split("\n");
  const line = lines.findIndex((one) => one.includes('" positive"'));
  lines[line] = (lines[line] ?? "").replace('" positive"', '" negative"');
  await vscode.workspace.fs.writeFile(scored, Buffer.from(`${lines.join("\n")}\n`));
  return { line, records: lines.length };
}

describe("scoring a dataset", () => {
  afterEach(async () => {
    await vscode.commands.executeCommand("notifications.clearAll");
    await closeAll();
    for (const uri of [folder, scored]) {
      await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
    }
  });

  it("shows a page, keeps what was found out, and marks what the model is sure of until it is edited", async () => {
    const model = await tunedModel();
    const { line, records } = await writeScored();
    const { document } = await openSample("to-score.jsonl");
    const score = (): Thenable<unknown> =>
      vscode.commands.executeCommand("tunewright.scoreDataset", scored.toString(), {
        provider: "local",
        model,
      });
    await score();
    await untilTrue(() => pages().length === 1);
    const [manifest] = await jsonIn("scores");
    const { summary, dataset } = manifest as {
      summary: { records: number; classification: { right: number } };
      dataset: { path: string };
    };
    assert.deepEqual([summary.records, dataset.path], [records, "to-score.jsonl"]);
    assert.ok(summary.classification.right < records);
    await untilTrue(() => marked().some(({ range }) => range.start.line === line));
    const found = marked().find(({ range }) => range.start.line === line);
    assert.match(
      found?.message ?? "",
      /^The model gives the label " positive" a probability of .*0\.9\d; the record says " negative"\.$/,
    );
    assert.equal(found?.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(document.getText(found.range), " negative");
    // It moves with its line, and goes away when the record is edited.
    const count = marked().length;
    const first = document.lineAt(0).text;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(scored, new vscode.Position(0, 0), `${first}\n`);
    await vscode.workspace.applyEdit(edit);
    await untilTrue(() => marked().some(({ range }) => range.start.line === line + 1));
    assert.equal(marked().length, count);
    const change = new vscode.WorkspaceEdit();
    change.replace(scored, new vscode.Range(line + 1, 0, line + 1, 1), "{ ");
    await vscode.workspace.applyEdit(change);
    await untilTrue(() => !marked().some(({ range }) => range.start.line === line + 1));
    assert.equal(marked().length, count - 1);
    await document.save();
    // Scored again, nothing that is known is asked; closed, nothing is marked any more.
    await score();
    assert.equal(pages().length, 1);
    await untilTrue(() => marked().some(({ range }) => range.start.line === line + 1));
    await vscode.window.tabGroups.close(pages());
    await untilTrue(() => marked().length === 0);
  });

  it("is offered above the first record", async () => {
    const { document } = await openSample("reviews.jsonl");
    let command: vscode.Command | undefined;
    while (command === undefined) {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        20,
      );
      command = lenses.find((lens) => lens.command?.command === "tunewright.scoreDataset")?.command;
    }
    assert.deepEqual(command.arguments, [document.uri.toString()]);
  });
});
