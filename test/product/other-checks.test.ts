import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { convertToLines } from "../../src/core/dataset/convert-layout.js";
import { layoutOf } from "../../src/core/dataset/document-layout.js";
import { LayoutError } from "../../src/core/dataset/layout-error.js";
import { textSource } from "../../src/core/dataset/line-reader.js";
import { splitLines } from "../../src/core/json/lines.js";
import { once } from "../../src/core/once.js";
import { accepts } from "../../src/core/targets/readers.js";
import { datasetsIn } from "../support/golden-table.ts";
import { disagreements } from "../support/oracles/compare.ts";
import { oracles } from "../support/oracles/index.ts";
import { namedDifference } from "../support/oracles/named-difference.ts";
import type { Oracle } from "../support/oracles/oracle.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { mutatedLine } from "../support/record-mutations.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const variable = "TUNEWRIGHT_CORPUS";
const corpus = process.env[variable];
const mostBytes = 1_000_000;
const mutatedOfFile = 40;
const plainOfFile = 60;

interface Sample {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Every public dataset as lines; what cannot be laid out as lines is not for these checks. */
function samples(folder: string): readonly Sample[] {
  return datasetsIn(folder)
    .filter((name) => statSync(join(folder, name)).size < mostBytes)
    .map((name) => ({ name, lines: linesOf(readFileSync(join(folder, name), "utf8")) }))
    .filter(({ lines }) => lines.length > 0);
}

function linesOf(text: string): readonly string[] {
  const lines = splitLines(text).map((line) => line.text);
  const layout = layoutOf(lines);
  // The nothing behind the last line ending is no line.
  if (layout === "lines") return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
  try {
    return convertToLines(layout, text);
  } catch (error) {
    if (error instanceof LayoutError) return [];
    throw error;
  }
}

interface Sorted {
  /** Those of a format that the check's readers take, and those without an error among them. */
  readonly read: readonly Sample[];
  readonly fine: readonly Sample[];
  readonly foreign: readonly Sample[];
}

function sorted(files: readonly Sample[], { target }: Oracle): Sorted {
  const groups = Map.groupBy(files, ({ lines }) => {
    const { plan, severityCounts } = checkDatasetAtOnce(textSource(lines.join("\n")), { target });
    const { context } = plan;
    if (context === undefined || !accepts(context.target, context.format)) return "foreign";
    return severityCounts.error === 0 ? "fine" : "faulty";
  });
  const [fine = [], faulty = []] = [groups.get("fine"), groups.get("faulty")];
  return { read: [...fine, ...faulty], fine, foreign: groups.get("foreign") ?? [] };
}

describe("public datasets", { skip: corpus === undefined && `${variable} is not set` }, () => {
  const files = corpus === undefined ? [] : samples(corpus);
  for (const oracle of oracles) {
    const samplesFor = once(() => sorted(files, oracle));

    it(`are refused by us and by ${oracle.title} alike, but for differences with a name`, (test) => {
      const { read } = samplesFor();
      const all = read.flatMap(({ name, lines }) =>
        disagreements(oracle, lines).map((one) => ({ name, ...one })),
      );
      const kinds = Map.groupBy(all, ({ refusedBy, reason }) => `${refusedBy}: ${reason}`);
      const counted = [...kinds].map(([kind, found]) => `${kind} (${found.length})`);
      const lines = read.reduce((sum, sample) => sum + sample.lines.length, 0);
      test.diagnostic(
        `${read.length} files, ${lines} lines; ${counted.join(", ") || "no difference"}`,
      );
      const unnamed = all.filter((one) => namedDifference(oracle, one) === undefined);
      assert.deepEqual(unnamed.slice(0, 3), []);
    });

    it(`are taken by neither where their format is not for ${oracle.title}`, () => {
      const taken = samplesFor().foreign.filter(({ lines }) =>
        lines.every((line) => oracle.refusalOf(line) === undefined),
      );
      assert.deepEqual(
        taken.map(({ name }) => name),
        [],
      );
    });

    it(`with faults are refused by us and by ${oracle.title} alike, but for differences with a name`, () => {
      const random = new SeededRandom(propertyRuns(1).seed);
      const unnamed = samplesFor()
        .fine.flatMap(({ name, lines }) => {
          const plain = lines.slice(0, plainOfFile).filter((line) => line.trim() !== "");
          const mutated = Array.from({ length: mutatedOfFile }, () =>
            mutatedLine(random.pick(plain), random),
          );
          // So many plain ones that the dataset stays what it is.
          const padded = Array.from(
            { length: 100 },
            (_, index) => plain[index % plain.length] ?? "",
          );
          return disagreements(oracle, [...mutated, ...padded]).map((one) => ({ name, ...one }));
        })
        .filter((one) => namedDifference(oracle, one) === undefined);
      assert.deepEqual(unnamed.slice(0, 3), []);
    });
  }
});
