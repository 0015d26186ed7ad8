import assert from "node:assert/strict";
import type { SpawnSyncReturns } from "node:child_process";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { FileReport } from "../../src/cli/file-report.js";
import type { TemporaryFolder } from "../data/temporary-folder.ts";
import { temporaryFolder } from "../data/temporary-folder.ts";

// CONTRIBUTING.md shows a rule, a format and a target, each as one file and its line in a table.
// Here they are put into a copy of the tree just as they stand there.

const root = join(import.meta.dirname, "..", "..");
const guide = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");

/** A new file, or lines to put into one. */
interface Shown {
  readonly path: string;
  readonly content: string;
}

/** The fenced blocks of a language, whose first line names a file. */
function shownAs(language: string): readonly Shown[] {
  const blocks = guide.matchAll(
    new RegExp(`^\`\`\`${language}\n(?:// | )(\\S+)\n(.*?)^\`\`\``, "gms"),
  );
  return [...blocks].map(([, path = "", content = ""]) => ({ path, content }));
}

/** The part of `npm run generate` that goes by rules; the rest is slow and goes by sources. */
const generation = `
  import { writeFileSync } from "node:fs";
  import { manifestFile } from "./scripts/generate/manifest.ts";
  import { ruleDocumentation } from "./scripts/generate/rule-documentation.ts";
  for (const { path, content } of [...ruleDocumentation(), manifestFile(process.cwd())])
    writeFileSync(path, content);
`;

const files = shownAs("ts");
const changes = shownAs("diff");

/** A text with the lines that a diff adds, each behind the line that stands before it there. */
function changed(text: string, diff: string): string {
  const lines = text.split("\n");
  let at = 0;
  for (const [, sign, line = ""] of diff.matchAll(/^([ +])(.*)$/gm)) {
    if (sign === "+") {
      lines.splice(at, 0, line);
      at += 1;
      continue;
    }
    const found = lines.indexOf(line, at);
    assert.notEqual(found, -1, `There is no line "${line}".`);
    at = found + 1;
  }
  return lines.join("\n");
}

describe("the examples of CONTRIBUTING.md", () => {
  let folder: TemporaryFolder;
  let removeFolder: () => void;

  before(() => {
    folder = temporaryFolder({ after: (clean) => (removeFolder = clean) });
    const parts =
      "src test/core test/support test/rule-table.test.ts scripts docs schemas l10n".split(" ");
    const settings = "package.json package.nls.json README.md tsconfig.base.json oxlint.config.ts";
    for (const name of [...parts, ...settings.split(" "), ".prettierrc.json"]) {
      cpSync(join(root, name), join(folder.path, name), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(folder.path, "node_modules"), "junction");
    for (const { path, content } of files) folder.write(path, content);
    for (const { path, content } of changes) {
      const table = readFileSync(join(folder.path, path), "utf8");
      writeFileSync(join(folder.path, path), changed(table, content));
    }
  });
  after(() => removeFolder());

  /** Runs Node in the copy and expects that it ends well. */
  function run(...args: readonly string[]): SpawnSyncReturns<string> {
    // Otherwise the tests in the copy would report to those here.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const options = { cwd: folder.path, encoding: "utf8", maxBuffer: 1e9, env } as const;
    const ended = spawnSync(process.execPath, args, options);
    assert.equal(ended.status, 0, `${args.join(" ")}\n${ended.stdout}\n${ended.stderr}`);
    return ended;
  }

  function tunewright(...args: readonly string[]): string {
    return run(join(folder.path, "dist", "cli.js"), ...args).stdout;
  }

  function idOf(part: string): string {
    const file = files.find(({ path }) => path.includes(`/${part}/`));
    return basename(file?.path ?? "", ".ts");
  }

  it("are one file and one table each: a rule, a format, a target", () => {
    const parts = ["rules", "formats", "targets"];
    assert.deepEqual(
      [files.map(({ path }) => path), changes.map(({ path }) => path)],
      [
        parts.map((part) => `src/core/${part}/${idOf(part)}.ts`),
        parts.map((part) => `src/core/${part}/index.ts`),
      ],
    );
    const rows = changes.map(({ content }) => content.match(/^\+.*/gm) ?? []);
    // The import, and the line in the table.
    assert.deepEqual(
      rows.map((added) => added.length),
      [2, 2, 2],
    );
  });

  it("pass type check, generation, lint and the tests of all rules, formats and targets", () => {
    run("scripts/build.ts");
    run("--import", "./test/support/hook.mjs", "--input-type=module", "--eval", generation);
    run("node_modules/typescript/bin/tsc", "-b", "src/core", "src/cli");
    run("node_modules/oxlint/bin/oxlint", "--deny-warnings", ...files.map(({ path }) => path));
    const tests = ["test/rule-table.test.ts", "test/core/{rules,formats,targets}/*.test.ts"];
    run("--import", "./test/support/hook.mjs", "--test", "--test-isolation=none", ...tests);
  });

  it("are listed", () => {
    const [rule, format, target] = [idOf("rules"), idOf("formats"), idOf("targets")];
    assert.ok(tunewright("rules").includes(`\n${rule} `));
    assert.match(tunewright("targets"), new RegExp(`^trl .*\\b${format}\\b`, "m"));
    assert.match(tunewright("targets"), new RegExp(`^${target} .*\\bchat\\b`, "m"));
    assert.ok(readFileSync(join(folder.path, "package.json"), "utf8").includes(`"${rule}": {`));
  });

  it("work: the format is recognised, with a reader of its own", () => {
    const content = files.find(({ path }) => path.includes("/formats/"))?.content ?? "";
    const example = /example: `(.*)`/.exec(content)?.[1] ?? "";
    folder.write("data.jsonl", `${example}\n`);
    const { files: reports } = JSON.parse(tunewright("check", "data.jsonl", "--json")) as {
      readonly files: readonly FileReport[];
    };
    assert.deepEqual(
      reports.map(({ format, target, findings }) => [format, target, findings]),
      [[idOf("formats"), "trl", []]],
    );
    const matrix = tunewright("check", "data.jsonl", "--target", "all");
    assert.match(matrix, /^ {2}axolotl +accepted/m);
    assert.match(matrix, /^ {2}mistral +refused/m);
  });
});
