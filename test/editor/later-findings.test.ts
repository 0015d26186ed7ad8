import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openSample, openText, ours, sampleUri, untilFound } from "./dataset-editor.ts";

const long = "The kettle boils a litre of water in two minutes and then switches itself off";
const pair = (prompt: string): string =>
  `${JSON.stringify({ prompt: `${prompt} ->`, completion: " 5" })}\n`;

describe("findings that take longer", () => {
  afterEach(closeAll);

  it("come when typing rests, and stay in place while others are typed", async () => {
    const near = long.replace("The kettle", "This kettle");
    const editor = await openText(pair(long) + pair("Leaks") + pair(near));
    const { uri } = editor.document;
    assert.deepEqual(await untilFound(uri, ({ length }) => length > 0), ["near-duplicate@3:11"]);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), pair("Too loud")));
    const found = await untilFound(uri, (all) => all.includes("near-duplicate@4:11"));
    assert.deepEqual(found, ["near-duplicate@4:11"]);
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 11), "Nobody knows why. "));
    await untilFound(uri, ({ length }) => length === 0);
  });

  it("lead from a test file to the record in the training file", async () => {
    const [training, test] = ["leak.train.jsonl", "leak.test.jsonl"].map(sampleUri);
    assert.ok(training !== undefined && test !== undefined);
    await vscode.workspace.fs.writeFile(training, Buffer.from(pair("Fine") + pair("Leaks")));
    await vscode.workspace.fs.writeFile(test, Buffer.from(pair("Leaks")));
    try {
      await openSample("leak.test.jsonl");
      assert.deepEqual(await untilFound(test, ({ length }) => length > 0), ["leakage@1:11"]);
      const [twin] = ours(test)[0]?.relatedInformation ?? [];
      assert.equal(twin?.location.uri.toString(), training.toString());
      assert.equal(twin?.location.range.start.line, 1);
    } finally {
      await closeAll();
      await vscode.workspace.fs.delete(training);
      await vscode.workspace.fs.delete(test);
    }
  });
});
