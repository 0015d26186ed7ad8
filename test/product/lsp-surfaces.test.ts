import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import type { CodeLens, Location } from "vscode-languageserver-protocol";
import type {
  BoundariesAnswer,
  ConversionAnswer,
  FormsAnswer,
  PlainRange,
  VerdictsAnswer,
} from "../../src/protocol/dataset-messages.js";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { LspClient } from "../support/lsp-client.ts";
import { runCli } from "../support/test-io.ts";

const cli = join(import.meta.dirname, "..", "..", "dist", "cli.js");
const pair = (i: number, completion = " 5"): string =>
  `${JSON.stringify({ prompt: `Review ${i} ->`, completion })}\n`;
const pairs = (count: number): string => Array.from({ length: count }, (_, i) => pair(i)).join("");

/** What VS Code says of itself, as far as lenses go. */
const capabilities = { workspace: { codeLens: { refreshSupport: true } } };

describe("the language server's own answers", () => {
  let client: LspClient;

  before(async () => {
    client = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    await client.initialize({ commands: true, status: true }, capabilities);
  });
  after(() => client.kill());

  function ask<Result>(method: string, params: object = {}): Promise<Result> {
    return client.request<Result>(method, { uri: client.document.uri, ...params });
  }

  async function lenses(): Promise<readonly string[]> {
    const textDocument = { uri: client.document.uri };
    const found = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument });
    return found.map(({ command }) => command?.title ?? "");
  }

  it("has a classifier judge labels when it is asked to", async () => {
    const things = ["kettle", "lamp", "chair", "radio", "clock", "shelf"];
    const lines = Array.from({ length: 120 }, (_, i) => {
      const words = i % 2 === 0 ? "lovely, great, superb" : "broken, awful, useless";
      const label = (i % 2 === 0) === (i !== 40) ? " good" : " bad";
      return `${JSON.stringify({ prompt: `The ${things[i % 6]} ${i} is ${words} ->`, completion: label })}\n`;
    });
    await client.open(lines.join(""));
    const labelErrors = { hasLabels: true, count: 1 };
    assert.deepEqual(await ask("tunewright/findLabelErrors"), labelErrors);
    const found = (await client.diagnostics()).filter(({ code }) => code === "label-error");
    assert.deepEqual(
      found.map(({ range }) => range.start.line),
      [40],
    );
    const rules = await ask<readonly { readonly rule: string }[]>("tunewright/foundRules");
    assert.ok(rules.some(({ rule }) => rule === "label-error"));
    await client.open(pairs(3));
    assert.deepEqual(await ask("tunewright/findLabelErrors"), { hasLabels: false, count: 0 });
  });

  it("keeps the lenses of the last check while a person types, and has them asked for again", async () => {
    await client.open(pairs(3));
    const [summary] = await lenses();
    assert.equal(
      summary,
      "Prompt and completion → Completion models (no target chosen) · 3 records · no findings",
    );
    const before = client.lensRefreshes;
    const start = { line: 0, character: 0 };
    await client.change([{ range: { start, end: start }, text: "{]\n" }]);
    assert.equal((await lenses())[0], summary);
    await client.diagnostics();
    assert.match((await lenses())[0] ?? "", /· 4 records · 1 error$/);
    assert.equal(client.lensRefreshes, before + 1);
    // An edit that changes nothing of what they say.
    await client.change([{ range: { start, end: start }, text: " " }]);
    await client.diagnostics();
    assert.equal(client.lensRefreshes, before + 1);
  });

  it("gives the verdicts that check --target all prints, on what is in the editor", async () => {
    const text = `${pairs(12)}{]\n`;
    await client.open(text);
    const answer = await ask<VerdictsAnswer>("tunewright/verdictsOn");
    const args = ["check", "-", "--target", "all", "--json"];
    const today = new Date().toISOString().slice(0, 10);
    const { stdout } = await runCli(args, { input: text, today });
    // The contract with scripts counts lines from 1.
    const { files } = JSON.parse(stdout) as {
      files: readonly [{ targets: VerdictsAnswer["verdicts"]; records: number }];
    };
    const targets = files[0].targets.map((verdict) => ({
      ...verdict,
      changes: verdict.changes.map((change) => ({ ...change, line: change.line - 1 })),
    }));
    assert.deepEqual([answer.verdicts, answer.records], [targets, files[0].records]);
    assert.deepEqual(answer.format, { id: "prompt-completion", title: "Prompt and completion" });
  });

  it("has no verdicts on what is no training data", async () => {
    await client.open('{"level":"info"}\n');
    const { format, verdicts } = await ask<VerdictsAnswer>("tunewright/verdictsOn");
    assert.deepEqual([format, verdicts], [null, []]);
    assert.deepEqual(await ask<FormsAnswer>("tunewright/formsOf"), {
      format: null,
      forms: [],
      renames: [],
    });
  });

  it("converts a dataset whose members have other names", async () => {
    await client.open('{"id":1,"question":"Hot?","answer":"Yes"}\n');
    const { format, forms, renames } = await ask<FormsAnswer>("tunewright/formsOf");
    assert.deepEqual(
      [format?.id, forms[0]?.id, forms[0]?.refusal, renames.map(({ from, to }) => [from, to])],
      [
        "prompt-completion",
        "prompt-completion",
        null,
        [
          ["question", "prompt"],
          ["answer", "completion"],
        ],
      ],
    );
    const refused = await ask<ConversionAnswer>("tunewright/convertDataset", {
      form: "chat/openai",
    });
    assert.deepEqual(refused.kind === "refused" && refused.extra, ["id"]);
    const converted = await ask<ConversionAnswer>("tunewright/convertDataset", {
      form: "prompt-completion",
      without: ["id"],
    });
    assert.equal(
      converted.kind === "converted" && converted.text,
      '{"prompt":"Hot?","completion":"Yes"}\n',
    );
  });

  it("says what a dataset can be converted to, and why not to the rest", async () => {
    await client.open(pairs(2));
    const { forms } = await ask<FormsAnswer>("tunewright/formsOf");
    const possible = forms.filter(({ refusal }) => refusal === null).map(({ id }) => id);
    assert.deepEqual(possible.slice(0, 2), ["chat/openai", "chat/trl"]);
    assert.deepEqual(
      forms.filter(({ refusal }) => refusal !== null).map(({ id, refusal }) => [id, refusal]),
      [
        ["prompt-completion", "The dataset is in this form already."],
        ["preference/openai", "It needs two answers to each question, a better and a worse one."],
        ["preference/trl", "It needs two answers to each question, a better and a worse one."],
      ],
    );
  });

  it("converts what is in the editor as convert does, or names what would be lost", async (test) => {
    const text = `\uFEFF${pairs(3).replaceAll("\n", "\r\n")}`;
    await client.open(text);
    const form = "chat/openai";
    const answer = await ask<ConversionAnswer>("tunewright/convertDataset", { form });
    const { stdout } = await runCli(["convert", "-", "--to", form], { input: text });
    assert.deepEqual(answer, { kind: "converted", records: 3, text: stdout });
    const folder = temporaryFolder(test);
    const output = pathToFileURL(join(folder.path, "out.jsonl")).href;
    await ask("tunewright/convertDataset", { form, output });
    assert.deepEqual([folder.read("out.jsonl"), folder.names()], [stdout, ["out.jsonl"]]);
    await client.open(`${pairs(1)}{"prompt":"a","completion":5}\n`);
    const refused = await ask<ConversionAnswer>("tunewright/convertDataset", { form, output });
    assert.deepEqual(refused, {
      kind: "refused",
      refused: 1,
      extra: [],
      first: [{ line: 1, reason: "prompt and completion are not both texts" }],
    });
    assert.deepEqual([folder.read("out.jsonl"), folder.names()], [stdout, ["out.jsonl"]]);
  });

  it("never converts a file into itself, and reads files that are not open", async (test) => {
    const folder = temporaryFolder(test);
    const uri = pathToFileURL(folder.write("closed.jsonl", pairs(2))).href;
    const form = "chat/openai";
    await assert.rejects(
      client.request("tunewright/convertDataset", { uri, form, output: uri }),
      /the dataset itself/,
    );
    const answer = await client.request<VerdictsAnswer>("tunewright/verdictsOn", { uri });
    assert.deepEqual([answer.records, answer.target], [2, null]);
    assert.equal(folder.read("closed.jsonl"), pairs(2));
  });

  it("finds all that a rule finds, however little is published", async () => {
    await client.open(pair(1).repeat(400));
    assert.equal((await client.diagnostics()).length, 250);
    const request = { rule: "duplicate-record", most: 1_000 };
    const places = await ask<PlainRange[]>("tunewright/findingsOf", request);
    assert.deepEqual(
      places.map(({ start }) => start.line),
      Array.from({ length: 399 }, (_, i) => i + 1),
    );
    assert.equal(
      (await ask<PlainRange[]>("tunewright/findingsOf", { ...request, most: 7 })).length,
      7,
    );
    const at = {
      textDocument: { uri: client.document.uri },
      position: { line: 390, character: 3 },
    };
    const [first] = await client.request<Location[]>("textDocument/definition", at);
    assert.equal(first?.range.start.line, 0);
    const context = { includeDeclaration: true };
    const others = await client.request<Location[]>("textDocument/references", { ...at, context });
    assert.equal(others.length, 399);
    const rules = await ask<readonly object[]>("tunewright/foundRules");
    assert.deepEqual(rules, [
      { rule: "duplicate-record", title: "Duplicate record", severity: "warning", count: 399 },
    ]);
  });

  it("knows where prompts end and completions start and end", async () => {
    const record = (i: number): string =>
      `{"prompt":"R${i}\\n\\n###\\n\\n","completion":"  text ${i} END"}\n`;
    await client.open(Array.from({ length: 12 }, (_, i) => record(i)).join(""));
    const lines = { firstLine: 3, lastLine: 3 };
    const found = await ask<BoundariesAnswer>("tunewright/boundariesIn", lines);
    const texts = (ranges: readonly PlainRange[]): readonly string[] =>
      ranges.map((range) => client.document.getText(range));
    assert.deepEqual(
      [texts(found.leadingSpaces), texts(found.separators), texts(found.stopSequences)],
      [["  "], ["\\n\\n###\\n\\n"], [" END"]],
    );
  });
});

describe("a client that is not asked to look again, and has no commands", () => {
  it("gets one lens, as of the text that it has sent", async () => {
    const client = new LspClient(process.execPath, [cli, "lsp", "--stdio"]);
    try {
      await client.initialize({}, {});
      await client.open(pairs(2));
      const params = { textDocument: { uri: client.document.uri } };
      const start = { line: 0, character: 0 };
      await client.change([{ range: { start, end: start }, text: pair(9) }]);
      const lenses = await client.request<CodeLens[]>("textDocument/codeLens", params);
      assert.deepEqual(
        lenses.map(({ command }) => [command?.title, command?.command]),
        [
          [
            "Prompt and completion → Completion models (no target chosen) · 3 records · no findings",
            "",
          ],
        ],
      );
      assert.equal(client.lensRefreshes, 0);
    } finally {
      client.kill();
    }
  });
});
