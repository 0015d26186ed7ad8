import { judgeLabels } from "../../src/tuning/local/label-errors/judge-labels.js";
import assert from "node:assert/strict";
import { appendFileSync, chownSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { findDatasets } from "../../src/data/find-datasets.js";
import { main } from "../../src/cli/main.js";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { testTokenizers } from "../support/test-tokenizers.ts";
import { runCli } from "../support/test-io.ts";
import { namedTexts, readReports, report } from "./check-support.ts";

const good = '{"prompt":"a ->","completion":" b"}';
const other = '{"prompt":"c ->","completion":" d"}';
const third = '{"prompt":"e ->","completion":" f"}';
const chat =
  '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}';

/** Names the target that wants a space before each completion. */
const wantsSpaces = "--target=legacy-completions";

describe("records that differ", () => {
  const pairs: Readonly<Record<string, string>> = {
    "in a prompt that is empty or missing":
      '{"prompt":"","completion":" x"}\n{"completion":" x"}\n{"prompt":"a","completion":" x"}',
    "in their tools, without an answer":
      '{"messages":[{"role":"user","content":"Hi"}],"tools":[{"a":1}]}\n' +
      '{"messages":[{"role":"user","content":"Hi"}],"tools":[{"b":1}]}',
    "in messages that are no list": '{"messages":"a"}\n{"messages":"b"}',
    "in the roles of empty messages":
      '{"messages":[{"role":"user","content":""},{"role":"assistant","content":"x"}]}\n' +
      '{"messages":[{"role":"system","content":""},{"role":"assistant","content":"x"}]}',
  };
  for (const [how, text] of Object.entries(pairs)) {
    it(`${how} are no duplicates`, async () => {
      const { counts } = await report(text);
      assert.equal(counts["duplicate-record"], undefined);
    });
  }
});

describe("check", () => {
  it("reads values that are nested deeper than the stack", async () => {
    const deep = "[".repeat(20_000) + "]".repeat(20_000);
    const { records } = await report(`{"prompt":"q ->","completion":" b","x":${deep}}\n${good}`);
    assert.equal(records, 2);
  });

  it("prints as many findings as there are", async () => {
    const { code } = await runCli(["check", "-", "--max-findings", "all"], {
      input: "x\n".repeat(150_000),
    });
    assert.equal(code, 1);
  });

  for (const text of ['{"prompt": 🎸}', '{"prompt":"hi 🎸', '{"prompt":"a \\🎸"}']) {
    it(`cuts no character in two: ${text}`, async () => {
      const [finding] = (await report(text)).findings;
      assert.ok(finding);
      const [byColumns, byBytes] = namedTexts(text, finding);
      assert.equal(byBytes, byColumns);
      assert.ok(finding.message.isWellFormed());
    });
  }

  it("shortens what it quotes between characters", async () => {
    const [finding] = (await report(`${good} ${"x".repeat(23)}🎸🎸`)).findings;
    assert.ok(finding?.message.isWellFormed());
  });

  for (const blank of ["\u00a0", "\uFEFF", "\u2028"]) {
    const code = blank.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    it(`names U+${code} behind a record, and removes it`, async () => {
      const text = `${good}${blank}\n`;
      const [finding] = (await report(text)).findings;
      assert.match(finding?.message ?? "", new RegExp(`U\\+${code}`));
      assert.equal((await runCli(["check", "-", "--fix"], { input: text })).stdout, `${good}\n`);
    });
  }

  it("counts progress by what it has read", async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", `${good}\n`.repeat(20_000));
    let shown = "";
    let now = 0;
    const silent = { isTerminal: false, hasColours: false, write: () => undefined };
    await main(["check", path], {
      cwd: "/",
      environment: {},
      stdout: silent,
      stderr: { isTerminal: true, hasColours: true, write: (text) => void (shown += text) },
      readStandardInput: () => Promise.resolve(Buffer.alloc(0)),
      pause: () => Promise.resolve(),
      now: () => (now += 600),
      today: () => "2026-01-01",
      tokenizers: testTokenizers,
      judgeLabels,
    });
    const shares = [...shown.matchAll(/(\d+) %/g)].map(([, share]) => Number(share));
    assert.ok(shares.length > 3);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
  });

  it("looks for paths in its own working directory", async (test) => {
    const folder = temporaryFolder(test);
    folder.write("a.jsonl", good);
    assert.equal((await runCli(["check", "a.jsonl"], { cwd: folder.path })).code, 0);
  });

  it("hands no control characters of a dataset to the terminal", async () => {
    const title = "\u001b]0;title\u0007";
    const quoted = JSON.stringify(title);
    const shown: readonly (readonly [input: string, shown: RegExp])[] = [
      [`${good} ${title}`, /U\+001B cannot follow it/],
      [`{"prompt":"a${title} ->","completion":" b"}`, /U\+001B inside text/],
      [`{"messages":[{"role":${quoted},"content":"a"}]}`, /no role "\\u001b\]0;title\\u0007"/],
      [chat.replace('"content"', `"contents":1,${quoted}`), /field "\\u001b\]0;title\\u0007"/],
      [chat.replace("}]}", `,"weight":${quoted}}]}`), /this is "\\u001b\]0;title\\u0007"/],
    ];
    for (const [input, expected] of shown) {
      const { stdout } = await runCli(["check", "-", "--target=openai"], { input });
      assert.match(stdout, expected);
      assert.doesNotMatch(stdout, /[\u001b\u0007]/);
    }
  });

  it("explains a path that leads nowhere", async (test) => {
    const { path } = temporaryFolder(test);
    symlinkSync("loop.jsonl", join(path, "loop.jsonl"));
    const { code, stderr } = await runCli(["check", join(path, "loop.jsonl")]);
    assert.deepEqual([code, stderr.split("\n").length], [2, 2]);
  });

  it("reports the files that are there, whatever is missing", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", good);
    const missing = join(folder.path, "none.jsonl");
    const { code, stdout } = await runCli(["check", path, missing, "--json"]);
    assert.equal(code, 2);
    assert.deepEqual(
      readReports(stdout).map((file) => file.path),
      [path],
    );
  });

  it("does not claim that all is well where nothing could be read", async (test) => {
    const { stdout } = await runCli(["check", temporaryFolder(test).write("a.jsonl", "PAR1")]);
    assert.equal(stdout, "");
  });

  it("says what is wrong with an option in one line", async () => {
    const { stderr } = await runCli(["check", "--target", "--json"]);
    assert.equal(stderr.split("\n").length, 2);
  });

  it("says when the target does not accept the format", async () => {
    const { stdout } = await runCli(["check", "-", "--target", "openai"], { input: good });
    assert.match(stdout, /target openai, which does not accept this format/);
  });
});

describe("bytes that are not UTF-8", () => {
  it("move no byte offset behind them", async (test) => {
    const text = '{"prompt":"caf\u00e9 na\u00efve ->","completion":"b"}\n';
    const bytes = Buffer.from(text, "latin1");
    const path = temporaryFolder(test).write("a.jsonl", bytes);
    const [file] = readReports((await runCli(["check", path, "--json", wantsSpaces])).stdout);
    const found = file?.findings.filter(({ rule }) => rule === "completion-leading-space") ?? [];
    assert.deepEqual(
      found.map(({ byteOffset, byteLength }) => [byteOffset, byteLength]),
      [[bytes.indexOf('"b"') + 1, 1]],
    );
  });
});

describe("check --fix", () => {
  it("prints a dataset without anything to fix byte by byte", async () => {
    const text = `${good}\n${other}\n`.repeat(3_000) + third;
    const { stdout } = await runCli(["check", "-", "--fix"], { input: text });
    assert.equal(stdout, text);
  });

  it("leaves a JSON array over many lines alone", async (test) => {
    const folder = temporaryFolder(test);
    const text = `[\n${good},\n${other}\n]\n`;
    await runCli(["check", folder.write("a.json", text), "--fix"]);
    assert.equal(folder.read("a.json"), text);
  });

  it("keeps the owner", { skip: process.getuid?.() !== 0 && "needs root" }, async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", '{"prompt":"a ->","completion":"b"}');
    chownSync(path, 1000, 1000);
    const { stderr } = await runCli(["check", path, "--fix", wantsSpaces]);
    const { uid, gid } = statSync(path);
    assert.deepEqual([stderr, uid, gid], [`${path}: 1 line changed.\n`, 1000, 1000]);
  });

  it("counts a line once, however many passes it takes", async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", '{"prompt":"a ->","completion":"b",}\n');
    const { stderr } = await runCli(["check", path, "--fix", wantsSpaces]);
    assert.match(stderr, /: 1 line changed\./);
  });

  it("splits the last line with the file's own line ending", async (test) => {
    const folder = temporaryFolder(test);
    await runCli(["check", folder.write("a.jsonl", `${good}\r\n${other}${third}`), "--fix=all"]);
    assert.equal(folder.read("a.jsonl"), `${good}\r\n${other}\r\n${third}`);
  });
});

describe("a search for datasets", () => {
  it("takes back what a deeper .gitignore takes back", (test) => {
    const folder = temporaryFolder(test);
    folder.write(".gitignore", "*.jsonl\n");
    folder.write("data/.gitignore", "!keep.jsonl\n");
    folder.write("data/keep.jsonl", "");
    folder.write("data/drop.jsonl", "");
    assert.deepEqual(findDatasets(["."], folder.path), [join("data", "keep.jsonl")]);
  });

  it("searches an ignored directory that was named", (test) => {
    const folder = temporaryFolder(test);
    folder.write(".git/HEAD", "");
    folder.write(".gitignore", "data/\n");
    folder.write("data/a.jsonl", "");
    assert.deepEqual(findDatasets(["data"], folder.path), [join("data", "a.jsonl")]);
  });
});

describe("a file that another program writes during --fix", () => {
  it("keeps what that program wrote", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", '{"prompt":"a ->","completion":"b"}\n'.repeat(6_000));
    let now = 0;
    let isWritten = false;
    let said = "";
    const silent = { isTerminal: false, hasColours: false, write: () => undefined };
    const code = await main(["check", path, "--fix", wantsSpaces], {
      cwd: "/",
      environment: {},
      stdout: silent,
      stderr: { ...silent, write: (text) => void (said += text) },
      readStandardInput: () => Promise.resolve(Buffer.alloc(0)),
      pause: () => {
        if (!isWritten) appendFileSync(path, `${good}\n`);
        isWritten = true;
        return Promise.resolve();
      },
      now: () => (now += 200),
      today: () => "2026-01-01",
      tokenizers: testTokenizers,
      judgeLabels,
    });
    assert.ok(isWritten);
    assert.equal(code, 2);
    assert.match(said, /written by another program meanwhile\. Nothing was changed\./);
    assert.ok(folder.read("a.jsonl").endsWith(`${good}\n`));
  });
});

describe("records that are the same but for a few digits", () => {
  it("are no duplicates where numbers are too long to be exact", async () => {
    const record = (id: string): string => `{"prompt":"a ->","completion":" b","id":${id}}`;
    const far = await report(
      `${record("12345678901234567890")}\n${record("12345678901234567891")}`,
    );
    assert.equal(far.counts["duplicate-record"], undefined);
  });

  it("are told from records with other fields that differ", async () => {
    const record = (id: number): string => `{"prompt":"a ->","completion":" b","id":${id}}`;
    const { findings } = await report(`${record(1)}\n${record(2)}`);
    assert.deepEqual(
      findings.map(({ message }) => message),
      ["Prompt and completion are the same as on line 1; only other fields differ."],
    );
  });
});
