import assert from "node:assert/strict";
import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver-protocol";
import type { PreflightAnswer } from "../../src/protocol/dataset-messages.js";
import type { FileReport } from "../../src/cli/file-report.js";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { LspClient } from "../support/lsp-client.ts";
import { runCli } from "../support/test-io.ts";

const cli = join(import.meta.dirname, "..", "..", "dist", "cli.js");
const pair = (prompt: string): string => `${JSON.stringify({ prompt, completion: " 5" })}\n`;
const clean = ["Great kettle ->", "Leaks ->", "Too loud ->"].map(pair).join("");
const fresh = ["Fine ->", "It drips ->"].map(pair).join("");

/** The leaks that are shown, and where each leads. */
function leaksIn(diagnostics: readonly Diagnostic[] | undefined): readonly unknown[] {
  return (diagnostics ?? [])
    .filter(({ code }) => code === "leakage")
    .map(({ range, message, relatedInformation: [twin] = [] }) => [
      range.start.line,
      message,
      twin?.location.uri,
      twin?.location.range.start,
    ]);
}

describe("leakage", () => {
  const folder = temporaryFolder({ after });
  const uri = (name: string): string => pathToFileURL(join(folder.path, name)).href;
  let client: LspClient;

  before(async () => {
    folder.write("train.jsonl", clean);
    folder.write("other/train.jsonl", fresh);
    client = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    await client.initialize();
  });
  after(() => client.kill());

  it("is found by the command line in files and folders, with the twin's place", async () => {
    folder.write("cli/train.jsonl", clean);
    folder.write("cli/valid.jsonl", fresh);
    folder.write("cli/test.jsonl", pair("New ->") + pair("great KETTLE ->") + pair("It drips ->"));
    for (const paths of [["cli"], ["cli/train.jsonl", "cli/valid.jsonl", "cli/test.jsonl"]]) {
      const { stdout } = await runCli(["check", ...paths, "--json"], { cwd: folder.path });
      const { files } = JSON.parse(stdout) as { readonly files: readonly FileReport[] };
      const found = files.flatMap(({ path, findings }) =>
        findings.flatMap(({ rule, line, related: [twin] }) =>
          rule === "leakage" ? [[path, line, twin?.path, twin?.line, twin?.column]] : [],
        ),
      );
      assert.deepEqual(found, [
        [join("cli", "test.jsonl"), 2, join("cli", "train.jsonl"), 1, 11],
        [join("cli", "test.jsonl"), 3, join("cli", "valid.jsonl"), 2, 11],
      ]);
    }
  });

  it("can be switched off, and then no other file is read", async () => {
    const { stdout } = await runCli(["check", "cli/test.jsonl", "--rule", "leakage=off"], {
      cwd: folder.path,
    });
    assert.doesNotMatch(stdout, /leakage/);
  });

  it("is looked for before tuning in the files that a person names, whatever they are called", async () => {
    folder.write("a.jsonl", clean);
    folder.write("b.jsonl", fresh + pair("Leaks ->"));
    const ask = async (others: readonly string[]): Promise<readonly unknown[]> => {
      const request = { uri: uri("b.jsonl"), target: "local", against: others.map(uri) };
      const { verdict } = await client.request<PreflightAnswer>("tunewright/preflightOf", request);
      return verdict.changes
        .filter(({ rule }) => rule === "leakage")
        .map(({ count, line, message }) => [count, line, message]);
    };
    assert.deepEqual(await ask([]), []);
    assert.deepEqual(await ask(["a.jsonl"]), [[1, 2, "The record is also in a.jsonl, line 2."]]);
  });

  it("is shown in an open test file after a pause, with a link into the training file", async () => {
    await client.open(fresh + pair("Leaks ->"), uri("test.jsonl"));
    assert.deepEqual(leaksIn(await client.completeDiagnostics()), [
      [
        2,
        "The record is also in train.jsonl, line 2.",
        uri("train.jsonl"),
        { line: 1, character: 10 },
      ],
    ]);
  });

  it("keeps its place through edits of other lines, and goes at once with its own", async () => {
    const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    await client.change([{ range: top, text: pair("Another ->") }]);
    const places = leaksIn(await client.diagnostics()).map((leak) => (leak as unknown[])[0]);
    assert.deepEqual(places, [3]);
    const inLeak = { start: { line: 3, character: 12 }, end: { line: 3, character: 13 } };
    await client.change([{ range: inLeak, text: "Drips and l" }]);
    assert.deepEqual(leaksIn(await client.diagnostics()), []);
    assert.deepEqual(leaksIn(await client.completeDiagnostics()), []);
  });

  it("follows the training file on disk, and in its open document", async () => {
    const shown = (count: number): Promise<void> =>
      client.until(() => leaksIn(client.published(uri("test.jsonl"))).length === count);
    folder.write("train.jsonl", clean + pair("It drips ->"));
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uri("train.jsonl"), type: 2 }],
    });
    await shown(1);
    const text = clean + pair("It drips ->") + pair("Fine ->");
    const textDocument = { uri: uri("train.jsonl"), languageId: "jsonl", version: 1, text };
    await client.notify("textDocument/didOpen", { textDocument });
    await shown(2);
    await client.notify("textDocument/didClose", { textDocument });
    await shown(1);
    unlinkSync(join(folder.path, "train.jsonl"));
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uri("train.jsonl"), type: 3 }],
    });
    await shown(0);
  });

  it("follows what tunewright.json names, on the command line and in an open document", async () => {
    const splits = { train: "named/data/tr*.jsonl", test: "named/gold.jsonl" };
    folder.write("named/data/tr-1.jsonl", clean);
    folder.write("named/gold.jsonl", fresh + pair("Leaks ->"));
    folder.write("tunewright.json", JSON.stringify({ splits }));
    const { stdout } = await runCli(["check", "named/gold.jsonl"], { cwd: folder.path });
    assert.match(stdout, /3:11 .*The record is also in data\/tr-1\.jsonl, line 2\./);
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uri("tunewright.json"), type: 1 }],
    });
    await client.open(fresh + pair("Leaks ->"), uri("named/gold.jsonl"));
    const [leak] = leaksIn(await client.completeDiagnostics());
    assert.deepEqual((leak as unknown[])[1], "The record is also in data/tr-1.jsonl, line 2.");
    folder.write("tunewright.json", "{}");
    await client.notify("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uri("tunewright.json"), type: 2 }],
    });
    await client.until(() => leaksIn(client.published(uri("named/gold.jsonl"))).length === 0);
  });

  it("has near duplicates as alike as tunewright.json says, while a document is open", async () => {
    const near = ["The", "This"].map((word) =>
      pair(`${word} kettle boils a litre of water in two minutes and then switches itself off ->`),
    );
    const shown = (count: number): Promise<void> =>
      client.until(() => {
        const found = client.published(uri("near.jsonl"));
        return found?.filter(({ code }) => code === "near-duplicate").length === count;
      });
    await client.open(near.join(""), uri("near.jsonl"));
    await shown(1);
    for (const [threshold, count] of [
      [0.98, 0],
      [0.75, 1],
    ] as const) {
      const rules = { "near-duplicate": ["warning", { threshold }] };
      folder.write("tunewright.json", JSON.stringify({ rules }));
      await client.notify("workspace/didChangeWatchedFiles", {
        changes: [{ uri: uri("tunewright.json"), type: 2 }],
      });
      await shown(count);
    }
  });
});
