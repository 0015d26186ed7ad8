import assert from "node:assert/strict";
import type { SpawnSyncReturns } from "node:child_process";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { CodeAction, Diagnostic } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import type { FileReport } from "../../src/cli/file-report.js";
import type { DatasetStatus, TargetEditsAnswer } from "../../src/protocol/server-messages.js";
import type { TemporaryFolder } from "../data/temporary-folder.ts";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { LspClient } from "../support/lsp-client.ts";

const root = join(import.meta.dirname, "..", "..");
const cli = join(root, "dist", "cli.js");
const sample = (name: string): string => readFileSync(join(root, "samples", name), "utf8");
const faulty = sample("reviews-with-faults.jsonl");
const chat = sample("support-chat.jsonl");
const severities = ["", "error", "warning", "information", "hint"];

/** Datasets under configurations of every kind. */
const tree: Readonly<Record<string, string>> = {
  "tunewright.json": `{
    // The outermost.
    "rules": {
      "duplicate-record": "error", "completion-leading-space": "off",
      "rare-label": ["warning", { "fewestExamples": 3 }],
    },
    "splits": { "train": "split/a*.jsonl", "test": ["split/gold.jsonl"] },
    "ignore": ["old/", "*.skip.jsonl", "./data/[x-z].ndjson"],
    "overrides": [
      { "files": "*.raw.jsonl", "target": "local", "rules": { "duplicate-record": "hint" } },
      { "files": ["data/b.raw.jsonl"], "rules": { "duplicate-record": "information" } },
    ],
  }`,
  "own/tunewright.json": '{ "target": "openai", "ignore": ["**/deep/**"] }',
  "empty/tunewright.json": "{}",
  "broken/tunewright.json": '{\n  "rules": { "duplicatePrompt": "off" }\n}\n',
  "reviews.jsonl": faulty,
  "chat.jsonl": chat,
  "a.raw.jsonl": faulty,
  "a.skip.jsonl": faulty,
  "data/b.raw.jsonl": faulty,
  "data/x.ndjson": faulty,
  "data/a.ndjson": faulty,
  "old/reviews.jsonl": faulty,
  "data/old/reviews.jsonl": faulty,
  "own/reviews.jsonl": faulty,
  "split/a1.jsonl": faulty,
  "split/gold.jsonl": faulty,
  "own/old/chat.jsonl": chat,
  "own/deep/reviews.jsonl": faulty,
  "empty/a.raw.jsonl": faulty,
  "empty/é (1) #%.jsonl": faulty,
};
const datasets = Object.keys(tree).filter((name) => !name.endsWith(".json"));

/** What both surfaces say of a finding. */
function shown(diagnostics: readonly Diagnostic[]): unknown {
  return diagnostics.map(({ code, severity, range, message }) => ({
    rule: code,
    severity: severities[severity ?? 0],
    start: [range.start.line + 1, range.start.character + 1],
    end: [range.end.line + 1, range.end.character + 1],
    message,
  }));
}

function textOf(diagnostic: Diagnostic | undefined): string {
  return typeof diagnostic?.message === "string" ? diagnostic.message : "";
}

function reported({ findings }: FileReport): unknown {
  return findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    start: [finding.line, finding.column],
    end: [finding.endLine, finding.endColumn],
    message: finding.message,
  }));
}

describe("one configuration for all surfaces", () => {
  let folder: TemporaryFolder;
  let client: LspClient;
  let removeFolder: () => void;
  const uriOf = (name: string): string => pathToFileURL(join(folder.path, name)).href;

  before(async () => {
    folder = temporaryFolder({ after: (clean) => (removeFolder = clean) });
    for (const [name, content] of Object.entries(tree)) folder.write(name, content);
    client = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    await client.initialize(
      { status: true },
      {
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
        textDocument: { synchronization: { dynamicRegistration: true } },
      },
    );
  });
  after(() => {
    client.kill();
    removeFolder();
  });

  /** The findings of each dataset that the command line checks, by name. */
  function checked(): ReadonlyMap<string, unknown> {
    const { files } = JSON.parse(runCheck("--json").stdout) as {
      readonly files: readonly FileReport[];
    };
    return new Map(files.map((file) => [file.path.replaceAll("\\", "/"), reported(file)]));
  }

  function runCheck(...args: readonly string[]): SpawnSyncReturns<string> {
    const options = { cwd: folder.path, encoding: "utf8", maxBuffer: 1e9 } as const;
    return spawnSync(process.execPath, [cli, "check", ...args], options);
  }

  it("has datasets of all kinds in this test", () => {
    const files = [...checked()];
    assert.ok(files.length > 5 && files.length < datasets.length);
    assert.ok(new Set(files.map(([, findings]) => JSON.stringify(findings))).size > 4);
  });

  for (const name of datasets) {
    it(`finds in the editor what check finds: ${name}`, async () => {
      await client.open(tree[name] ?? "", uriOf(name));
      assert.deepEqual(shown(await client.completeDiagnostics()), checked().get(name) ?? []);
      await client.notify("textDocument/didClose", { textDocument: { uri: uriOf(name) } });
    });
  }

  it("finds on disk what check finds", async () => {
    const expected = checked();
    const result = await client.request<{ files: number }>("tunewright/checkWorkspace", {
      folders: [uriOf("")],
    });
    assert.equal(result.files, expected.size);
    for (const name of datasets) {
      // The server spells addresses as VS Code does.
      const uri = URI.parse(uriOf(name)).toString();
      assert.deepEqual(shown(client.published(uri) ?? []), expected.get(name) ?? [], name);
    }
  });

  it("shows the faults of a configuration in it, where check says that they are", async () => {
    folder.write("broken/a.jsonl", chat);
    await client.open(chat, uriOf("broken/a.jsonl"));
    await client.diagnostics();
    const [fault, ...others] = client.published(uriOf("broken/tunewright.json")) ?? [];
    assert.deepEqual(
      [fault?.range.start, fault?.range.end, others],
      [{ line: 1, character: 13 }, { line: 1, character: 30 }, []],
    );
    const place = `${join("broken", "tunewright.json")}:2:14`;
    const { status: code, stderr } = runCheck("broken");
    assert.deepEqual([code, stderr], [2, `tunewright: ${place} ${textOf(fault)}\n`]);
    folder.write("broken/tunewright.json", "{}");
    await changed("broken/tunewright.json");
    await client.diagnostics();
    assert.deepEqual(client.published(uriOf("broken/tunewright.json")), []);
  });

  async function changed(name: string): Promise<void> {
    const type = existsSync(join(folder.path, name)) ? 2 : 3;
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf(name), type }],
    });
  }

  /** How many findings of a rule the open document has. */
  async function count(rule: string): Promise<number> {
    return (await client.diagnostics()).filter(({ code }) => code === rule).length;
  }

  it("follows configurations as they are written, deleted and typed", async () => {
    const rule = "duplicate-record";
    const off = `{ "rules": { "${rule}": "off" } }`;
    await client.open(faulty, uriOf("empty/reviews.jsonl"));
    const all = await count(rule);
    assert.ok(all > 0);
    folder.write("empty/tunewright.json", off);
    await changed("empty/tunewright.json");
    assert.equal(await count(rule), 0);
    folder.write("empty/tunewright.json", "{}");
    await changed("empty/tunewright.json");
    assert.equal(await count(rule), all);

    const dataset = client.document;
    const uri = uriOf("empty/tunewright.json");
    await client.open("{}", uri);
    await client.change([{ text: off }]);
    client.document = dataset;
    assert.equal(await count(rule), 0);
    await client.notify("textDocument/didClose", { textDocument: { uri } });
    assert.equal(await count(rule), all);
  });

  it("lets a person's own choices win", async () => {
    const space = "completion-leading-space";
    await client.open(faulty, uriOf("reviews.jsonl"));
    assert.equal(await count(space), 0);
    await client.settings({ rules: { [space]: "warning" } });
    assert.ok((await count(space)) > 0);
    await client.settings({});
    await client.open(faulty, uriOf("a.raw.jsonl"));
    const choice = { uri: uriOf("a.raw.jsonl"), target: "auto" };
    assert.equal((await status())?.target, "local");
    await client.notify("tunewright/chooseTarget", choice);
    assert.deepEqual(
      [(await status())?.target, (await status())?.targetFrom],
      ["legacy-completions", "format"],
    );
    await client.notify("tunewright/chooseTarget", { ...choice, target: null });
    assert.deepEqual(
      [(await status())?.target, (await status())?.targetFrom],
      ["local", "configuration"],
    );
  });

  async function status(): Promise<DatasetStatus | undefined> {
    await client.diagnostics();
    return client.status;
  }

  it("says in the status that a dataset is ignored, and by what", async () => {
    await client.open(faulty, uriOf("a.skip.jsonl"));
    const { isIgnored, configuration } = (await status()) ?? {};
    assert.deepEqual(
      [isIgnored, configuration],
      [true, { uri: uriOf("tunewright.json"), isBroken: false }],
    );
    assert.deepEqual(await client.codeActions(), []);
  });

  it("answers what the configuration of a dataset says", async () => {
    const ask = (name: string): Promise<unknown> =>
      client.request("tunewright/configurationOf", { uri: uriOf(name) });
    assert.deepEqual(
      [await ask("own/x.jsonl"), await ask("x.jsonl")],
      [
        { configuration: uriOf("own/tunewright.json"), target: "openai" },
        { configuration: uriOf("tunewright.json"), target: null },
      ],
    );
  });

  it("says how a configuration comes to name a target", async () => {
    const ask = (text: string | null): Promise<TargetEditsAnswer> =>
      client.request("tunewright/targetEdits", { text, path: "a.jsonl", target: "local" });
    const entry = '{ "files": "./a.jsonl", "target": "local" }';
    assert.deepEqual(
      [await ask('{ "overrides": [] }'), (await ask(null)).edits?.length, await ask("{")],
      [
        {
          edits: [{ span: { start: 16, end: 16 }, text: entry }],
        },
        1,
        { edits: null },
      ],
    );
  });

  it("offers to turn a rule off, for a file or for all", async () => {
    await client.open(faulty, uriOf("own/reviews.jsonl"));
    const [diagnostic] = await client.diagnostics();
    assert.ok(diagnostic);
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: client.document.uri },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });
    const offers = actions.filter(({ title }) => title.startsWith("Turn "));
    const rule = String(diagnostic.code);
    assert.deepEqual(
      offers.map(({ title, edit }) => [title, Object.keys(edit?.changes ?? {})]),
      [
        [`Turn ${rule} off for this file in tunewright.json`, [uriOf("own/tunewright.json")]],
        [`Turn ${rule} off in tunewright.json`, [uriOf("own/tunewright.json")]],
      ],
    );
    for (const { edit } of offers) {
      const uri = uriOf("own/tunewright.json");
      const document = TextDocument.create(uri, "jsonc", 1, tree["own/tunewright.json"] ?? "");
      folder.write(
        "own/tunewright.json",
        TextDocument.applyEdits(document, edit?.changes?.[uri] ?? []),
      );
      await changed("own/tunewright.json");
      assert.equal(await count(rule), 0);
    }
  });

  it("asks the editor to tell of configurations", () => {
    assert.deepEqual(client.registered, [
      "workspace/didChangeWatchedFiles",
      "textDocument/didOpen",
      "textDocument/didChange",
      "textDocument/didClose",
    ]);
  });
});
