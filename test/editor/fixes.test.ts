import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openSample, openText, ours, untilFound } from "./dataset-editor.ts";

function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix.value,
): Thenable<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range, kind, 20);
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(0, 0, document.lineCount, 0);
}

function ruleOf(code: vscode.Diagnostic["code"]): unknown {
  return typeof code === "object" ? code.value : code;
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

describe("fixes", () => {
  afterEach(closeAll);

  it("mend one finding from the light bulb", async () => {
    const other = '{"prompt":"Great ->","completion":" 5"}\n';
    const { document } = await openText(`${other}{"prompt":"Leaks ->","completion":"1"}\n`);
    await untilFound(document.uri, ({ length }) => length > 0);
    const [finding] = ours(document.uri);
    assert.ok(finding);
    const actions = await actionsAt(document.uri, finding.range);
    const [preferred, ...others] = actions.filter(({ isPreferred }) => isPreferred === true);
    assert.deepEqual([preferred?.title, others], ["Add a space before the completion", []]);
    await apply(preferred);
    assert.equal(document.getText(), `${other}{"prompt":"Leaks ->","completion":" 1"}\n`);
    await untilFound(document.uri, ({ length }) => length === 0);
  });

  it("mend all of one kind and nothing else", async () => {
    const spaced = '{"prompt":"c ->","completion":" 3"}\n{"prompt":"d ->","completion":" 4"}\n';
    const { document } = await openText(
      `{"prompt":"a ->","completion":"1"}\n{"prompt":"b ->","completion":"2 "}\n${spaced}`,
    );
    await untilFound(document.uri, ({ length }) => length === 3);
    const actions = await actionsAt(document.uri, new vscode.Range(0, 31, 0, 31));
    await apply(actions.find(({ title }) => title.startsWith("Apply all safe fixes of this kind")));
    assert.equal(
      document.getText(),
      `{"prompt":"a ->","completion":" 1"}\n{"prompt":"b ->","completion":" 2 "}\n${spaced}`,
    );
  });

  it("stand before ways to turn their rule off", async () => {
    const { document } = await openSample("reviews-with-faults.jsonl");
    await untilFound(document.uri, ({ length }) => length > 0);
    const finding = ours(document.uri).find(
      ({ code }) => ruleOf(code) === "completion-leading-space",
    );
    assert.ok(finding);
    const titles = (await actionsAt(document.uri, finding.range)).map(({ title }) => title);
    const places = [
      "Add a space",
      "Apply all safe fixes of this kind",
      "Turn completion-leading",
    ].map((start) => titles.findIndex((title) => title.startsWith(start)));
    assert.ok(!places.includes(-1), titles.join("\n"));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
      titles.join("\n"),
    );
  });

  it("write a table as a dataset, from the line above it", async () => {
    const { document } = await openText("prompt,completion\nGreat ->,5\nLeaks ->,1\nFine ->,4\n");
    await untilFound(document.uri, ({ length }) => length === 1);
    const kind = "quickfix.layout.tunewright";
    const [action, ...others] = await actionsAt(document.uri, wholeOf(document), kind);
    assert.deepEqual([action?.title, others], ["Write one record on each line", []]);
    await apply(action);
    assert.match(document.getText(), /^\{"prompt":"Great ->","completion":"5"\}\n/);
  });

  it("remove a duplicate only when asked to", async () => {
    const line = '{"prompt":"a ->","completion":" 1"}\n';
    const { document } = await openText(line + line);
    await untilFound(document.uri, ({ length }) => length > 0);
    const [action] = await actionsAt(document.uri, new vscode.Range(1, 0, 1, 0));
    assert.equal(action?.isPreferred ?? false, false);
    await apply(action);
    assert.equal(document.getText(), line);
  });

  it("are applied by the command, as one step to undo", async () => {
    const { document } = await openSample("reviews-with-faults.jsonl");
    const before = document.getText();
    const found = await untilFound(document.uri, ({ length }) => length > 0);
    await vscode.commands.executeCommand("tunewright.fixAll");
    await untilFound(document.uri, ({ length }) => length < found.length);
    assert.notEqual(document.getText(), before);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
  });

  it("are applied on save where that is set", async () => {
    const settings = vscode.workspace.getConfiguration("editor");
    const onSave = { "source.fixAll.tunewright": "explicit" };
    const target = vscode.ConfigurationTarget.Workspace;
    await settings.update("codeActionsOnSave", onSave, target);
    const { document, edit } = await openSample("sentiment.jsonl");
    const before = document.getText();
    const text = '{"prompt":"A new one\\n\\nSentiment:","completion":"positive"}\n';
    await edit((builder) => builder.insert(new vscode.Position(0, 0), text));
    await untilFound(document.uri, ({ length }) => length > 0);
    await document.save();
    assert.equal(document.getText(), text.replace('"positive', '" positive') + before);
    await settings.update("codeActionsOnSave", undefined, target);
  });
});
