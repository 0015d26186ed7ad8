import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { randomDataset } from "../support/random-dataset.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { SeededRandom } from "../support/seeded-random.ts";
import { runCli } from "../support/test-io.ts";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { applyDiff } from "./apply-diff.ts";

const good = '{"prompt":"Great kettle ->","completion":" 5"}';
const spaceless = '{"prompt":"Fine ->","completion":"4"}';

/** All fixes, also spaces before completions that mostly have none. */
const fixAll = ["--fix=all", "--target=legacy-completions"];

function numbered(count: number, completion: (i: number) => string): string[] {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({ prompt: `é 🎸 ${i} ->`, completion: completion(i) }),
  );
}

const datasets: Readonly<Record<string, string>> = {
  "one change": `${good}\n${spaceless}\n`,
  CRLF: `${good}\r\n${spaceless}\r\n${good}\r\n`,
  "no final newline": `${good}\n${spaceless}`,
  "a byte order mark": `\uFEFF${spaceless}\n${good}\n`,
  "mixed line endings": `${spaceless}\r\n${good}\n${spaceless}\n`,
  "a first line that is removed": `${good}\n`.repeat(2) + numbered(9, () => " 1").join("\n"),
  "a last line that is removed": `${numbered(9, () => " 1").join("\n")}\n${good}\n${good}\n`,
  "a last line without newline that is removed": `${good}\n\n${good}`,
  "an unchanged last line without newline": `${spaceless}\n${good}`,
  "many hunks": numbered(200, (i) => (i % 17 === 0 ? "1" : " 1")).join("\n"),
  "changes in every line": numbered(40, () => "1").join("\n"),
  "removals everywhere": `${good}\n${spaceless}\n`.repeat(30),
  "a line that is split": `${good}\n${good.replace("5", "4")} ${spaceless}\n${good}\n`,
  "a last line that is split": `${good}\n${spaceless}${spaceless.replace("Fine", "Poor")}`,
  "blank lines around": `\n\n${spaceless}\n\n\n`,
  "nothing to fix": `${good}\n`,
};

describe("check --fix-dry-run", () => {
  for (const [kind, text] of Object.entries(datasets)) {
    it(`prints a diff that gives what --fix=all gives: ${kind}`, async (test) => {
      const folder = temporaryFolder(test);
      const path = folder.write("a.jsonl", text);
      const { stdout } = await runCli(["check", path, ...fixAll, "--fix-dry-run"]);
      await runCli(["check", path, ...fixAll]);
      assert.equal(applyDiff(text, stdout), folder.read("a.jsonl"));
    });
  }

  it("shows the safe fixes alone where no others are asked for", async (test) => {
    const folder = temporaryFolder(test);
    const text = `${good}\n${good}\n${spaceless}`;
    const path = folder.write("a.jsonl", text);
    const outputs = await Promise.all([
      runCli(["check", path, "--fix-dry-run"]),
      runCli(["check", path, "--fix", "--fix-dry-run"]),
    ]);
    assert.deepEqual(
      outputs.map(({ stdout }) => applyDiff(text, stdout)),
      Array(2).fill(text.replace('"4"', '" 4"')),
    );
  });

  it("prints the diff and nothing else", async () => {
    const args = ["check", "-", "--fix-dry-run", "--stdin-filename", "data.jsonl"];
    const { stdout } = await runCli(args, { input: `${good}\n${spaceless}\n` });
    assert.equal(
      stdout,
      `--- data.jsonl\n+++ data.jsonl\n@@ -1,2 +1,2 @@\n ${good}\n-${spaceless}\n` +
        `+${spaceless.replace('"4"', '" 4"')}\n`,
    );
  });

  it("changes nothing and leaves nothing behind", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", `${spaceless}\n${good}\n${good}`);
    await runCli(["check", path, ...fixAll, "--fix-dry-run"]);
    assert.deepEqual(
      [folder.names(), folder.read("a.jsonl")],
      [["a.jsonl"], `${spaceless}\n${good}\n${good}`],
    );
  });

  it("prints nothing where there is nothing to fix", async () => {
    const { stdout, stderr } = await runCli(["check", "-", "--fix-dry-run"], { input: good });
    assert.deepEqual([stdout, stderr], ["", ""]);
  });

  it("says where fixes that are not safe are left out", async () => {
    const input = `${good}\n${good}\n`;
    const { stdout, stderr } = await runCli(["check", "-", "--fix-dry-run"], { input });
    assert.equal(stdout, "");
    assert.match(stderr, /--fix=all --fix-dry-run shows the others too/);
    const all = await runCli(["check", "-", "--fix=all", "--fix-dry-run"], { input });
    assert.equal(all.stderr, "");
  });

  it("gives with --fix=all what --fix=all gives, for any dataset", async (test) => {
    const folder = temporaryFolder(test);
    const { seed, numRuns } = propertyRuns(25);
    const random = new SeededRandom(seed);
    for (let run = 0; run < numRuns; run += 1) {
      const text = randomDataset(random).toWellFormed();
      // Diff and patch know lines that end with LF only.
      if (/\r(?!\n)/.test(text)) continue;
      const path = folder.write("a.jsonl", text);
      const { stdout } = await runCli(["check", path, ...fixAll, "--fix-dry-run"]);
      await runCli(["check", path, ...fixAll]);
      assert.equal(applyDiff(text, stdout), folder.read("a.jsonl"));
    }
  });

  const hasPatch = spawnSync("patch", ["--version"]).status === 0;
  const skip = !hasPatch && "the patch program is not installed";
  for (const kind of ["CRLF", "a last line without newline that is removed", "many hunks"]) {
    it(`prints what the patch program understands: ${kind}`, { skip }, async (test) => {
      const folder = temporaryFolder(test);
      const path = folder.write("a.jsonl", datasets[kind] ?? "");
      const { stdout } = await runCli(["check", path, ...fixAll, "--fix-dry-run"]);
      const patched = folder.write("patched.jsonl", datasets[kind] ?? "");
      const args = ["--silent", "--binary", "--fuzz=0", patched];
      execFileSync("patch", args, { input: stdout });
      await runCli(["check", path, ...fixAll]);
      assert.equal(folder.read("patched.jsonl"), folder.read("a.jsonl"));
    });
  }
});
