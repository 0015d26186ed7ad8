import assert from "node:assert/strict";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { describe, it } from "node:test";
import type { TemporaryFolder } from "../data/temporary-folder.ts";
import { temporaryFolder } from "../data/temporary-folder.ts";
import type { CliOutcome } from "../support/test-io.ts";
import { runCli } from "../support/test-io.ts";
import { readReports } from "./check-support.ts";

const twice = '{"prompt":"Fine ->","completion":" 4"}\n'.repeat(2);
const rule = "duplicate-record";

interface Project {
  readonly folder: TemporaryFolder;
  check(...args: readonly string[]): Promise<CliOutcome>;
  /** How bad the repeated record is, as `path target: severity`. */
  found(...args: readonly string[]): Promise<readonly string[]>;
}

/** A folder with a configuration and datasets that hold one record twice. */
function project(test: TestContext, configuration: unknown, ...datasets: string[]): Project {
  const folder = temporaryFolder(test);
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration);
  folder.write("tunewright.json", text);
  for (const name of datasets) folder.write(name, twice);
  const check: Project["check"] = (...args) => runCli(["check", ...args], { cwd: folder.path });
  return {
    folder,
    check,
    async found(...args) {
      const { stdout } = await check("--json", ...args);
      return readReports(stdout).map(({ path, target, findings }) => {
        const found = findings.filter((finding) => finding.rule === rule);
        const severities = found.map(({ severity }) => severity).join();
        return `${path.replaceAll("\\", "/")} ${target}: ${severities}`;
      });
    },
  };
}

describe("check under a tunewright.json", () => {
  it("takes target and severities from the nearest, and from no other", async (test) => {
    const { found, folder } = project(
      test,
      { target: "openai", rules: { [rule]: "error" } },
      "a.jsonl",
      "b/a.jsonl",
      "c/d/a.jsonl",
    );
    folder.write("c/tunewright.json", `{ "rules": { "${rule}": "hint" } }`);
    assert.deepEqual(await found(), [
      "a.jsonl openai: error",
      "b/a.jsonl openai: error",
      "c/d/a.jsonl legacy-completions: hint",
    ]);
  });

  it("lets the command line win", async (test) => {
    const { found } = project(test, { target: "local", rules: { [rule]: "off" } }, "a.jsonl");
    assert.deepEqual(
      [
        await found(),
        await found("--target", "auto"),
        await found("--target", "openai", "--rule", `${rule}=hint`),
        await found("--no-config"),
      ].flat(),
      [
        "a.jsonl local: ",
        "a.jsonl legacy-completions: ",
        "a.jsonl openai: hint",
        "a.jsonl legacy-completions: warning",
      ],
    );
  });

  it("leaves ignored datasets out of searches in silence", async (test) => {
    const { check, found } = project(test, { ignore: ["old/"] }, "a.jsonl", "old/b.jsonl");
    assert.equal((await found()).length, 1);
    assert.equal((await found("**/*.jsonl")).length, 1);
    assert.equal((await check()).stderr, "");
  });

  it("says so where everything that a search found is ignored", async (test) => {
    const { check } = project(test, { ignore: ["old/"] }, "old/a.jsonl", "old/b.jsonl");
    const { code, stderr } = await check("old");
    assert.deepEqual(
      [code, stderr],
      [2, "tunewright: All datasets in old are ignored by tunewright.json; see --no-config.\n"],
    );
  });

  it("says so where a dataset that was named is ignored, and goes on", async (test) => {
    const { check } = project(test, { ignore: ["old.jsonl"] }, "a.jsonl", "old.jsonl");
    const { code, stderr, stdout } = await check("old.jsonl", "a.jsonl", "--json");
    assert.deepEqual(
      [code, stderr, readReports(stdout).map(({ path }) => path)],
      [
        0,
        "tunewright: old.jsonl is ignored by tunewright.json and was not checked; see --no-config.\n",
        ["a.jsonl"],
      ],
    );
    assert.equal((await check("old.jsonl", "--no-config", "--fail-on", "warning")).code, 1);
  });

  it("fixes as it checks", async (test) => {
    const { check, folder } = project(
      test,
      {
        ignore: ["old.jsonl"],
        overrides: [{ files: "b.jsonl", rules: { [rule]: "off" } }],
      },
      "a.jsonl",
      "b.jsonl",
      "old.jsonl",
    );
    await check("a.jsonl", "b.jsonl", "old.jsonl", "--fix=all");
    assert.deepEqual(
      ["a", "b", "old"].map((name) => folder.read(`${name}.jsonl`) === twice),
      [false, true, true],
    );
  });

  it("goes by the name of standard input", async (test) => {
    const { folder } = project(test, {
      target: "openai",
      ignore: ["old/"],
      overrides: [{ files: "x.jsonl", target: "local" }],
    });
    const check = (...args: readonly string[]): Promise<CliOutcome> =>
      runCli(["check", "-", ...args], { cwd: folder.path, input: twice });
    const outcomes = [await check("--json", "--stdin-filename", "x.jsonl"), await check("--json")];
    assert.deepEqual(
      outcomes.map(({ stdout }) => readReports(stdout)[0]?.target),
      ["local", "openai"],
    );
    const ignored = await check("--fix", "--stdin-filename", join("old", "x.jsonl"));
    assert.deepEqual([ignored.code, ignored.stdout], [0, twice]);
  });

  it("says where the faults of a configuration are, once, and checks nothing under it", async (test) => {
    const { check, folder } = project(
      test,
      '{\n  "rules": { "duplicatePrompt": "off" },\n  "target": 1\n}',
      "a.jsonl",
      "b.jsonl",
    );
    folder.write("c/tunewright.json", "{}");
    folder.write("c/a.jsonl", twice);
    const { code, stderr, stdout } = await check("--json");
    assert.deepEqual(
      [code, stderr, readReports(stdout).map(({ path }) => path.replaceAll("\\", "/"))],
      [
        2,
        'tunewright: tunewright.json:2:14 There is no rule "duplicatePrompt". Did you mean "duplicate-prompt"?\n' +
          "tunewright: tunewright.json:3:13 A text in double quotes is needed here.\n",
        ["c/a.jsonl"],
      ],
    );
  });

  it("names a configuration as it is seen from the current folder", async (test) => {
    const { folder } = project(test, "{", "data/a.jsonl");
    const { stderr } = await runCli(["check"], { cwd: join(folder.path, "data") });
    assert.equal(
      stderr,
      `tunewright: ${join("..", "tunewright.json")}:1:2 A closing "}" is missing here.\n`,
    );
  });

  it("writes no control characters of a configuration to the terminal", async (test) => {
    const { check } = project(test, { "\u001b[2J": 1 }, "a.jsonl");
    const { stderr } = await check();
    assert.match(stderr, /There is no key "\\u001b\[2J" here/);
  });

  it("takes one configuration for all datasets with --config", async (test) => {
    const { check, found, folder } = project(test, { target: "local" }, "a.jsonl", "b/x.jsonl");
    folder.write("ci/strict.json", '{ "overrides": [{ "files": "x.jsonl", "target": "openai" }] }');
    assert.deepEqual(await found("--config", "ci/strict.json"), [
      "a.jsonl legacy-completions: warning",
      "b/x.jsonl openai: warning",
    ]);
    assert.deepEqual(
      [
        await check("--config", "nope.json"),
        await check("--config", "tunewright.json", "--no-config"),
      ].map(({ code, stderr }) => [code, stderr]),
      [
        [2, "tunewright: nope.json does not exist.\n"],
        [2, "tunewright: Give --config or --no-config, not both.\n"],
      ],
    );
  });
});
