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
