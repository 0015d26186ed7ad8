import assert from "node:assert/strict";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { rules } from "../../src/core/rules/index.js";
import { temporaryFolder } from "../data/temporary-folder.ts";
import { runCli } from "../support/test-io.ts";
import { namedTexts, readReports, report } from "./check-support.ts";

const good = '{"prompt":"Great kettle ->","completion":" 5"}';
const other = '{"prompt":"Leaks ->","completion":" 1"}';
const spaceless = '{"prompt":"Fine ->","completion":"4"}';
const broken = '{"prompt":"Bad ->","completion":" 2",}';
const chat =
  '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}';

/** Names the target that wants a space before each completion, whatever most of them have. */
const wantsSpaces = "--target=legacy-completions";
const mayBeShort = "--rule=too-few-records=off";
const mayHaveBlanks = "--rule=blank-line=off";

/** Checks a text under the name `data.jsonl`. */
async function check(input: string, ...options: readonly string[]) {
  return runCli(["check", "-", "--stdin-filename", "data.jsonl", ...options], { input });
}

async function exitCode(input: string, ...options: readonly string[]): Promise<number> {
  return (await check(input, ...options)).code;
}

describe("check of a file with few records", () => {
  it("goes by the file's name, and is no failure without a target", async () => {
    const codes = (name: string, ...options: readonly string[]): Promise<number> =>
      runCli(["check", "-", "--stdin-filename", name, ...options], { input: chat }).then(
        ({ code }) => code,
      );
    const openai = "--target=openai";
    assert.equal(await codes("train.jsonl", openai), 1);
    assert.equal(await codes("data.jsonl", openai), 1);
    assert.equal(await codes("data.jsonl"), 0);
    assert.equal(await codes("reviews-validation.jsonl", openai), 0);
    assert.equal(await codes("test.jsonl", openai), 0);
  });
});

describe("check --json", () => {
  it("is refused beside another format", async () => {
    const runs = [
      await check(good, "--json", "--format", "text"),
      await check(good, "--json", "--format=json"),
    ];
    assert.deepEqual(
      runs.map(({ code, stderr }) => [code, stderr]),
      [
        [2, "tunewright: Give --json or --format text, not both.\n"],
        [0, ""],
      ],
    );
  });

  it("prints one object with these keys and values", async () => {
    const { stdout, stderr, code } = await check(
      `\n${good}\n${spaceless}\n${good}`,
      "--json",
      mayHaveBlanks,
    );
    assert.deepEqual(
      [JSON.parse(stdout), stderr, code],
      [
        {
          version: 1,
          files: [
            {
              path: "data.jsonl",
              format: "prompt-completion",
              layout: "lines",
              target: "legacy-completions",
              targetChosen: false,
              records: 3,
              renames: [],
              bytes: 132,
              findings: [
                {
                  rule: "completion-leading-space",
                  severity: "warning",
                  record: 2,
                  line: 3,
                  column: 35,
                  endLine: 3,
                  endColumn: 36,
                  byteOffset: 82,
                  byteLength: 1,
                  message: "The completion does not start with a space.",
                  fix: "safe",
                  related: [],
                },
                {
                  rule: "duplicate-record",
                  severity: "warning",
                  record: 3,
                  line: 4,
                  column: 1,
                  endLine: 4,
                  endColumn: 47,
                  byteOffset: 86,
                  byteLength: 46,
                  message: "The record is the same as the one on line 2.",
                  fix: "asks",
                  related: [
                    {
                      path: "data.jsonl",
                      line: 2,
                      column: 1,
                      message: "The first of the equal records",
                    },
                  ],
                },
              ],
              counts: { "completion-leading-space": 1, "duplicate-record": 1 },
              leftOut: [],
            },
          ],
        },
        "",
        0,
      ],
    );
  });

  it("is the same as --format json", async () => {
    const [json, format] = await Promise.all([
      check(spaceless, "--json"),
      check(spaceless, "--format", "json"),
    ]);
    assert.deepEqual(json, format);
  });

  it("has no format, target or findings for a file that is no training data", async () => {
    const { format, target, records, findings } = await report(
      '{"level":"info"}\n{"level":"warn"}',
    );
    assert.deepEqual([format, target, records, findings], [null, null, 2, []]);
  });

  it("reports invalid JSON in a file that is no training data", async () => {
    const { format, counts } = await report('{"level":"info"}\n{"level"\n');
    assert.deepEqual([format, counts], [null, { "invalid-json": 1 }]);
  });

  it("reports nothing but invalid-json for a line that is not JSON", async () => {
    const { counts } = await report('{"completion":"5"\n{"prompt":"Great kettle ->"\n' + good);
    assert.deepEqual(counts, { "invalid-json": 2 });
  });

  it("does not count blank lines as records", async () => {
    const text = `\n  \n${good}\r\n\t\r\n${spaceless}\n\n`;
    const { records, findings } = await report(text, mayHaveBlanks);
    assert.deepEqual([records, findings.map(({ record, line }) => [record, line])], [2, [[2, 5]]]);
  });

  it("reports each blank line, but not the nothing behind the last line ending", async () => {
    const { findings } = await report(`\n  \n${good}\r\n\t\r\n${other}\n\n`);
    assert.deepEqual(
      findings.map(({ rule, line, byteOffset, byteLength }) => [
        rule,
        line,
        byteOffset,
        byteLength,
      ]),
      [
        ["blank-line", 1, 0, 0],
        ["blank-line", 2, 1, 2],
        ["blank-line", 4, 52, 1],
        ["blank-line", 6, 95, 0],
      ],
    );
  });

  it("counts broken lines as records", async () => {
    const { records, findings } = await report(`${broken}\n${spaceless}\n`, wantsSpaces);
    assert.deepEqual([records, findings.map(({ record }) => record)], [2, [1, 2]]);
  });

  it("reports a file without anything in it", async () => {
    const { records, bytes, findings, counts } = await report("");
    assert.deepEqual(
      { records, bytes, findings, counts },
      {
        records: 0,
        bytes: 0,
        findings: [],
        counts: {},
      },
    );
  });

  it("keeps the counts complete where findings are left out", async () => {
    const { findings, counts } = await report(
      [spaceless, broken, spaceless, spaceless].join("\n"),
      "--max-findings=1",
      wantsSpaces,
    );
    assert.deepEqual(
      [findings.map(({ rule, line }) => `${rule} ${line}`), counts],
      [
        ["completion-leading-space 1", "invalid-json 2", "duplicate-record 3"],
        { "completion-leading-space": 3, "duplicate-record": 2, "invalid-json": 1 },
      ],
    );
  });

  it("shows 1,000 findings of a rule where nothing else is asked for", async () => {
    const text = `${good}\n`.repeat(1_100);
    const [some, all] = await Promise.all([report(text), report(text, "--max-findings", "all")]);
    assert.deepEqual(
      [some.findings.length, all.findings.length, some.counts],
      [1_000, 1_099, { "duplicate-record": 1_099 }],
    );
  });
});

describe("check --json and the places of findings", () => {
  const texts: Readonly<Record<string, string>> = {
    emoji: `{"prompt":"🎸🎸 é ->","completion":"4"}`,
    "emoji inside the finding": `{"prompt":"a ->","completion":"🎸 4"}`,
    escapes: String.raw`{"prompt":"\ud83c\udfb8 \"a\" \\ ->","completion":"\u00e9"}`,
    "an escaped surrogate pair inside the finding": String.raw`{"prompt":"a","completion":"\ud83c\udfb8"}`,
    CRLF: `{"prompt":"é ->","completion":" 1"}\r\n\r\n{"prompt":"ü ->","completion":"4"}\r\n`,
    "lone CR": `{"prompt":"é ->","completion":" 1"}\r{"prompt":"ü ->","completion":"4"}\r`,
    "a byte order mark": `\uFEFF{"prompt":"é ->","completion":"4"}\n${spaceless}`,
    "line separators inside text": `{"prompt":"\u2028\u2029 ->","completion":"4"}`,
    "spaces around": `  {"prompt" : "🎸 ->" , "completion" : "4" }  `,
  };
  for (const [kind, text] of Object.entries(texts)) {
    it(`are the same in columns and in bytes with ${kind}`, async () => {
      const { findings } = await report(
        text,
        wantsSpaces,
        mayHaveBlanks,
        "--rule=duplicate-record=off",
      );
      const named = findings.map((finding) => namedTexts(text, finding));
      assert.deepEqual(
        [named.length > 0, named.filter(([columns, bytes]) => columns !== bytes)],
        [true, []],
      );
    });
  }

  it("count columns in UTF-16 units and bytes from the start of the file", async () => {
    const { findings } = await report(
      `\uFEFF${good}\r\n{"prompt":"🎸 ->","completion":"é"}`,
      "--rule=byte-order-mark=off",
    );
    assert.deepEqual(
      findings.map(({ line, column, endColumn, byteOffset, byteLength }) => ({
        line,
        column,
        endColumn,
        byteOffset,
        byteLength,
      })),
      [{ line: 2, column: 33, endColumn: 34, byteOffset: 51 + 34, byteLength: 2 }],
    );
  });

  it("stay on one line", async () => {
    const { findings } = await report([spaceless, broken, good, good].join("\n"));
    assert.deepEqual(
      findings.filter(({ line, endLine }) => line !== endLine),
      [],
    );
  });

  it("are a record without the white space around it for a duplicate", async () => {
    const text = `${good}\n  ${good} \n`;
    const { findings } = await report(text);
    assert.deepEqual(
      findings.map((finding) => namedTexts(text, finding)[0]),
      [good],
    );
  });
});

describe("check --format text", () => {
  it("lists findings under the file and sums up", async () => {
    const { stdout, stderr } = await check([spaceless, broken, good, good].join("\n"));
    assert.deepEqual(
      [stdout, stderr],
      [
        `data.jsonl
  1:35  warning  The completion does not start with a space.  completion-leading-space (--fix)
  2:37  error    The comma before the closing bracket is one too many.  invalid-json (--fix)
   4:1  warning  The record is the same as the one on line 3.  duplicate-record (--fix=all)

1 error, 2 warnings in 4 records in data.jsonl (format prompt-completion, no target chosen: checked for legacy-completions as usual; --target all asks all).
--fix applies the safe fixes, --fix-dry-run shows them first.
`,
        "",
      ],
    );
  });

  it("says how to apply fixes where none is safe", async () => {
    const { stdout } = await check(`${good}\n${good}`);
    assert.match(
      stdout,
      /\n--fix=all applies [^\n]+, --fix=all --fix-dry-run shows them first\.\n$/,
    );
  });

  it("names the files of which only the JSON was checked", async (test) => {
    const folder = temporaryFolder(test);
    const paths = ["a", "b", "c", "d"].map((name) => folder.write(`${name}.jsonl`, '{"level":1}'));
    const { stdout } = await runCli(["check", ...paths]);
    assert.match(
      stdout.replaceAll(folder.path, ""),
      /\nThe format of \/a\.jsonl, \/b\.jsonl, \/c\.jsonl and 1 other file was not recognised: only the JSON was checked\.\n$/,
    );
  });

  it("says that there are no findings", async () => {
    const { stdout } = await check(chat, mayBeShort, "--target=openai");
    assert.equal(stdout, "No findings in 1 record in data.jsonl (format chat, target openai).\n");
  });

  it("says that no target is chosen, whose refusals are then unknown", async () => {
    const expected =
      "No findings in 1 record in data.jsonl (format chat, no target chosen: checked for openai as usual; --target all asks all).\n";
    for (const options of [[], ["--target=auto"]]) {
      assert.equal((await check(chat, mayBeShort, ...options)).stdout, expected);
    }
  });

  it("tells scripts whether the target is chosen", async () => {
    const reports = [
      await report(chat, "--target=openai"),
      await report(chat),
      await report('{"level":"info"}'),
    ];
    assert.deepEqual(
      reports.map(({ target, targetChosen }) => [target, targetChosen]),
      [
        ["openai", true],
        ["openai", false],
        [null, false],
      ],
    );
  });

  it("says that a file is no training data", async () => {
    const { stdout } = await check('{"level":"info"}');
    assert.equal(
      stdout,
      "No findings in 1 record in data.jsonl (format not recognised: only the JSON was checked).\n",
    );
  });

  it("says which names would make training data of a file", async () => {
    const { stdout } = await check('{"Question":"Hot?","answer":"Yes","id":1}');
    assert.match(
      stdout,
      /data.jsonl can be read with "Question" as "prompt" and "answer" as "completion": tunewright convert data.jsonl --to prompt-completion --map Question=prompt,answer=completion\n/,
    );
  });

  it("shows no control characters of a file's name", async () => {
    const args = ["check", "-", "--stdin-filename", "\u001B[31mred.jsonl"];
    const { stdout } = await runCli(args, { input: '{"level":"info"}' });
    assert.equal(stdout.includes("\u001B"), false);
    assert.match(stdout, /red\.jsonl \(format not recognised/);
  });

  it("says that a file is empty", async () => {
    const { stdout } = await check("");
    assert.equal(stdout, "No findings in 0 records in data.jsonl (the file is empty).\n");
  });

  it("says that there is no record in a file of blank lines", async () => {
    const { stdout } = await check("\n\n \n", mayHaveBlanks);
    assert.equal(stdout, "No findings in 0 records in data.jsonl (the file holds no record).\n");
  });

  it("shows 20 findings of a rule and says how many more there are", async () => {
    const { stdout } = await check(`${good}\n`.repeat(1_500));
    const lines = stdout.split("\n");
    assert.deepEqual(
      [lines.length, lines.slice(21)],
      [
        26,
        [
          "  … and 1,479 more of duplicate-record (--max-findings all)",
          "",
          "1,499 warnings in 1,500 records in data.jsonl (format prompt-completion, no target chosen: checked for legacy-completions as usual; --target all asks all).",
          "--fix=all applies the fixes that remove or guess something, --fix=all --fix-dry-run shows them first.",
          "",
        ],
      ],
    );
  });

  it("shows no finding but the counts with --max-findings 0", async () => {
    const { stdout } = await check(`${spaceless}\n${broken}`, "--max-findings", "0", wantsSpaces);
    assert.equal(
      stdout,
      `data.jsonl
  … and 1 more of completion-leading-space (--max-findings all)
  … and 1 more of invalid-json (--max-findings all)

1 error, 1 warning in 2 records in data.jsonl (format prompt-completion, target legacy-completions).
`,
    );
  });

  it("uses colours on a terminal only", async () => {
    const args = ["check", "-"];
    const outputs = await Promise.all(
      [true, false].map((isTerminal) => runCli(args, { input: spaceless, isTerminal })),
    );
    const [coloured = "", plain = ""] = outputs.map(({ stdout }) => stdout);
    const stripped = coloured.replace(/\u001b\[\d+m/g, "");
    assert.deepEqual([coloured === plain, stripped === plain], [false, true]);
  });

  it("lists several files and sums them up", async (test) => {
    const folder = temporaryFolder(test);
    const paths = [
      folder.write("a.jsonl", spaceless),
      folder.write("b.jsonl", good),
      folder.write("c.jsonl", broken),
    ];
    const { stdout } = await runCli(["check", ...paths, wantsSpaces]);
    assert.equal(
      stdout.replaceAll(folder.path, ""),
      `/a.jsonl
  1:35  warning  The completion does not start with a space.  completion-leading-space (--fix)

/c.jsonl
  1:37  error  The comma before the closing bracket is one too many.  invalid-json (--fix)

1 error, 1 warning in 3 records in 3 files.
--fix applies the safe fixes, --fix-dry-run shows them first.
`,
    );
  });
});

describe("check --format github", () => {
  it("prints one annotation for each finding and nothing else", async () => {
    const { stdout } = await check(`${broken}\n${spaceless}`, "--format=github", wantsSpaces);
    assert.equal(
      stdout,
      "::error file=data.jsonl,line=1,endLine=1,col=37,endColumn=38,title=Tunewright invalid-json::" +
        "The comma before the closing bracket is one too many.\n" +
        "::warning file=data.jsonl,line=2,endLine=2,col=35,endColumn=36," +
        "title=Tunewright completion-leading-space::The completion does not start with a space.\n",
    );
  });

  it("escapes percent signs in messages", async () => {
    const { stdout } = await check('{"a":%0A}', "--format=github");
    assert.match(stdout, /::"%25" cannot stand here\.\n$/);
  });

  it("escapes colons, commas and percent signs in the file's name", async () => {
    const args = ["check", "-", "--format=github", "--stdin-filename", "C:\\a,b%.jsonl"];
    const { stdout } = await runCli([...args, wantsSpaces], { input: spaceless });
    assert.match(stdout, /^::warning file=C%3A\\a%2Cb%25\.jsonl,line=1,/);
  });

  it("calls information and hints a notice", async () => {
    const outputs = await Promise.all(
      ["information", "hint"].map((severity) =>
        check(
          spaceless,
          "--format=github",
          wantsSpaces,
          `--rule=completion-leading-space=${severity}`,
        ),
      ),
    );
    assert.deepEqual(
      outputs.map(({ stdout }) => stdout.split(" ")[0]),
      ["::notice", "::notice"],
    );
  });

  it("prints nothing where there is nothing to say", async () => {
    assert.equal((await check(good, "--format=github")).stdout, "");
  });
});

interface SarifLog {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly name: string; readonly rules: SarifRule[] } };
      readonly columnKind: string;
      readonly results: readonly SarifResult[];
    },
  ];
}

interface SarifRule {
  readonly id: string;
}

interface SarifPlace {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Readonly<Record<string, number>>;
  };
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifPlace[];
  readonly relatedLocations?: readonly SarifPlace[];
}

async function sarif(input: string, name = "data.jsonl"): Promise<SarifLog> {
  const args = ["check", "-", "--format", "sarif", "--stdin-filename", name];
  const { stdout } = await runCli(args, { input });
  // Tests below look at all parts that they use.
  return JSON.parse(stdout) as SarifLog;
}

async function sarifUri(name: string): Promise<string | undefined> {
  const { runs } = await sarif(spaceless, name);
  return runs[0].results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
}

describe("check --format sarif", () => {
  it("is a SARIF 2.1.0 log of one run", async () => {
    const { version, runs } = await sarif(good);
    const [{ tool, columnKind, results }] = runs;
    assert.deepEqual(
      [version, runs.length, tool.driver.name, columnKind, results],
      ["2.1.0", 1, "Tunewright", "utf16CodeUnits", []],
    );
  });

  it("says of each finding what and where it is", async () => {
    const { runs } = await sarif(`${good}\n{"prompt":"🎸 ->","completion":"é"}`);
    assert.deepEqual(runs[0].results, [
      {
        ruleId: "completion-leading-space",
        ruleIndex: rules.findIndex(({ id }) => id === "completion-leading-space"),
        level: "warning",
        message: { text: "The completion does not start with a space." },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "data.jsonl" },
              region: {
                startLine: 2,
                startColumn: 33,
                endLine: 2,
                endColumn: 34,
                byteOffset: 81,
                byteLength: 2,
              },
            },
          },
        ],
      },
    ]);
  });

  it("has the index of each result's rule right", async () => {
    const { runs } = await sarif([broken, spaceless, good, good].join("\n"));
    const [{ tool, results }] = runs;
    assert.deepEqual(
      results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id),
      results.map(({ ruleId }) => ruleId),
    );
  });

  it("points at the first of two equal records", async () => {
    const { runs } = await sarif(`${good}\n${good}`);
    const related = runs[0].results[0]?.relatedLocations?.map(
      ({ physicalLocation }) => physicalLocation,
    );
    assert.deepEqual(related, [
      { artifactLocation: { uri: "data.jsonl" }, region: { startLine: 1, startColumn: 1 } },
    ]);
  });

  it("encodes relative names as URIs", async () => {
    assert.equal(await sarifUri("data/ä b#1%.jsonl"), "data/%C3%A4%20b%231%25.jsonl");
  });

  it("makes absolute names file URIs", { skip: process.platform === "win32" }, async () => {
    assert.equal(await sarifUri("/data/a b#1.jsonl"), "file:///data/a%20b%231.jsonl");
  });
});

describe("check options", () => {
  it("take a severity for a rule", async () => {
    const { findings } = await report(
      spaceless,
      wantsSpaces,
      "--rule",
      "completion-leading-space=error",
    );
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ["error"],
    );
  });

  it("switch a rule off", async () => {
    const { counts } = await report(
      `${broken}\n${spaceless}`,
      wantsSpaces,
      "--rule=invalid-json=off",
      "--rule=completion-leading-space=off",
    );
    assert.deepEqual(counts, {});
  });

  it("let the last of two severities for a rule win", async () => {
    const rule = "--rule=completion-leading-space=";
    const { findings } = await report(spaceless, wantsSpaces, `${rule}off`, `${rule}hint`);
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ["hint"],
    );
  });

  it("choose a target, which may silence a rule", async () => {
    const { target, counts } = await report(spaceless, "--target", "compatible");
    assert.deepEqual([target, counts], ["compatible", {}]);
  });

  it("let a chosen severity win over the target's own", async () => {
    const { findings } = await report(
      spaceless,
      "--target=compatible",
      "--rule=completion-leading-space=hint",
    );
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ["hint"],
    );
  });
});

describe("check exits", () => {
  it("with 0 where nothing is found", async () => {
    assert.equal(await exitCode(good), 0);
  });

  it("with 0 where only warnings are found", async () => {
    assert.equal(await exitCode(spaceless, wantsSpaces), 0);
  });

  it("with 1 where an error is found", async () => {
    assert.equal(await exitCode(broken), 1);
  });

  it("with 1 from the severity of --fail-on", async () => {
    const rule = "--rule=completion-leading-space=information";
    const codes = await Promise.all([
      exitCode(spaceless, wantsSpaces, "--fail-on", "warning"),
      exitCode(spaceless, wantsSpaces, rule, "--fail-on", "warning"),
      exitCode(spaceless, wantsSpaces, rule, "--fail-on", "information"),
    ]);
    assert.deepEqual(codes, [1, 0, 1]);
  });

  it("with 1 for an error that --max-findings leaves out", async () => {
    assert.equal(await exitCode(broken, "--max-findings", "0"), 1);
  });

  it("with what is left after the fixes", async () => {
    assert.equal(await exitCode(broken, "--fix"), 0);
  });

  it("with what is there before the fixes of a dry run", async () => {
    assert.equal(await exitCode(broken, "--fix-dry-run"), 1);
  });

  it("with 2 where a file cannot be read, and reports the others", async (test) => {
    const folder = temporaryFolder(test);
    const paths = [folder.write("a.jsonl", "PAR1"), folder.write("b.jsonl", broken)];
    const { code, stdout, stderr } = await runCli(["check", ...paths, "--json"]);
    assert.deepEqual(
      [code, readReports(stdout).map(({ path }) => path), stderr],
      [2, [paths[1]], `tunewright: ${paths[0]} is a Parquet file, not JSONL text.\n`],
    );
  });

  it("with 2 where one of several files does not exist, and names it", async (test) => {
    const folder = temporaryFolder(test);
    const missing = join(folder.path, "none.jsonl");
    const { code, stderr } = await runCli(["check", folder.write("a.jsonl", good), missing]);
    assert.deepEqual([code, stderr], [2, `tunewright: ${missing} does not exist.\n`]);
  });

  it("with 2 for a directory without datasets, and says what it looked for", async (test) => {
    const { path } = temporaryFolder(test);
    assert.deepEqual(await runCli(["check", path]), {
      code: 2,
      stdout: "",
      stderr: `tunewright: There is no dataset (*.jsonl, *.ndjson) in ${path}.\n`,
    });
  });

  it("with 2 for a file that becomes unreadable", rootSkip(), async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", good);
    chmodSync(path, 0);
    const { code, stderr } = await runCli(["check", path]);
    const message = `tunewright: ${path} cannot be opened: permission is missing.\n`;
    assert.deepEqual([code, stderr], [2, message]);
  });
});

describe("check -", () => {
  it("calls standard input so where it has no other name", async () => {
    const { stdout } = await runCli(["check", "-", mayBeShort], { input: chat });
    assert.equal(
      stdout,
      "No findings in 1 record in standard input (format chat, no target chosen: checked for openai as usual; --target all asks all).\n",
    );
  });

  it("is read once, in its place among the files", async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", good);
    const { stdout } = await runCli(["check", path, "-", "-", "--json"], { input: good });
    const files = readReports(stdout).map((file) => [file.path, file.records]);
    assert.deepEqual(files, [
      [path, 1],
      ["standard input", 1],
    ]);
  });

  it("refuses what is no text", async () => {
    const { code, stderr } = await runCli(["check", "-"], { input: "PK\x03\x04" });
    assert.deepEqual(
      [code, stderr],
      [2, "tunewright: standard input is a ZIP archive or a spreadsheet, not JSONL text.\n"],
    );
  });

  it("with --fix prints the fixed dataset, and the report on standard error", async () => {
    assert.deepEqual(await check(`\uFEFF${spaceless}\r\n${good}`, "--fix"), {
      code: 0,
      stdout: `${spaceless.replace('"4"', '" 4"')}\r\n${good}`,
      stderr:
        "No findings in 2 records in data.jsonl (format prompt-completion, no target chosen: checked for legacy-completions as usual; --target all asks all).\n",
    });
  });

  it("with --fix prints a dataset without anything to fix as it is", async () => {
    const text = `${good}\r\n\n${other}\n`;
    assert.equal((await check(text, "--fix", mayHaveBlanks)).stdout, text);
  });

  it("with --fix removes blank lines, also in the middle of other line endings", async () => {
    const text = `\n${good}\r\n\r\n  \n${other}\n\t\n`;
    assert.equal((await check(text, "--fix")).stdout, `${good}\r\n${other}\n`);
  });
});

describe("check on a file that is not all UTF-8", () => {
  const bytes = Buffer.concat([
    Buffer.from(`${spaceless}\n{"prompt":"caf`),
    Buffer.from([0xe9]),
    Buffer.from(' ->","completion":"b"}\n'),
  ]);

  it("says on which line and where", async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", bytes);
    const { stdout } = await runCli(["check", path, "--json"]);
    const found = readReports(stdout)[0]?.findings.filter(({ rule }) => rule === "not-utf8") ?? [];
    assert.deepEqual(
      found.map(({ line, column, byteOffset, byteLength, fix }) => [
        [line, column],
        [byteOffset, byteLength],
        fix,
      ]),
      [[[2, 15], [bytes.indexOf(0xe9), 1], null]],
    );
  });

  it("keeps such a line's bytes with --fix", async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", bytes);
    await runCli(["check", path, "--fix", wantsSpaces]);
    const fixed = bytes.toString("latin1").replace('"4"', '" 4"');
    assert.equal(readFileSync(path, "latin1"), fixed);
  });
});

describe("check --fix", () => {
  it("applies the safe fixes to the file and says how many lines changed", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", `${spaceless}\n${broken}\n${good}\n${good}\n`);
    const { code, stderr } = await runCli(["check", path, "--fix"]);
    assert.deepEqual(
      [code, stderr.replace(path, "a.jsonl"), folder.read("a.jsonl"), folder.names()],
      [
        0,
        "a.jsonl: 2 lines changed.\n",
        `${spaceless.replace('"4"', '" 4"')}\n${broken.replace(",}", "}")}\n${good}\n${good}\n`,
        ["a.jsonl"],
      ],
    );
  });

  it("reports what is left", async (test) => {
    const path = temporaryFolder(test).write("a.jsonl", `${spaceless}\n${good}\n${good}\n`);
    const { stdout } = await runCli(["check", path, "--fix", "--json"]);
    assert.deepEqual(
      readReports(stdout).map(({ counts }) => counts),
      [{ "duplicate-record": 1 }],
    );
  });

  it("does not touch a file without anything to fix", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", `${good}\n${good}\n`);
    const { stderr } = await runCli(["check", path, "--fix"]);
    assert.deepEqual([stderr, folder.read("a.jsonl")], ["", `${good}\n${good}\n`]);
  });

  it("does not fix what a rule that is off would find", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", spaceless);
    await runCli(["check", path, "--fix", wantsSpaces, "--rule=completion-leading-space=off"]);
    assert.equal(folder.read("a.jsonl"), spaceless);
  });

  it("applies all fixes with --fix=all", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write(
      "a.jsonl",
      `${good}\n${spaceless}\n${good}\n{"prompt":"Cut ->","completion":" 5`,
    );
    const { stderr } = await runCli(["check", path, "--fix=all"]);
    assert.deepEqual(
      [folder.read("a.jsonl"), stderr.replace(path, "a.jsonl")],
      [
        `${good}\n${spaceless.replace('"4"', '" 4"')}\n{"prompt":"Cut ->","completion":" 5"}`,
        "a.jsonl: 2 lines changed, 1 line removed.\n",
      ],
    );
  });

  it("fixes however many findings are shown", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", `${good}\n`.repeat(50));
    await runCli(["check", path, "--fix=all", "--max-findings=0"]);
    assert.equal(folder.read("a.jsonl"), `${good}\n`);
  });

  it("fixes the other files where one cannot be read", async (test) => {
    const folder = temporaryFolder(test);
    const paths = [folder.write("a.jsonl", "PAR1"), folder.write("b.jsonl", spaceless)];
    const { code } = await runCli(["check", ...paths, "--fix", wantsSpaces]);
    assert.deepEqual([code, folder.read("b.jsonl")], [2, spaceless.replace('"4"', '" 4"')]);
  });

  it("says that nothing was changed where it may not write", rootSkip(), async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", spaceless);
    chmodSync(folder.path, 0o500);
    const { code, stderr } = await runCli(["check", path, "--fix", wantsSpaces]);
    chmodSync(folder.path, 0o700);
    assert.deepEqual([code, stderr.endsWith(" Nothing was changed.\n")], [2, true]);
  });
});

describe("wrong use of the command line", () => {
  const cases: Readonly<Record<string, readonly [args: readonly string[], message: string]>> = {
    "an unknown command": [
      ["frobnicate"],
      'There is no command "frobnicate". "tunewright --help" lists them.',
    ],
    "an unknown option": [["check", "--colour"], "Unknown option '--colour'. See --help."],
    "an option without its value": [
      ["check", "--target"],
      "Option '--target <value>' argument missing. See --help.",
    ],
    "an unknown format": [
      ["check", "--format", "xml"],
      'Expected --format to be one of text, json, sarif, github, got "xml".',
    ],
    "an unknown target": [
      ["check", "--target=skynet"],
      'Expected --target to be one of auto, openai, azure, together, fireworks, mistral, vertex, bedrock, nebius, trl, axolotl, llama-factory, unsloth, local, legacy-completions, cookbook, cohere, openai-batch, openai-evals, compatible, all, got "skynet".',
    ],
    "an unknown rule": [
      ["check", "--rule=nope=off"],
      'There is no rule "nope". "tunewright rules" lists them.',
    ],
    "a misspelt target": [
      ["check", "--target=opena"],
      'Expected --target to be one of auto, openai, azure, together, fireworks, mistral, vertex, bedrock, nebius, trl, axolotl, llama-factory, unsloth, local, legacy-completions, cookbook, cohere, openai-batch, openai-evals, compatible, all, got "opena". Did you mean "openai"?',
    ],
    "a misspelt rule": [
      ["check", "--rule=duplicate-promt=off"],
      'There is no rule "duplicate-promt". Did you mean "duplicate-prompt"? "tunewright rules" lists them.',
    ],
    "a misspelt rule that rules does not have": [
      ["rules", "duplicate-promt"],
      'There is no rule "duplicate-promt". Did you mean "duplicate-prompt"? "tunewright rules" lists them.',
    ],
    "a rule without a severity": [
      ["check", "--rule=invalid-json"],
      "Expected --rule invalid-json to be one of error, warning, information, hint, off, " +
        'got "".',
    ],
    "an unknown severity": [
      ["check", "--fail-on=fatal"],
      'Expected --fail-on to be one of error, warning, information, hint, got "fatal".',
    ],
    "a number that is none": [
      ["check", "--max-findings=many"],
      'Expected --max-findings to be a whole number from 0, got "many".',
    ],
    "an unknown scope of fixes": [
      ["check", "--fix=some"],
      'Expected --fix to be one of safe, all, got "some".',
    ],
    "a rule that rules does not have": [
      ["rules", "nope"],
      'There is no rule "nope". "tunewright rules" lists them.',
    ],
    "a language server without a way to talk": [
      ["lsp"],
      'The server speaks through standard input: "tunewright lsp --stdio".',
    ],
  };
  for (const [kind, [args, message]] of Object.entries(cases)) {
    it(`says what to do about ${kind}`, async () => {
      const stderr = `tunewright: ${message}\n`;
      assert.deepEqual(await runCli(args), { code: 2, stdout: "", stderr });
    });
  }

  it("fixes nothing", async (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("a.jsonl", spaceless);
    await runCli(["check", path, "--fix", wantsSpaces, "--nope"]);
    assert.equal(folder.read("a.jsonl"), spaceless);
  });
});

function rootSkip(): { readonly skip: string | false } {
  return { skip: process.getuid?.() === 0 && "root may read and write everywhere" };
}
