import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CodeActionParams } from "vscode-languageserver";
import type { ConfigurationFile } from "../../src/server/configuration-actions.js";
import {
  configurationActions,
  newConfigurationFile,
} from "../../src/server/configuration-actions.js";

const uri = "file:///project/tunewright.json";
const dataset = "file:///project/in/a%20(1).jsonl";
const start = { line: 3, character: 1 };

function params(changes: Partial<CodeActionParams["context"]> = {}, lines = 0): CodeActionParams {
  const end = { line: 3 + lines, character: 5 };
  const range = { start, end };
  const diagnostic = { source: "Tunewright", code: "duplicate-prompt", message: "", range };
  return {
    textDocument: { uri: dataset },
    range,
    context: { diagnostics: [diagnostic, diagnostic], ...changes },
  };
}

function titles(asked: CodeActionParams, file: ConfigurationFile | undefined): readonly string[] {
  return configurationActions(asked, file).map(({ title }) => title);
}

const both = [
  "Turn duplicate-prompt off for this file in tunewright.json",
  "Turn duplicate-prompt off in tunewright.json",
];

describe("turning rules off from the light bulb", () => {
  it("is offered once for each rule, on one line, where quick fixes are wanted", () => {
    const file = { uri, text: "{}" };
    assert.deepEqual(titles(params(), file), both);
    assert.deepEqual(titles(params({ only: ["quickfix"] }), file), both);
    assert.deepEqual(titles(params({ only: ["source.fixAll"] }), file), []);
    assert.deepEqual(titles(params({}, 2), file), []);
    const [other] = params().context.diagnostics;
    const diagnostics = other
      ? [
          { ...other, source: "eslint" },
          { ...other, code: "nope" },
        ]
      : [];
    assert.deepEqual(titles(params({ diagnostics }), file), []);
    assert.deepEqual(titles(params(), undefined), []);
    assert.deepEqual(titles(params(), { uri, text: "{" }), []);
  });

  it("changes the file that is there", () => {
    const [forFile] = configurationActions(params(), { uri, text: '{ "rules": {} }' });
    const edits = forFile?.edit?.changes?.[uri];
    assert.match(edits?.map(({ newText }) => newText).join("") ?? "", /"in\/a \(1\)\.jsonl"/);
  });

  it("makes a file where there is none, if the editor can", () => {
    const folders = ["file:///project", "file:///project/in", "file:///project/i", "file:///other"];
    const workspaceEdit = { documentChanges: true, resourceOperations: ["create" as const] };
    const file = newConfigurationFile(dataset, folders, { workspace: { workspaceEdit } });
    assert.deepEqual(file, { uri: "file:///project/in/tunewright.json", text: null });
    const [forFile] = configurationActions(params(), file);
    assert.deepEqual(
      forFile?.edit?.documentChanges?.map((change) => ("kind" in change ? change.kind : "edit")),
      ["create", "edit"],
    );
    assert.equal(newConfigurationFile(dataset, folders, {}), undefined);
    assert.equal(newConfigurationFile(dataset, [], { workspace: { workspaceEdit } }), undefined);
  });
});
