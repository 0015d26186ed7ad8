import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Diagnostic, InlayHint } from "vscode-languageserver-protocol";
import type { FileReport } from "../../src/cli/file-report.js";
import { rules } from "../../src/core/rules/index.js";
import type { DatasetTokensAnswer } from "../../src/protocol/server-messages.js";
import { datasetTokens } from "../../src/protocol/server-messages.js";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { editsOf, LspClient } from "../support/lsp-client.ts";
import { randomEdit } from "../support/random-edit.ts";
import { SeededRandom } from "../support/seeded-random.ts";
import { runCli } from "../support/test-io.ts";

const root = join(import.meta.dirname, "..", "..");
const faulty = readFileSync(join(root, "samples", "reviews-with-faults.jsonl"), "utf8");
const chat = readFileSync(join(root, "samples", "support-chat.jsonl"), "utf8");
const cli = join(root, "dist", "cli.js");
const start = { line: 0, character: 0 };
const emptyRange = { start, end: start };
const severities = ["", "error", "warning", "information", "hint"];

const later = rules.filter(({ kind }) => kind === "background").map(({ id }) => id);
const withoutLater = later.flatMap((id) => ["--rule", `${id}=off`]);

/** What `check` finds in a text, in the terms that both surfaces share. */
async function checked(text: string, options: readonly string[] = []): Promise<unknown> {
  const { stdout } = await runCli(["check", "-", "--json", ...options], { input: text });
  const report = JSON.parse(stdout) as { readonly files: readonly [FileReport] };
  // For an editor the byte order mark is a character of the first line.
  const marks = (line: number): number => (line === 1 && text.startsWith("\uFEFF") ? 1 : 0);
  return report.files[0].findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    start: [finding.line, finding.column + marks(finding.line)],
    end: [finding.endLine, finding.endColumn + marks(finding.endLine)],
    message: finding.message,
    related: finding.related.map(({ line, column, message }) => ({ line, column, message })),
  }));
}

function shown(diagnostics: readonly Diagnostic[]): unknown {
  return diagnostics.map(({ code, severity, range, message, relatedInformation }) => ({
    rule: code,
    severity: severities[severity ?? 0],
    start: [range.start.line + 1, range.start.character + 1],
    end: [range.end.line + 1, range.end.character + 1],
    message,
    related: (relatedInformation ?? []).map((place) => ({
      line: place.location.range.start.line + 1,
      column: place.location.range.start.character + 1,
      message: place.message,
    })),
  }));
}

describe("files that the editor decodes", () => {
  it("are known by their first bytes on disk, when they are opened and when they change", async (test) => {
    const folder = temporaryFolder(test);
    const client = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    test.after(() => client.kill());
    await client.initialize();
    const text = chat.split("\n").slice(0, 12).join("\n");
    const path = folder.write("data.jsonl", Buffer.from(`\uFEFF${text}`, "utf16le"));
    const uri = pathToFileURL(path).href;
    const found = async (rule: string): Promise<void> => {
      while (client.published(uri)?.some(({ code }) => code === rule) !== true) await pause(20);
    };
    await client.open(text, uri);
    await found("not-utf8");
    const actions = await client.codeActions();
    assert.ok(!actions.some(({ title }) => title.includes("UTF-8")));
    folder.write("data.jsonl", `\uFEFF${text}`);
    const changes = [{ uri, type: 2 }];
    await client.notify("workspace/didChangeWatchedFiles", { changes });
    await found("byte-order-mark");
    assert.ok(!client.published(uri)?.some(({ code }) => code === "not-utf8"));
  });
});

describe("tunewright lsp --stdio", () => {
  let client: LspClient;

  before(async () => {
    client = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    await client.initialize();
  });
  after(() => client.kill());

  /** Without the rules that wait for a pause in typing. */
  async function assertSameAsCheck(): Promise<void> {
    const text = client.document.getText();
    const diagnostics = await client.diagnostics();
    const now = diagnostics.filter(({ code }) => !later.includes(String(code)));
    assert.deepEqual(shown(now), await checked(text, withoutLater));
  }

  async function assertAllSameAsCheck(): Promise<void> {
    const text = client.document.getText();
    assert.deepEqual(shown(await client.completeDiagnostics()), await checked(text));
  }

  for (const [name, text] of [
    ["prompts and completions", faulty],
    ["conversations", chat],
    ["prompts and completions with CRLF", faulty.replaceAll("\n", "\r\n")],
    ["a document with a byte order mark", `\uFEFF${faulty}`],
  ] as const) {
    it(`finds what check finds through fifty random edits of ${name}`, async () => {
      await client.open(text);
      await assertSameAsCheck();
      const random = new SeededRandom(name.length);
      for (let i = 0; i < 50; i += 1) {
        await client.change([randomEdit(client.document, random)]);
        await assertSameAsCheck();
        if (i % 10 === 9) await assertAllSameAsCheck();
      }
    });

    it(`finds what check finds after every code action on ${name}`, async () => {
      await client.open(text);
      const actions = [
        ...(await client.codeActions()),
        ...(await client.codeActions(["source.fixAll"])),
      ];
      assert.notEqual(actions.length, 0);
      for (const action of actions) {
        assert.notEqual(editsOf(action).length, 0, action.title);
        await client.apply(editsOf(action));
        await assertSameAsCheck();
        await client.change([{ text }]);
      }
    });
  }

  it("leaves no safe fix after fix-all, and the same text as check --fix", async () => {
    await client.open(faulty);
    const [fixAll] = await client.codeActions(["source.fixAll.tunewright"]);
    assert.ok(fixAll);
    await client.apply(editsOf(fixAll));
    assert.deepEqual(await client.codeActions(["source.fixAll.tunewright"]), []);
    const { stdout } = await runCli(["check", "-", "--fix"], { input: faulty });
    assert.equal(client.document.getText(), stdout);
  });

  it("asks for confirmation before a fix of many records that removes some", async () => {
    await client.open(faulty);
    const actions = await client.codeActions();
    const removing = actions.find(({ title }) => title.includes("Duplicate record"));
    const annotations = Object.values(removing?.edit?.changeAnnotations ?? {});
    assert.deepEqual(
      annotations.map(({ needsConfirmation }) => needsConfirmation),
      [true],
    );
  });

  it("removes equal records up to the end of a document in one edit that does not overlap", async () => {
    const line = '{"prompt":"a ->","completion":" 5"}';
    await client.open([line, line, line].join("\n"));
    const removing = (await client.codeActions()).find(({ title }) =>
      title.startsWith("Apply all fixes"),
    );
    assert.ok(removing);
    assert.equal(editsOf(removing).length, 1);
    await client.apply(editsOf(removing));
    assert.equal(client.document.getText(), line);
  });

  it("makes edits for the version that it has checked, and no other", async () => {
    await client.open('{"prompt":"a ->","completion":"5"}\n');
    await client.change([{ range: emptyRange, text: '{"prompt":"b ->","completion":" 5"}\n' }]);
    const actions = await client.codeActions();
    const versions = actions.flatMap(({ edit }) =>
      (edit?.documentChanges ?? []).map(
        (change) => "edits" in change && change.textDocument.version,
      ),
    );
    assert.deepEqual(versions, [2]);
  });

  it("offers fix-all however many other findings there are", async () => {
    const fixable = '{"prompt":"a ->","completion":" 5",}\n';
    await client.open(`${"{]\n".repeat(260)}${fixable}`);
    assert.equal((await client.codeActions(["source.fixAll"])).length, 1);
  });

  it("counts only what it can fix", async () => {
    const same = ['" 5"', '" 4"', '" 3"', '"  5"', '" 5  "'];
    await client.open(same.map((answer) => `{"prompt":"a ->","completion":${answer}}\n`).join(""));
    const titles = (await client.codeActions()).map(({ title }) => title);
    assert.ok(titles.some((title) => title.endsWith("Duplicate prompt (2)")));
  });

  it("offers a client that cannot ask no fix of many records that asks", async () => {
    const other = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    await other.initialize({}, {});
    const line = '{"prompt":"a ->","completion":" 5"}\n';
    await other.open(line + line + line);
    const actions = await other.codeActions();
    assert.deepEqual(
      actions.map(({ title, edit }) => [title, Object.keys(edit ?? {})]),
      [
        ["Remove this duplicate record", ["changes"]],
        ["Remove this duplicate record", ["changes"]],
      ],
    );
    await other.quit();
  });

  it("shows a record's texts on hover, with a fence that its text cannot leave", async () => {
    await client.open('{"prompt":"Use ```js\\ncode``` ->","completion":" ok"}\n');
    const hover = await client.request<{ contents: { value: string } }>("textDocument/hover", {
      textDocument: { uri: client.document.uri },
      position: { line: 0, character: 15 },
    });
    assert.equal(
      hover.contents.value,
      "**Record 1 of 1** · Prompt and completion\n\n" +
        "prompt · 20 characters\n````text\nUse ```js\ncode``` ->\n````\n\n" +
        "completion · 3 characters\n```text\n␣ok\n```",
    );
  });

  it("speaks the editor's language, with the target and page addresses it was given", async () => {
    const other = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    await other.initialize({
      target: "legacy-completions",
      ruleDocumentation: "https://example.org/rules",
      translation: {
        "The completion does not start with a space.": "Der Antwort fehlt das Leerzeichen.",
      },
    });
    await other.open('{"prompt":"Leaks ->","completion":"1"}\n');
    const found = await other.diagnostics();
    await other.quit();
    assert.deepEqual(
      found.map(({ message, codeDescription }) => [message, codeDescription?.href]),
      [
        [
          "Der Antwort fehlt das Leerzeichen.",
          "https://example.org/rules/completion-leading-space.md",
        ],
      ],
    );
  });

  it("names an existing page for each rule where the editor has none", async () => {
    await client.open('{"prompt":"Leaks ->","completion":"1"}\n');
    const [finding] = await client.diagnostics();
    assert.ok(existsSync(new URL(finding?.codeDescription?.href ?? "")));
  });

  it("follows a person's settings as they change", async () => {
    const spaced = '{"prompt":"c ->","completion":" 3"}\n{"prompt":"d ->","completion":" 4"}\n';
    await client.open(
      `{"prompt":"a ->","completion":"1"}\n{"prompt":"b ->","completion":"2"}\n${spaced}`,
    );
    const found = async (): Promise<unknown> =>
      (await client.diagnostics()).map(({ code, severity, message }) => [code, severity, message]);
    const space = "The completion does not start with a space.";
    await client.settings({ maxFindingsPerRule: 1, rules: { "completion-leading-space": "hint" } });
    assert.deepEqual(await found(), [
      ["completion-leading-space", 4, `${space} (There is 1 more like this below.)`],
    ]);
    await client.settings({ rules: { "completion-leading-space": "off" } });
    assert.deepEqual(await found(), []);
    await client.settings({ rules: { "completion-leading-space": "loud", nope: "off" } });
    assert.deepEqual(await found(), [
      ["completion-leading-space", 2, space],
      ["completion-leading-space", 2, space],
    ]);
  });

  it("shows the tokens of records to who has asked for it, and their sum to who asks", async () => {
    const message = (role: string, content: string): object => ({ role, content });
    const messages = [message("user", "Hi"), message("assistant", "hello world")];
    await client.open(`${JSON.stringify({ messages })}\n`);
    const textDocument = { uri: client.document.uri };
    const hints = (): Promise<readonly InlayHint[] | null> =>
      client.request("textDocument/inlayHint", { textDocument, range: emptyRange });
    await client.settings({});
    assert.equal(await hints(), null);
    await client.settings({ inlayHints: { tokens: true } });
    assert.deepEqual(
      (await hints())?.map(({ label }) => label),
      ["14 tokens"],
    );
    const { tokens } = await client.request<DatasetTokensAnswer>(
      datasetTokens.method,
      textDocument,
    );
    assert.deepEqual(
      [tokens?.tokenizer, tokens?.total, tokens?.trained, tokens?.limit],
      ["o200k_base", 14, 2, 65_536],
    );
    await client.settings({});
  });

  it("ends when the editor says so", async () => {
    assert.equal(await client.quit(), 0);
  });
});
