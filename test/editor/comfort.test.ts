import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openText, untilFound } from "./dataset-editor.ts";

const record = (prompt: string, completion: string): string =>
  `${JSON.stringify({ prompt: `${prompt} ->`, completion })}\n`;

describe("editing a dataset", () => {
  afterEach(closeAll);

  it("has an outline with one entry for each record and its fields below", async () => {
    const { document } = await openText(record("Great", " 5") + record("Leaks", " 1"));
    const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ range, children }) => [range.start.line, children.map(({ name }) => name)]),
      [
        [0, ["prompt", "completion"]],
        [1, ["prompt", "completion"]],
      ],
    );
  });

  it("offers the labels of the other records as completions", async () => {
    const records = ["a", "b", "c", "d"].map((name, i) => record(name, i % 2 ? " good" : " bad"));
    const { document } = await openText(`${records.join("")}{"prompt":"e ->","completion":""}\n`);
    await untilFound(document.uri, ({ length }) => length > 0);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      new vscode.Position(4, '{"prompt":"e ->","completion":"'.length),
    );
    const texts = list.items.map(({ insertText }) => textOf(insertText) ?? "");
    assert.ok(
      texts.some((text) => text.includes(" good")),
      texts.join(),
    );
    assert.ok(
      texts.some((text) => text.includes(" bad")),
      texts.join(),
    );
  });

  it("goes from a repeated record to the first one", async () => {
    const twice = record("Great", " 5") + record("Leaks", " 1") + record("Great", " 5");
    const editor = await openText(twice);
    await untilFound(editor.document.uri, ({ length }) => length > 0);
    editor.selection = new vscode.Selection(2, 4, 2, 4);
    await vscode.commands.executeCommand("tunewright.goToFirst");
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 0);
  });

  it("grows a selection from a text to its member, its record and on", async () => {
    const { document } = await openText(record("Great", " 5"));
    const [range] = await vscode.commands.executeCommand<readonly vscode.SelectionRange[]>(
      "vscode.executeSelectionRangeProvider",
      document.uri,
      [new vscode.Position(0, 14)],
    );
    const texts: string[] = [];
    for (let one = range; one !== undefined; one = one.parent) {
      texts.push(document.getText(one.range));
    }
    assert.ok(texts.includes("Great ->"), texts.join("|"));
    assert.ok(texts.includes('"prompt":"Great ->"'), texts.join("|"));
    assert.ok(texts.includes(record("Great", " 5").trimEnd()), texts.join("|"));
  });

  it("formats records as most of them are written, and keeps their values", async () => {
    const compact = record("Great", " 5") + record("Leaks", " 1");
    const spaced = '{ "prompt" : "Fine ->" ,  "completion": " 3" }\n';
    const { document } = await openText(compact + spaced);
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const change = new vscode.WorkspaceEdit();
    change.set(document.uri, edits);
    assert.ok(await vscode.workspace.applyEdit(change));
    assert.equal(document.getText(), compact + record("Fine", " 3"));
  });

  it("turns a JSON list into one record on each line", async () => {
    const list =
      '[\n  {"prompt": "a ->", "completion": " 1"},\n  {"prompt": "b ->", "completion": " 2"}\n]\n';
    const { document } = await openText(list);
    await untilFound(document.uri, ({ length }) => length > 0);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(0, 0, 0, 1),
      vscode.CodeActionKind.QuickFix.value,
      5,
    );
    const action = actions.find(({ title }) => title === "Write one record on each line");
    assert.ok(action?.edit);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.match(
      document.getText(),
      /^\{"prompt":"a ->","completion":" 1"\}\n\{"prompt":"b ->".*\}\n*$/,
    );
  });
});

function textOf(insertText: vscode.CompletionItem["insertText"]): string | undefined {
  return typeof insertText === "object" ? insertText.value : insertText;
}
