import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { commands } from "../../src/cli/commands/index.js";
import { defaultSeverity } from "../../src/core/dataset/check-plan.js";
import { targets } from "../../src/core/targets/index.js";
import { rules } from "../../src/core/rules/index.js";
import { runCli } from "../support/test-io.ts";

const manifest = readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8");

async function printed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args);
  assert.deepEqual([code, stderr], [0, ""]);
  return stdout;
}

describe("tunewright", () => {
  it("prints its version", async () => {
    // The manifest's version is a text.
    const { version } = JSON.parse(manifest) as { readonly version: string };
    const outputs = await Promise.all(["--version", "-v"].map((option) => printed(option)));
    assert.deepEqual(outputs, [`${version}\n`, `${version}\n`]);
  });

  it("prints the same help with and without being asked", async () => {
    const [help, ...others] = await Promise.all([
      printed("--help"),
      printed("-h"),
      printed("help"),
      printed(),
    ]);
    assert.deepEqual(others, [help, help, help]);
  });

  it("lists every command in its help", async () => {
    const help = await printed("--help");
    const listed = commands.filter(({ name, summary }) =>
      help.includes(`  ${name.padEnd(8)}${summary}\n`),
    );
    assert.deepEqual(listed, commands);
  });

  for (const { name, help } of commands) {
    it(`prints the help of ${name} wherever it is asked for`, async () => {
      const outputs = await Promise.all([
        printed(name, "--help"),
        printed(name, "-h"),
        printed(name, "--nonsense", "--help"),
      ]);
      assert.deepEqual(outputs, [help, help, help]);
    });

    it(`shows in the help of ${name} how it is used`, () => {
      assert.equal(help.startsWith(`Usage: tunewright ${name}`), true);
    });
  }

  it("names in the help of check every option of the contract", async () => {
    const help = await printed("check", "--help");
    const options = [
      "--target",
      "--format",
      "--json",
      "--rule",
      "--max-findings",
      "--fail-on",
      "--fix",
      "--fix=all",
      "--fix-dry-run",
      "--stdin-filename",
    ];
    assert.deepEqual(
      options.filter((option) => !help.includes(`  ${option} `)),
      [],
    );
  });
});

describe("tunewright rules", () => {
  it("lists every rule on a line of its own", async () => {
    const lines = (await printed("rules")).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/)),
      rules.map((rule) => [rule.id, defaultSeverity(rule), rule.title]),
    );
  });

  it("tells more about the one that is named", async () => {
    assert.equal(
      await printed("rules", "duplicate-record"),
      `duplicate-record (warning)
Duplicate record

The record counts twice in training, and once it lands in both training and test files the test result is too good to be true.

Example
  {"prompt":"Great kettle ->","completion":" 5"}
  {"completion": " 5", "prompt": "Great kettle ->"}
`,
    );
  });

  it("tells more about each of those that are named, in that order", async () => {
    const told = await printed("rules", "missing-field", "invalid-json");
    assert.deepEqual(told.match(/^[a-z-]+ \(\w+\)$/gm), [
      "missing-field (error)",
      "invalid-json (error)",
    ]);
  });

  it("shows no marks in its examples", async () => {
    assert.doesNotMatch(await printed("rules", ...rules.map(({ id }) => id)), /[«»]/);
  });

  it("prints an array of objects with --json", async () => {
    const told: unknown = JSON.parse(await printed("rules", "--json"));
    assert.deepEqual(
      told,
      rules.map((rule) => ({
        id: rule.id,
        severity: defaultSeverity(rule),
        title: rule.title,
        why: rule.why,
        formats: rule.formats ?? null,
        examples: rule.examples,
      })),
    );
  });

  it("prints the ones that are named with --json", async () => {
    // An array of objects with ids, as the test above shows.
    const told = JSON.parse(await printed("rules", "--json", "invalid-json")) as { id: string }[];
    assert.deepEqual(
      told.map(({ id }) => id),
      ["invalid-json"],
    );
  });
});

describe("tunewright targets", () => {
  it("lists every target on a line of its own, with the formats that it reads", async () => {
    const lines = (await printed("targets")).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/)[0]),
      targets.map(({ id }) => id),
    );
    assert.ok(lines.some((line) => /^mistral {2,}chat$/.test(line)));
  });

  it("tells limits and closing of the one that is named", async () => {
    assert.equal(
      await printed("targets", "cohere"),
      `cohere
Cohere: Cohere's fine-tuning of chat models, which ended in 2025.

Formats: cohere-chat
  cohere-chat: at least 2 records
Takes no datasets from 2025-09-15 on: https://docs.cohere.com/docs/deprecations
`,
    );
  });

  it("prints the limits of each format with --json", async () => {
    assert.deepEqual(JSON.parse(await printed("targets", "--json", "bedrock")), [
      {
        id: "bedrock",
        title: "Amazon Bedrock",
        description: "Customisation of models in Amazon Bedrock.",
        formats: [
          { id: "prompt-completion", leastRecords: 0 },
          { id: "bedrock-conversation", leastRecords: 0 },
          { id: "reinforcement", leastRecords: 100, mostRecords: 20_000 },
        ],
        closing: null,
      },
    ]);
  });

  it("says where there is no such target", async () => {
    const { code, stderr } = await runCli(["targets", "opneai"]);
    assert.deepEqual(
      [code, stderr],
      [
        2,
        'tunewright: There is no target "opneai". Did you mean "openai"? "tunewright targets" lists them.\n',
      ],
    );
  });
});
