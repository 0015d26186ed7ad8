import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  openSample,
  openText,
  ours,
  ruleOf,
  sampleUri,
  untilFound,
} from "./dataset-editor.ts";

const clean = '{"prompt":"Great kettle ->","completion":" 5"}\n';

describe("findings", () => {
  afterEach(closeAll);

  it("stand at the exact characters, with a link to the rule's page", async () => {
    const { document } = await openText(`${clean}{"prompt":"Leaks ->","completion":"1"}\n`);
    const found = await untilFound(document.uri, ({ length }) => length > 0);
    assert.deepEqual(found, ["completion-leading-space@2:36"]);
    const [diagnostic] = ours(document.uri);
    assert.equal(document.getText(diagnostic?.range), "1");
    assert.ok(typeof diagnostic?.code === "object");
    await vscode.workspace.fs.stat(diagnostic.code.target);
  });

  it("come and go with typing", async () => {
    const editor = await openText(clean);
    const { uri } = editor.document;
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), clean));
    assert.deepEqual(await untilFound(uri, ({ length }) => length > 0), ["duplicate-record@2:1"]);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 11), "Another "));
    await untilFound(uri, ({ length }) => length === 0);
    await editor.edit((edit) => edit.delete(new vscode.Range(0, 45, 0, 46)));
    assert.deepEqual(await untilFound(uri, ({ length }) => length > 0), ["invalid-json@1:45"]);
  });

  it("link a duplicate to its first occurrence", async () => {
    const { document } = await openText(clean + clean);
    await untilFound(document.uri, ({ length }) => length > 0);
    const [related] = ours(document.uri)[0]?.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), document.uri.toString());
    assert.equal(related?.location.range.start.line, 0);
  });

  it("are none in clean samples and several kinds in the faulty one", async () => {
    const faulty = await openSample("reviews-with-faults.jsonl");
    await untilFound(faulty.document.uri, ({ length }) => length > 0);
    const rules = new Set(ours(faulty.document.uri).map(({ code }) => ruleOf(code)));
    assert.equal(rules.size, 10);
    const cleanOne = await openSample("reviews.jsonl");
    await openSample("sentiment.jsonl");
    assert.deepEqual(ours(cleanOne.document.uri), []);
  });

  it("disappear with the document", async () => {
    const uri = sampleUri("closed.jsonl");
    await vscode.workspace.fs.writeFile(uri, Buffer.from(clean + clean));
    // Unlike openTextDocument this keeps no hold on the document when its editor closes.
    await vscode.commands.executeCommand("vscode.open", uri);
    await untilFound(uri, ({ length }) => length > 0);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await untilFound(uri, ({ length }) => length === 0);
    await vscode.workspace.fs.delete(uri);
  });

  it("leave files alone that are no training data", async () => {
    const log = '{"level":"info","message":"started"}\n'.repeat(3);
    const { document } = await openText(`${log}{"level":"info",}\n`);
    const found = await untilFound(document.uri, ({ length }) => length > 0);
    assert.deepEqual(found, ["invalid-json@4:16"]);
  });
});
