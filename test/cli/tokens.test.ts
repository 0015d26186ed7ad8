import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { bytePairTokenizer } from "../support/small-tokenizers.ts";
import { runCli } from "../support/test-io.ts";

const conversation = (answer: string): string =>
  `${JSON.stringify({
    messages: [
      { role: "user", content: "Hi" },
      { role: "assistant", content: answer },
    ],
  })}\n`;
/** 13 tokens, 2 of them learned, and 14 with 3; a blank line and one that is no record. */
const chat = `${conversation("hello world")}\n${conversation("hello world now")}{\n`;
const pairs = `{"prompt":"hello","completion":" hello"}\n`;

interface Report {
  readonly version: number;
  readonly files: readonly Readonly<Record<string, unknown>>[];
}

function reportIn(stdout: string): Report {
  // Printed by --json.
  return JSON.parse(stdout) as Report;
}

describe("tunewright tokens", () => {
  it("prints how many tokens a dataset has and how they are spread", async () => {
    const outcome = await runCli(["tokens", "-", "--stdin-filename", "a.jsonl"], { input: chat });
    assert.equal(outcome.stderr, "");
    assert.deepEqual(outcome.stdout.split("\n"), [
      "a.jsonl: chat, o200k_base",
      "  records     2, 1 lines skipped",
      "  tokens      29",
      "    prompt    24",
      "    trained   5",
      "  per record  14 least, 14 median, 15 95th percentile",
      "  longest     15, line 3",
      "  over limit  0 above 65,536 (OpenAI)",
      "  bytes/token 6.52",
      "",
    ]);
    assert.equal(outcome.code, 0);
  });

  it("prints the same as an object with a version", async () => {
    const args = ["tokens", "-", "--model", "ft:gpt-3.5-turbo-0125:acme::id", "--max-tokens", "14"];
    const { stdout, code } = await runCli([...args, "--json"], { input: chat });
    assert.equal(code, 0);
    assert.deepEqual(reportIn(stdout), {
      version: 1,
      files: [
        {
          path: "standard input",
          format: "chat",
          tokenizer: "cl100k_base",
          model: "ft:gpt-3.5-turbo-0125:acme::id",
          bytes: 189,
          bytesPerToken: 189 / 29,
          records: 2,
          skipped: 1,
          isEstimate: false,
          tokens: { total: 29, prompt: 24, trained: 5 },
          perRecord: { least: 14, median: 14, p95: 15, most: 15, longestLine: 3 },
          limit: 14,
          overLimit: 1,
        },
      ],
    });
  });

  it("counts with the tokenizer file that is named, or that tunewright.json names", async (test) => {
    const folder = temporaryFolder(test);
    folder.write("models/tokenizer.json", JSON.stringify(bytePairTokenizer));
    folder.write("tunewright.json", '{ "tokenizer": "models/tokenizer.json" }');
    folder.write("sets/a.jsonl", pairs);
    for (const args of [["--tokenizer", "models/tokenizer.json"], []]) {
      const { stdout } = await runCli(["tokens", "sets/a.jsonl", "--json", ...args], {
        cwd: folder.path,
      });
      const [file] = reportIn(stdout).files;
      assert.deepEqual(file?.["tokens"], { total: 2, prompt: 1, trained: 1 });
    }
  });

  for (const [args, reason] of [
    [[], /Name the datasets/],
    [["-"], /Name the model with --model or its tokenizer\.json with --tokenizer/],
    [["-", "--model", "our-own"], /Nothing is known of the tokenizer of the model "our-own"/],
    [["-", "--tokenizer", join("no", "tokenizer.json")], /tokenizer\.json does not exist/],
    [["-", "--model", "gpt-4o", "--tokenizer", "t.json"], /--model or --tokenizer, not both/],
    [["-", "--model", "gpt-4o", "--max-tokens", "0"], /--max-tokens to be above 0/],
    [["nowhere.jsonl", "--model", "gpt-4o"], /nowhere\.jsonl/],
  ] as const) {
    it(`says what is wrong with ${args.join(" ") || "nothing to count"}`, async () => {
      const { stderr, code } = await runCli(["tokens", ...args], { input: pairs });
      assert.equal(code, 2);
      assert.match(stderr, reason);
    });
  }

  it("says of what is no training data that it is none", async () => {
    const { stderr } = await runCli(["tokens", "-", "--model", "gpt-4o"], { input: '{"a":1}\n' });
    assert.match(stderr, /standard input is not recognised as training data/);
  });
});

describe("tunewright check with a model", () => {
  it("names the records that are too long for it, from tunewright.json or by option", async (test) => {
    const folder = temporaryFolder(test);
    folder.write("a.jsonl", chat);
    const args = ["check", "a.jsonl", "--json", "--target", "together"];
    const found = async (own: readonly string[]): Promise<number | undefined> => {
      const { stdout } = await runCli([...args, ...own], { cwd: folder.path });
      // Printed by --json.
      const { files } = JSON.parse(stdout) as {
        readonly files: readonly { readonly counts: Readonly<Record<string, number>> }[];
      };
      return files[0]?.counts["record-too-long"];
    };
    assert.equal(await found([]), undefined);
    assert.equal(await found(["--model", "gpt-4o", "--max-tokens", "14"]), 1);
    folder.write("tunewright.json", '{ "model": "gpt-4o", "maxTokens": 13 }');
    assert.equal(await found([]), 2);
    assert.equal(await found(["--max-tokens", "14"]), 1);
  });

  it("says once that it cannot count, and goes on", async () => {
    const { stdout, code } = await runCli(["check", "-", "--model", "our-own"], { input: pairs });
    assert.match(stdout, /Tokens are not counted\. Nothing is known of the tokenizer/);
    assert.equal(code, 0);
  });
});
