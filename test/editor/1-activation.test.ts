import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, openSample, untilFound } from "./dataset-editor.ts";

describe("activation", () => {
  after(closeAll);

  it("waits for a dataset", async () => {
    const extension = vscode.extensions.getExtension("tunewright.tunewright");
    assert.ok(extension);
    assert.equal(extension.isActive, false);
    await openSample("README.md");
    assert.equal(extension.isActive, false);
    const { document } = await openSample("reviews-with-faults.jsonl");
    assert.equal(document.languageId, "jsonl");
    await untilFound(document.uri, (found) => found.length > 0);
    assert.equal(extension.isActive, true);
  });
});
