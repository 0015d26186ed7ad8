import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { journalPath, recoverOutputs } from "../../src/data/prepare/output-journal.js";
import type { TemporaryFolder } from "../data/temporary-folder.js";
import { temporaryFolder } from "../data/temporary-folder.js";
import { runBuiltCli } from "../support/built-cli.js";
import { smallDisk } from "../support/small-disk.js";

const program = join(import.meta.dirname, "../support/killed-outputs.ts");
const hook = join(import.meta.dirname, "../support/hook.mjs");
const names = ["a.jsonl", "b.jsonl", "c.json"];

/** Two files that are replaced; the third is new. */
function oldFiles(test: TestContext): TemporaryFolder {
  const folder = temporaryFolder(test);
  for (const name of names.slice(0, 2)) folder.write(name, "old\n");
  return folder;
}

function run(
  folder: string,
  work: string,
  ...more: readonly string[]
): ReturnType<typeof spawnSync> {
  const call = ["--import", hook, program, folder, work, ...more];
  return spawnSync(process.execPath, call, { encoding: "utf8" });
}

function contents(folder: string): string {
  return names
    .map((name) => join(folder, name))
    .map((path) => (existsSync(path) ? readFileSync(path, "utf8").trim() : "-"))
    .join(" ");
}

function recover(folder: string): void {
  const paths = names.map((name) => join(folder, name));
  recoverOutputs(paths.at(-1) ?? "", paths);
}

/** What is neither an output nor a file that was being written: a killed process cannot remove those. */
function left(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => !names.includes(name) && !name.endsWith(".tmp"));
}

describe("files that belong together, where the process is killed", () => {
  it("are all new or all old after the next run, wherever that was", (test) => {
    const whole = run(oldFiles(test).path, "write", "0");
    const steps = Number(whole.stdout);
    assert.ok(steps > 15, String(whole.stderr));
    const ends = new Set<string>();
    for (let step = 1; step <= steps; step += 1) {
      const { path } = oldFiles(test);
      assert.equal(run(path, "write", String(step)).signal, "SIGKILL");
      // Whoever does the rest may be killed too.
      if (existsSync(journalPath(join(path, "c.json")))) {
        run(path, "recover", String((step % 5) + 1));
      }
      recover(path);
      const end = contents(path);
      ends.add(end);
      assert.ok(["old old -", "new new new"].includes(end), `step ${step}: ${end}`);
      assert.deepEqual(
        left(path).filter((name) => name.endsWith(".journal")),
        [],
        `step ${step}`,
      );
    }
    // Both ends were seen, so the test looks at what it means to.
    assert.equal(ends.size, 2);
  });

  it("are all as they were where a call fails, and nothing else is left", (test) => {
    for (const failure of ["writeSync=ENOSPC", "fsyncSync=EIO", "linkSync=ENOSPC"]) {
      const { path } = oldFiles(test);
      const { stdout, status } = run(path, "write", "0", failure);
      // A file system without links has copies.
      const isMade = failure.startsWith("link");
      assert.equal(status, isMade ? 0 : 3, String(stdout));
      if (!isMade) assert.equal(contents(path), "old old -");
    }
  });

  it("say which disk is full", (test) => {
    const { path } = oldFiles(test);
    const { stdout } = run(path, "write", "0", "writeSync=ENOSPC");
    assert.equal(
      stdout,
      `UserError: ${join(path, "a.jsonl")} cannot be written: the disk is full.`,
    );
    assert.deepEqual([contents(path), left(path)], ["old old -", []]);
  });

  it("touch no file that a journal of somebody else names", (test) => {
    const { path } = oldFiles(test);
    const own = ".tunewright-0123456789abcdef.tmp";
    writeFileSync(join(path, "precious.txt"), "precious");
    const strange = [
      { target: "precious.txt", temporary: own, backup: null },
      { target: "a.jsonl", temporary: "precious.txt", backup: null },
      { target: "a.jsonl", temporary: own, backup: "../precious.txt" },
    ];
    for (const member of strange) {
      for (const direction of ["back", "forward"]) {
        const journal = { version: 1, direction, process: 1, host: "x", members: [member] };
        writeFileSync(journalPath(join(path, "c.json")), JSON.stringify(journal));
        assert.throws(() => recover(path), /is no journal of these files/);
      }
    }
    assert.equal(readFileSync(join(path, "precious.txt"), "utf8"), "precious");
    assert.equal(contents(path), "old old -");
  });
});

const recipe = `source: lamps.csv
format: prompt-completion
prompt: "{{ note }}\\n\\n###\\n\\n"
completion: " {{ verdict }}"
split: { train: 0.75, validation: 0.25, stratify: completion }
`;

/** What `prepare` writes, the manifest last. */
const outputs = ["lamps.train.jsonl", "lamps.validation.jsonl", "lamps.manifest.json"];

/** Enough rows, all of which name a colour. */
function lamps(colour: string): string {
  const rows = Array.from({ length: 80 }, (_, at) => {
    const word = at % 2 === 0 ? "fine" : "dull";
    return `A ${word} ${colour} lamp of the make ${at * 7919},${at % 2 === 0 ? "good" : "bad"}`;
  });
  return `note,verdict\n${rows.join("\n")}\n`;
}

describe("tunewright prepare after one that was killed", () => {
  it("is asked for by check, and puts all in order", async (test) => {
    const folder = temporaryFolder(test);
    const cwd = folder.path;
    const prepared = async (): Promise<readonly string[]> => {
      const { code, stderr } = await runBuiltCli(["prepare", "lamps.recipe.yaml"], { cwd });
      assert.equal(code, 0, stderr);
      return outputs.map((name) => folder.read(name));
    };
    folder.write("lamps.recipe.yaml", recipe);
    folder.write("lamps.csv", lamps("red"));
    const before = await prepared();
    folder.write("lamps.csv", lamps("blue"));
    const after = await prepared();
    // As a kill behind the first file leaves it.
    const members = outputs.map((target, at) => {
      const own = `.tunewright-${String(at).repeat(16)}`;
      folder.write(`${own}.bak`, before[at] ?? "");
      if (at > 0) folder.write(`${own}.tmp`, after[at] ?? "");
      if (at > 0) folder.write(target, before[at] ?? "");
      return { target, temporary: `${own}.tmp`, backup: `${own}.bak` };
    });
    const journal = journalPath(join(cwd, "lamps.manifest.json"));
    const text = { version: 1, direction: "forward", process: 1, host: "x", members };
    writeFileSync(journal, JSON.stringify(text));
    const check = ["check", "lamps.validation.jsonl"];
    const mixed = await runBuiltCli(check, { cwd });
    assert.match(mixed.stderr, /A command was killed while it put files in their places/);
    assert.ok(mixed.stderr.includes(basename(journal)));
    assert.deepEqual(await prepared(), after);
    assert.deepEqual(
      readdirSync(cwd).filter((name) => name.startsWith(".")),
      [],
    );
    assert.doesNotMatch((await runBuiltCli(check, { cwd })).stderr, /killed/);
  });
});

describe("tunewright prepare FILE after one that was killed", () => {
  it("finishes what that one began, and takes new names", async (test) => {
    const folder = temporaryFolder(test);
    const cwd = folder.path;
    const records = Array.from(
      { length: 8 },
      (_, at) => `{"prompt":"Lamp ${at}","completion":"red"}`,
    );
    folder.write("lamps.jsonl", records.join("\n"));
    const own = ".tunewright-0123456789abcdef.tmp";
    folder.write(own, "begun\n");
    const members = [{ target: "lamps_prepared_valid.jsonl", temporary: own, backup: null }];
    const journal = journalPath(join(cwd, "lamps_prepared_valid.jsonl"));
    const text = { version: 1, direction: "forward", process: 1, host: "x", members };
    writeFileSync(journal, JSON.stringify(text));
    const { code, stderr } = await runBuiltCli(["prepare", "lamps.jsonl", "--yes"], { cwd });
    assert.equal(code, 0, stderr);
    assert.deepEqual(readdirSync(cwd).sort(), [
      "lamps.jsonl",
      "lamps_prepared_train (1).jsonl",
      "lamps_prepared_valid (1).jsonl",
      "lamps_prepared_valid.jsonl",
    ]);
    assert.equal(folder.read("lamps_prepared_valid.jsonl"), "begun\n");
  });
});

describe("tunewright prepare on a disk that is full", () => {
  const skip = process.platform === "linux" ? false : "needs tmpfs";

  it("leaves what it has made before as it is, and says so", { skip }, async (test) => {
    const disk = smallDisk(test, 64 * 1024);
    if (disk === undefined) return;
    const folder = temporaryFolder(test);
    const run = (): ReturnType<typeof runBuiltCli> =>
      runBuiltCli(["prepare", "lamps.recipe.yaml", "--output-dir", disk], { cwd: folder.path });
    folder.write("lamps.recipe.yaml", recipe);
    folder.write("lamps.csv", lamps("red"));
    assert.equal((await run()).code, 0);
    const state = (): readonly string[] =>
      readdirSync(disk).map((name) => `${name} ${readFileSync(join(disk, name), "utf8")}`);
    const before = state();
    folder.write("lamps.csv", lamps("blue ".repeat(400)));
    const { code, stderr } = await run();
    assert.equal(code, 2, stderr);
    assert.match(stderr, /lamps\.train\.jsonl cannot be written: the disk is full\./);
    assert.deepEqual(state(), before);
  });
});
