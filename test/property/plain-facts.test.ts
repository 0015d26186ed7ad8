import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { CheckPlan } from "../../src/core/dataset/check-plan.js";
import { planCheck } from "../../src/core/dataset/check-plan.js";
import { formatOf } from "../../src/core/dataset/format-tally.js";
import { guessNature } from "../../src/core/dataset/guess-nature.js";
import { lookForSeparator } from "../../src/core/dataset/line-facts.js";
import { readLine } from "../../src/core/dataset/read-line.js";
import type { TextFacts } from "../../src/core/dataset/record-facts.js";
import { RecordFacts, takeFacts } from "../../src/core/dataset/record-facts.js";
import { marksOf } from "../../src/core/dataset/record-texts.js";
import type { DatasetRecord } from "../../src/core/dataset/record.js";
import type { Format } from "../../src/core/formats/format.js";
import { formats } from "../../src/core/formats/index.js";
import { promptCompletion } from "../../src/core/formats/prompt-completion.js";
import { LineScanner } from "../../src/core/kernel/line-scanner.js";
import { rules } from "../../src/core/rules/index.js";
import { targets } from "../../src/core/targets/index.js";
import { natureOf } from "../support/nature-of.ts";
import { oddRecord } from "../support/odd-records.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { randomDataset } from "../support/random-dataset.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const { seed } = propertyRuns(1);
const scanner = new LineScanner({ inputBytes: 1 << 12, lines: 64 });
const texts = new LineScanner({ inputBytes: 1 << 12, lines: 1 });
/** Formats of which no facts are taken from bytes. */
const alwaysRead: ReadonlySet<string> = new Set(["reinforcement"]);
const allRules = Object.fromEntries(rules.map(({ id }) => [id, "warning" as const]));

/** The facts that a format takes of a line from its bytes, where it does. */
function plainFacts(line: string, format: Format): RecordFacts | undefined {
  const lines = scanner.scanText(line);
  const facts = new RecordFacts();
  const isPlain = lines.isRecord(0) && format.takePlainFacts(lines.tape, lines.root(0), facts);
  return isPlain ? facts : undefined;
}

function recordOf(line: string): DatasetRecord {
  const read = readLine(line, true);
  if (read.kind === "record") return read.record;
  throw new Error(`The scanner takes for a record what is ${read.kind}: ${line}`);
}

function valueFacts(line: string, format: Format): RecordFacts {
  const facts = new RecordFacts();
  takeFacts(facts, recordOf(line), format, texts);
  return facts;
}

/**
 * All that facts say, in a form to compare. Only bytes tell surely about separator, marks and turns:
 * of marks see `test/property/marks.test.ts`.
 */
function told(all: RecordFacts): unknown {
  const { prompt, completion, name, shared, marks: _marks, takesTurns: _turns, ...facts } = all;
  const texts = [prompt, completion, name, shared];
  return { ...facts, texts: texts.map(toldOfText) };
}

function toldOfText(facts: TextFacts): unknown {
  const { mayHoldSeparator: _, ...numbers } = facts;
  if (!facts.isThere) return numbers;
  return { ...numbers, text: facts.text, hasContent: facts.hasContent };
}

/** Says whether the line is plain; throws where bytes and values give other facts of it. */
function compareFacts(line: string, format: Format): boolean {
  const plain = plainFacts(line, format);
  if (plain === undefined) return false;
  assert.deepEqual(told(plain), told(valueFacts(line, format)), line);
  const record = recordOf(line);
  // A record without a fault counts for its format without another look.
  assert.equal(formatOf(record), format, line);
  assert.equal(marksOf(record) & ~plain.marks, 0, line);
  return true;
}

describe("facts from bytes", () => {
  it("are those from values, in any record", () => {
    const plain = new Map<string, number>();
    fc.assert(
      fc.property(oddRecord, (line) => {
        for (const format of formats) {
          if (compareFacts(line, format)) plain.set(format.id, (plain.get(format.id) ?? 0) + 1);
        }
      }),
      propertyRuns(30_000),
    );
    for (const { id } of formats.filter((format) => !alwaysRead.has(format.id))) {
      assert.ok((plain.get(id) ?? 0) > 100, `only ${plain.get(id)} records of ${id} were plain`);
    }
  });

  it("are those from values, in any dataset", () => {
    const random = new SeededRandom(seed);
    let plain = 0;
    for (let run = 0; run < 1_000; run += 1) {
      for (const line of linesOf(randomDataset(random))) {
        for (const format of formats) plain += Number(compareFacts(line, format));
      }
    }
    assert.ok(plain > 3_000, `only ${plain} records were plain`);
  });

  it("miss no separator that stands elsewhere than at the end", () => {
    const random = new SeededRandom(seed + 1);
    let found = 0;
    for (let run = 0; run < 2_000; run += 1) {
      const lines = linesOf(randomDataset(random));
      const plan = planCheck(guessNature(lines), {});
      const { separator } = plan.nature.traits;
      if (separator === undefined || plan.context === undefined) continue;
      lookForSeparator(scanner, plan);
      for (const line of lines) {
        const facts = plainFacts(line, plan.context.format);
        const isInside = facts?.prompt.text.slice(0, -1).includes(separator.text) === true;
        if (!isInside || !separator.isDistinctive) continue;
        assert.ok(facts.prompt.mayHoldSeparator, line);
        found += 1;
      }
      scanner.lookFor(undefined, "");
    }
    assert.ok(found > 20, `only ${found} separators stood inside prompts`);
  });
});

describe("a rule that says from facts that a record is fine", () => {
  it("is silent on it, whatever the rest of the dataset is like", () => {
    const random = new SeededRandom(seed + 2);
    const fine = new Map<string, number>();
    const reported = new Set<string>();
    const odd = fc.sample(oddRecord, { seed, numRuns: 5_000 });
    for (let run = 0; run < 1_500; run += 1) {
      const own = linesOf(randomDataset(random));
      const other = linesOf(randomDataset(random));
      const target = random.pick([{ id: undefined }, ...targets]).id;
      const plan = planCheck(
        random.below(8) === 0 ? natureOf(promptCompletion) : guessNature(own),
        {
          target,
          severities: allRules,
        },
      );
      lookForSeparator(scanner, plan);
      const some = Array.from({ length: 10 }, () => random.pick(odd));
      for (const line of [...own, ...other, ...some]) checkRules(plan, line, fine, reported);
      scanner.lookFor(undefined, "");
    }
    for (const format of formats) {
      for (const { id: target } of [{ id: undefined }, ...targets]) {
        const plan = planCheck(natureOf(format), { target, severities: allRules });
        for (const line of odd) checkRules(plan, line, fine, reported);
      }
    }
    const recordRules = rules.filter((rule) => rule.kind === "record" && !rule.isForForeign);
    for (const { id } of recordRules) assert.ok((fine.get(id) ?? 0) > 500, `${id} was seldom fine`);
    // On plain records too there is something to say about texts.
    const aboutTexts =
      /^(?:completion-|empty-completion$|separator-|stop-|unpaired-|replacement-|mojibake|control-|special-token|role-order|secret|email-|phone-|card-|invisible-)/;
    const wanted = recordRules.map(({ id }) => id).filter((id) => aboutTexts.test(id));
    assert.deepEqual([...reported].sort(), wanted.sort());
  });
});

/** Runs the record rules of a plan on a plain record: those that call it fine must be silent. */
function checkRules(
  { context, recordRules }: CheckPlan,
  line: string,
  fine: Map<string, number>,
  reported: Set<string>,
): void {
  const facts = context && plainFacts(line, context.format);
  if (context === undefined || facts === undefined) return;
  const record = recordOf(line);
  for (const { rule } of recordRules) {
    if (rule.isForForeign) continue;
    const isFine = rule.isFine(facts, context);
    if (isFine) fine.set(rule.id, (fine.get(rule.id) ?? 0) + 1);
    rule.run(record, context, ({ message }) => {
      assert.ok(!isFine, `${rule.id} says of ${line}: ${message}`);
      reported.add(rule.id);
    });
  }
}

function linesOf(dataset: string): readonly string[] {
  return dataset.toWellFormed().split(/\r\n|\n|\r/);
}
