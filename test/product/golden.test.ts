import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { rules } from "../../src/core/rules/index.js";
import { targets } from "../../src/core/targets/index.js";
import { committedTables, goldenTables } from "../support/golden-table.ts";

const variable = "TUNEWRIGHT_CORPUS";
const corpus = process.env[variable];
const committed = committedTables();

/** The rows of a committed table without its head. */
function rowsOf(table: keyof typeof committed): readonly (readonly string[])[] {
  const lines = committed[table].trimEnd().split("\n").slice(1);
  return lines.map((line) => line.split("\t"));
}

/** Why the figures cannot be compared here, or `false`. */
function reasonToSkip(): string | false {
  if (corpus === undefined) return `${variable} is not set`;
  const names = rowsOf("verdicts.tsv").map(([name = ""]) => name);
  const isThere = names.some((name) => existsSync(join(corpus, name)));
  return !isThere && `${corpus} holds none of the datasets that the figures are of`;
}

describe("the figures of public datasets", () => {
  const named =
    "are the committed ones; where a change is meant, `npm run golden` writes them anew";
  it(named, { skip: reasonToSkip() }, (test) => {
    const found = goldenTables(corpus ?? "");
    const counted = rowsOf("rules.tsv").filter(([file]) => file !== "-");
    const without = rowsOf("rules.tsv").flatMap(([file, , rule]) => (file === "-" ? [rule] : []));
    test.diagnostic(`${counted.length} figures; no record for: ${without.join(", ")}`);
    for (const table of ["rules.tsv", "verdicts.tsv"] as const) {
      assert.deepEqual(found[table].split("\n"), committed[table].split("\n"), table);
    }
  });
});

describe("the committed figures", () => {
  it("name every rule, those without any record in the datasets with 0", () => {
    const named = new Set(rowsOf("rules.tsv").map(([, , rule]) => rule));
    assert.deepEqual(
      rules.filter(({ id }) => !named.has(id)).map(({ id }) => id),
      [],
      "run `npm run golden`",
    );
  });

  it("have a verdict or a reason for none of every target on every file that is read", () => {
    const odd = rowsOf("verdicts.tsv").filter(
      ([, , layout, , , ...verdicts]) =>
        layout !== "not read" &&
        (verdicts.length !== targets.length ||
          verdicts.some((verdict) => !["yes", "warns", "no", "-", "?"].includes(verdict))),
    );
    assert.deepEqual(odd, []);
  });
});
