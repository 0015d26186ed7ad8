import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { planCheck } from "../../src/core/dataset/check-plan.js";
import { readLine } from "../../src/core/dataset/read-line.js";
import type { DatasetRecord } from "../../src/core/dataset/record.js";
import { hasMarksFor } from "../../src/core/dataset/run-rules.js";
import type { Format } from "../../src/core/formats/format.js";
import { formats } from "../../src/core/formats/index.js";
import { promptCompletion } from "../../src/core/formats/prompt-completion.js";
import { rules } from "../../src/core/rules/index.js";
import type { RecordRule, Rule } from "../../src/core/rules/rule.js";
import { natureOf } from "../support/nature-of.ts";
import { oddRecord } from "../support/odd-records.ts";
import { propertyRuns } from "../support/property-runs.ts";

// A rule that needs marks is not run on a record whose texts have none of them. It is here: it has
// to find nothing, or the kernel has missed something.

const byMarks = rules.filter(needsMarks);
/** How often each rule had something to say where it would be run. */
const found = new Map<string, number>();

function needsMarks(rule: Rule): rule is RecordRule {
  return rule.kind === "record" && rule.marks !== undefined;
}

function recordOf(line: string): DatasetRecord {
  const read = readLine(line);
  if (read.kind === "record") return read.record;
  throw new Error(`No record: ${line}`);
}

/** What each format's rules may know; in a dataset with labels they look at more than elsewhere. */
const contexts = new Map(
  formats.map((format) => {
    const nature = natureOf(format);
    const traits = { ...nature.traits, hasLabels: true };
    return [format, planCheck({ ...nature, traits }, {}).context];
  }),
);

/** Runs all rules that need marks, whatever the record has. */
function runRules(record: DatasetRecord, format: Format): void {
  const context = contexts.get(format);
  assert.ok(context);
  for (const rule of byMarks) {
    rule.run(record, context, ({ message }) => {
      assert.ok(hasMarksFor(rule, record), `${rule.id}: ${message} ${record.text}`);
      found.set(rule.id, (found.get(rule.id) ?? 0) + 1);
    });
  }
}

function runOnText(text: string): void {
  runRules(recordOf(JSON.stringify({ prompt: "Rate it ->", completion: text })), promptCompletion);
}

/** All characters but the halves of pairs; of the large scripts and the higher planes some. */
function* characters(): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code > 0x3100 && code < 0xd800 && code % 11 !== 0) continue;
    if (code > 0x1_00ff && code % 0x101 !== 0) continue;
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
  }
}

/** What the bytes of a text look like to who takes each for a character of Windows-1252. */
function readAsLatin(text: string): string {
  return new TextDecoder("windows-1252").decode(new TextEncoder().encode(text));
}

/** What stands between `«` and `»` in a rule's own bad examples: what it looks for. */
const examples = byMarks.flatMap(({ examples: { bad } }) =>
  bad.flatMap((dataset) =>
    [...dataset.matchAll(/«([^»]*)»/g)].map(([, marked = ""]) => {
      // A string of JSON without its quotes.
      return JSON.parse(`"${marked.replaceAll(/^"|"$/g, "")}"`) as string;
    }),
  ),
);

/** All that looks like a key of a service or a special token, by their documented forms. */
const forms = [
  /^(AKIA|ASIA)[A-Z2-7]{16}$/,
  /^gh[pousr]_[A-Za-z0-9]{36,40}$/,
  /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/,
  /^sk-[A-Za-z0-9_-]{17,40}T3BlbkFJ[A-Za-z0-9_-]{20,30}$/,
  /^sk-ant-(api|admin)[0-9]{2}-[A-Za-z0-9_-]{80,90}$/,
  /^AIza[A-Za-z0-9_-]{35}$/,
  /^xox[abeoprs]-[0-9]{8,12}-[A-Za-z0-9_-]{12,20}$/,
  /^[sr]k_live_[A-Za-z0-9]{20,30}$/,
  /^glpat-[A-Za-z0-9_-]{20,30}$/,
  /^hf_[A-Za-z]{34}$/,
  /^npm_[A-Za-z0-9]{36}$/,
  /^eyJ[A-Za-z0-9_-]{17,30}[.]eyJ[A-Za-z0-9_-]{10,20}[.][A-Za-z0-9_-]{20,40}$/,
  /^-----BEGIN ((RSA|EC|OPENSSH|PGP) )?PRIVATE KEY( BLOCK)?-----[A-Za-z0-9+=]{64,90}$/,
  /^<[|][a-z][a-z0-9_]{0,12}[|]>$/,
  /^<｜[a-z▁]{1,12}｜>$/,
  /^(\[\/?INST\]|<<\/?SYS>>|<(start|end)_of_turn>|<[be]os>|<\/?s>)$/,
].map((form) => fc.stringMatching(form));

describe("a rule that needs marks finds nothing where there are none", () => {
  it("around any character", () => {
    for (const character of characters()) {
      runOnText(`a${character}b`);
      runOnText(`é${character}`);
      runOnText(character);
    }
  });

  it("in any character that was encoded twice", () => {
    for (const character of characters()) {
      if (character > "\u007f") runOnText(`caf${readAsLatin(character)} au lait`);
    }
  });

  it("wherever in a text that stands which it looks for", () => {
    const around = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.string({ unit: fc.constantFrom("a", "A", "7", " ", "é", "-", "<", "."), maxLength: 40 }),
    );
    fc.assert(
      fc.property(
        around,
        fc.oneof(fc.constantFrom(...examples), ...forms),
        around,
        (before, text, after) => {
          runOnText(before + text + after);
          runOnText(text);
        },
      ),
      propertyRuns(20_000),
    );
  });

  it("in records of all formats", () => {
    fc.assert(
      fc.property(oddRecord, fc.constantFrom(...formats), (line, format) => {
        runRules(recordOf(line), format);
      }),
      propertyRuns(10_000),
    );
  });

  it("and each of them has found much where there are some", () => {
    for (const { id } of byMarks) {
      assert.ok((found.get(id) ?? 0) > 50, `${id}: ${found.get(id)}`);
    }
  });
});
