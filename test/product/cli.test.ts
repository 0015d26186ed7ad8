import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, watch, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { runInNewContext } from "node:vm";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { runCli } from "../support/test-io.ts";

const root = join(import.meta.dirname, "..", "..");
const launcher = join(root, "dist", "cli.js");
const samples = join(root, "samples");
const isWindows = process.platform === "win32";

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Settings {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the built command line with an environment that says nothing about colours. */
function start(args: readonly string[], { environment = {} }: Settings = {}): ChildProcess {
  const { NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...env } = process.env;
  return spawn(process.execPath, [launcher, ...args], { env: { ...env, ...environment } });
}

async function run(args: readonly string[], settings: Settings = {}): Promise<Outcome> {
  const child = start(args, settings);
  const written = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (written.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (written.stderr += text));
  child.stdin?.end(settings.input ?? "");
  await once(child, "close");
  return { code: child.exitCode, ...written };
}

describe("the built command line", () => {
  for (const name of ["reviews.jsonl", "reviews-with-faults.jsonl", "support-chat.jsonl"]) {
    it(`says of ${name} what the sources say`, async () => {
      const args = ["check", join(samples, name), "--json"];
      const [built, sources] = await Promise.all([run(args), runCli(args)]);
      assert.deepEqual(built, sources);
    });
  }

  it("reads standard input", async () => {
    const path = join(samples, "reviews-with-faults.jsonl");
    const input = readFileSync(path, "utf8");
    const [piped, named] = await Promise.all([
      run(["check", "-", "--json", "--stdin-filename", path], { input }),
      run(["check", path, "--json"]),
    ]);
    assert.deepEqual(piped, named);
  });

  it("exits with 0, 1 and 2", async () => {
    const outcomes = await Promise.all([
      run(["check", join(samples, "reviews.jsonl")]),
      run(["check", join(samples, "reviews-with-faults.jsonl")]),
      run(["check", join(samples, "no-such-file.jsonl")]),
    ]);
    assert.deepEqual(
      outcomes.map(({ code }) => code),
      [0, 1, 2],
    );
  });

  it("writes colours only where it is told to, and not where NO_COLOR is set", async () => {
    const args = ["check", join(samples, "reviews-with-faults.jsonl")];
    const environments: readonly Readonly<Record<string, string>>[] = [
      {},
      { FORCE_COLOR: "1" },
      { NO_COLOR: "1" },
      { NO_COLOR: "1", FORCE_COLOR: "1" },
    ];
    const outcomes = await Promise.all(
      environments.map((environment) => run(args, { environment })),
    );
    assert.deepEqual(
      outcomes.map(({ stdout }) => stdout.includes("\u001b[")),
      [false, true, false, false],
    );
  });

  it("ends in silence where its reader has seen enough", async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", "nothing\n".repeat(20_000));
    const child = start(["check", path, "--json", "--max-findings", "20000"]);
    let stderr = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdout?.once("data", () => child.stdout?.destroy());
    await once(child, "close");
    assert.deepEqual([stderr, child.signalCode], ["", null]);
  });

  const skip = isWindows && "Windows has no signals";
  it("leaves the file as it was where Ctrl+C stops a fix", { skip }, async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", "");
    const line = `${JSON.stringify({ prompt: `${"word ".repeat(60)}->`, completion: "5" })}\n`;
    repeatInto(path, line, 150_000);
    const child = start(["check", "--target=legacy-completions", "--fix", path]);
    await appearance(folder.path, /\.tmp$/);
    child.kill("SIGINT");
    await once(child, "close");
    const isWhole = readFileSync(path, "latin1") === line.repeat(150_000);
    assert.deepEqual([child.exitCode, folder.names(), isWhole], [130, ["a.jsonl"], true]);
  });
});

describe("the launcher", () => {
  const source = readFileSync(launcher, "utf8").replace(/^#!.*\n/, "");

  function launch(node: string): { readonly loaded: readonly string[]; readonly stderr: string } {
    const loaded: string[] = [];
    let stderr = "";
    runInNewContext(source, {
      process: { versions: { node }, stderr: { write: (text: string) => (stderr += text) } },
      require: (name: string) => ({ run: () => loaded.push(name) }),
    });
    return { loaded, stderr };
  }

  it("tells an old Node what is needed, and loads nothing", () => {
    const versions = ["4.9.1", "9.11.2", "20.18.0", "21.7.3"];
    assert.deepEqual(
      versions.map(launch),
      versions.map((node) => ({
        loaded: [],
        stderr: `tunewright: Node ${node} is too old; Node 22 or newer is needed.\n`,
      })),
    );
  });

  it("runs the command line on a Node that is new enough", () => {
    assert.deepEqual(["22.0.0", "100.1.0"].map(launch), [
      { loaded: ["./cli-main.js"], stderr: "" },
      { loaded: ["./cli-main.js"], stderr: "" },
    ]);
  });

  it("exits with 2 on an old Node", () => {
    const fake = { versions: { node: "18.0.0" }, stderr: { write: () => true }, exitCode: 0 };
    runInNewContext(source, { process: fake });
    assert.equal(fake.exitCode, 2);
  });

  it("is written in JavaScript that a very old Node can read", () => {
    assert.doesNotMatch(source, /=>|`|\b(?:const|let|class|async|await)\b|\?\.|\?\?/);
  });
});

/** Writes a text many times, in pieces. */
function repeatInto(path: string, text: string, count: number): void {
  const descriptor = openSync(path, "w");
  const piece = text.repeat(1_000);
  for (let written = 0; written < count; written += 1_000) writeSync(descriptor, piece);
  closeSync(descriptor);
}

/** Waits until a file whose name matches is made in a folder. */
async function appearance(folder: string, name: RegExp): Promise<void> {
  const watcher = watch(folder);
  await new Promise<void>((resolve) => {
    watcher.on("change", (_event, file) => {
      if (name.test(String(file))) resolve();
    });
  });
  watcher.close();
}

describe("the built command line, on the edge", () => {
  it("passes bytes that are not UTF-8 through --fix", async () => {
    const bytes = Buffer.from('{"prompt":"caf\u00e9 ->","completion":" b"}\n', "latin1");
    const child = start(["check", "-", "--fix"]);
    const parts: Buffer[] = [];
    child.stdout?.on("data", (part: Buffer) => parts.push(part));
    child.stdin?.end(bytes);
    await once(child, "close");
    assert.deepEqual(Buffer.concat(parts), bytes);
  });

  it("ends on Ctrl+C while it waits for input", { skip: isWindows }, async () => {
    const child = start(["check", "-"]);
    const asked = once(child, "close");
    // It waits for input as soon as it has started; a signal before that ends it as well.
    setTimeout(() => child.kill("SIGINT"), 500);
    await asked;
    assert.ok(child.exitCode === 130 || child.signalCode === "SIGINT");
  });

  it("takes FORCE_COLOR=0 for what it says", async () => {
    const path = join(samples, "reviews-with-faults.jsonl");
    const { stdout } = await run(["check", path], { environment: { FORCE_COLOR: "0" } });
    assert.ok(!stdout.includes("\u001b"));
  });

  it("reads a pipe that has a name", { skip: isWindows }, async () => {
    const line = '{"prompt":"a ->","completion":" b"}';
    const script = `"$1" "$2" check <(echo '${line}')`;
    const child = spawn("bash", ["-c", script, "bash", process.execPath, launcher]);
    await once(child, "close");
    assert.equal(child.exitCode, 0);
  });
});
