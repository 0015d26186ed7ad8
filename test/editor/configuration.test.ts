import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TargetSetting } from "../../src/core/config/target-setting.js";
import { writeTarget } from "../../src/extension/write-target.js";
import { closeAll, sampleUri, untilFound } from "./dataset-editor.ts";

/** Each test has a folder of its own: VS Code keeps the text of a deleted file for a while. */
let folder = 0;
let configuration: vscode.Uri;
let dataset: vscode.Uri;
const twice = '{"prompt":"Great kettle ->","completion":" 5"}\n'.repeat(2);
const repeated = (found: readonly string[]): boolean => found.includes("duplicate-record@2:1");
const silent = (found: readonly string[]): boolean => !repeated(found);

async function save(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
}

async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

describe("tunewright.json", () => {
  beforeEach(() => {
    folder += 1;
    configuration = sampleUri(`configured-${folder}/tunewright.json`);
    dataset = sampleUri(`configured-${folder}/configured.jsonl`);
    return save(dataset, twice);
  });
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(dataset, ".."), { recursive: true });
  });

  it("holds as soon as it is written, and no longer when it is deleted", async () => {
    const { document } = await open(dataset);
    await untilFound(document.uri, repeated);
    await save(configuration, '{ "ignore": ["configured.jsonl"] }');
    await untilFound(document.uri, silent);
    await vscode.workspace.fs.delete(configuration);
    await untilFound(document.uri, repeated);
  });

  it("holds as it is typed, comments and trailing commas included", async () => {
    await save(configuration, '{\n  // none yet\n  "rules": {},\n}\n');
    await open(dataset);
    await untilFound(dataset, repeated);
    const editor = await open(configuration);
    assert.equal(editor.document.languageId, "jsonc");
    const place = new vscode.Position(2, 12);
    await editor.edit((edit) => edit.insert(place, '"duplicate-record": "off",'));
    await untilFound(dataset, silent);
    assert.deepEqual(vscode.languages.getDiagnostics(configuration), []);
  });

  it("shows its faults", async () => {
    await open(dataset);
    await save(configuration, '{ "rules": { "duplicate-recrod": "off" } }');
    const faults = await untilDiagnostics(configuration);
    assert.match(faults[0]?.message ?? "", /Did you mean "duplicate-record"/);
  });

  it("is completed with rules and targets", async () => {
    await save(configuration, '{ "target": "", "rules": {} }');
    await open(configuration);
    await untilTrue(async () => (await offered(13)).includes('"openai"'));
    await untilTrue(async () => (await offered(26)).includes("duplicate-record"));
  });

  it("is made to hold a target, and shown", async () => {
    await open(dataset);
    assert.ok(await write("local"));
    const editor = vscode.window.activeTextEditor;
    assert.deepEqual(
      [editor?.document.uri.toString(), editor?.document.getText(), editor?.document.isDirty],
      [configuration.toString(), "configured.jsonl: local\n", false],
    );
  });

  it("takes a target beside a person's own edits, in a way that can be undone", async () => {
    await save(configuration, "{}\n");
    const { document, edit } = await open(configuration);
    await edit((builder) => builder.insert(new vscode.Position(1, 0), "// mine\n"));
    const before = document.getText();
    assert.ok(await write("openai"));
    assert.deepEqual(
      [document.getText(), document.isDirty],
      [`configured.jsonl: openai\n${before}`, true],
    );
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
  });
});

/** Writes a target for the dataset, by a server whose edit names what it was asked for. */
function write(target: TargetSetting): Promise<boolean> {
  const client: Parameters<typeof writeTarget>[0] = {
    targetEdits: (asked) => {
      const text = `${asked.path}: ${asked.target}\n`;
      return Promise.resolve({ edits: [{ span: { start: 0, end: 0 }, text }] });
    },
  };
  return writeTarget(client, configuration, { dataset, target });
}

/** What is offered at a column of the first line. */
async function offered(column: number): Promise<readonly string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    configuration,
    new vscode.Position(0, column),
  );
  return items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

/** For what no event tells of. */
async function untilTrue(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Waits until a file has diagnostics of ours. */
function untilDiagnostics(uri: vscode.Uri): Promise<readonly vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
    function look(): void {
      const found = vscode.languages
        .getDiagnostics(uri)
        .filter(({ source }) => source === "Tunewright");
      if (found.length === 0) return;
      listener.dispose();
      resolve(found);
    }
  });
}
