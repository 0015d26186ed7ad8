import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { fixLines } from "../../src/core/dataset/fix-dataset.js";
import { textSource } from "../../src/core/dataset/line-reader.js";
import { splitLines } from "../../src/core/json/lines.js";
import type { Finding } from "../../src/core/rules/finding.js";
import { CheckedDocument } from "../../src/server/checked-document.js";
import { SeededRandom } from "../support/seeded-random.ts";
import { parsedJson } from "../support/parsed-json.ts";
import { propertyRuns } from "../support/property-runs.ts";

// One fault put into a real record has to be found, at exactly the characters that are wrong, in
// the file and in an open document that was edited to have it; and its safe fix has to undo it.

const corpus = process.env["TUNEWRIGHT_CORPUS"];
const { seed } = propertyRuns(1);
const linesOfFile = 40;
const casesOfFile = 40;

interface Pair {
  readonly prompt: string;
  readonly completion: string;
}

interface Mutation {
  readonly rule: string;
  /** The line with the fault, or nothing where the record has no place for it. */
  apply(record: Pair, line: string): string | undefined;
  /** The text of the range that must be marked. */
  readonly marked: string;
  /** Whether the safe fix gives back the record. */
  readonly isUndone: boolean;
}

const mutations: readonly Mutation[] = [
  {
    rule: "completion-trailing-whitespace",
    apply: ({ prompt, completion }) =>
      /\s$/.test(completion) || completion.trim() === ""
        ? undefined
        : JSON.stringify({ prompt, completion: `${completion} \t` }),
    marked: " \\t",
    isUndone: true,
  },
  {
    rule: "missing-field",
    apply: ({ prompt, completion }) => JSON.stringify({ Prompt: prompt, completion }),
    marked: '"Prompt"',
    isUndone: true,
  },
  {
    rule: "wrong-type",
    apply: ({ prompt }) => JSON.stringify({ prompt, completion: 5 }),
    marked: "5",
    isUndone: false,
  },
  {
    rule: "empty-completion",
    apply: ({ prompt }) => JSON.stringify({ completion: " ", prompt }),
    marked: '" "',
    isUndone: false,
  },
  {
    rule: "invalid-json",
    apply: (_, line) => line.replace(/\}\s*$/, " , }"),
    marked: ",",
    isUndone: true,
  },
  {
    rule: "separator-trailing-whitespace",
    apply: ({ prompt, completion }) =>
      /\s$/.test(prompt) || prompt === "" || !completion.startsWith(" ")
        ? undefined
        : JSON.stringify({ prompt: `${prompt}  `, completion }),
    marked: "  ",
    isUndone: true,
  },
];

describe(
  "a fault put into real records",
  { skip: corpus === undefined && "TUNEWRIGHT_CORPUS is not set" },
  () => {
    const random = new SeededRandom(seed);
    const files = corpus === undefined ? [] : pairFiles(corpus);
    for (const { path, lines } of files) {
      it(`is found where it is: ${basename(path)}`, () => {
        for (let run = 0; run < casesOfFile; run += 1) examine(lines, random);
      });
    }
    it("was put into thousands of them", () => {
      assert.ok(files.length * casesOfFile >= 1_000, `${files.length} files`);
    });
  },
);

function examine(lines: readonly string[], random: SeededRandom): void {
  const at = random.below(lines.length);
  const mutation = random.pick(mutations);
  const original = lines[at] ?? "";
  const mutated = mutation.apply(JSON.parse(original) as Pair, original);
  if (mutated === undefined) return;
  const changed = lines.with(at, mutated);
  const { findings } = checkDatasetAtOnce(textSource(changed.join("\n")), {});
  const own = findings.filter(({ rule, line }) => rule === mutation.rule && line === at);
  const marked = own.map(({ span }) => mutated.slice(span.start, span.end));
  assert.deepEqual(marked, [mutation.marked], `${mutation.rule}: ${mutated}`);
  assert.deepEqual(afterEdit(lines, at, mutated), findings);
  if (!mutation.isUndone) return;
  const fixes = fixLines(changed, { scope: "safe", rule: mutation.rule });
  const fixed = fixes.find(({ line }) => line === at)?.becomes ?? [];
  assert.deepEqual(fixed.map(valueOf), [valueOf(original)]);
}

function valueOf(line: string): unknown {
  return JSON.parse(line) as unknown;
}

/** What is found in an open document once one of its lines has been replaced. */
function afterEdit(lines: readonly string[], at: number, text: string): readonly Finding[] {
  const document = new CheckedDocument(lines.join("\n"), {});
  document.work(() => true);
  const end = { line: at, character: (lines[at] ?? "").length };
  document.edit([{ range: { start: { line: at, character: 0 }, end }, text }]);
  document.work(() => true);
  return document.check(Infinity).findings;
}

/** The first records of each file of plain pairs. */
function pairFiles(folder: string): readonly { path: string; lines: readonly string[] }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).size < 30_000_000)
    .sort()
    .flatMap((path) => {
      const lines = splitLines(readFileSync(path, "utf8"))
        .slice(0, 2_000)
        .map((line) => line.text.replace(/^\uFEFF/, ""))
        .filter(isPair)
        .slice(0, linesOfFile);
      return lines.length < 10 ? [] : [{ path, lines }];
    });
}

function isPair(line: string): boolean {
  const [value] = parsedJson(line);
  if (typeof value !== "object" || value === null) return false;
  const { prompt, completion, ...others } = value as Partial<Pair>;
  return (
    typeof prompt === "string" && typeof completion === "string" && Object.keys(others).length === 0
  );
}
