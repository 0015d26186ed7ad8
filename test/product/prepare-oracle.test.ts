import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { seededRandom } from "../../scripts/samples/seeded-random.ts";
import type { PrepareReport } from "../../src/cli/prepare/report.js";
import type { TemporaryFolder } from "../data/temporary-folder.js";
import { temporaryFolder } from "../data/temporary-folder.js";
import { runBuiltCli } from "../support/built-cli.js";

const labels = ["good", "bad", "mixed", "rare"];

/** A table whose texts repeat, with other labels at times, and of which some are empty or blank. */
function table(seed: number, rows: number): string {
  const { below, chance } = seededRandom(seed);
  const lines = Array.from({ length: rows }, (_, row) => {
    const body = chance(0.05)
      ? [" ", "", "\t"][below(3)]
      : `"Lamp, number ${below(Math.floor(rows / 3))} of all"`;
    const label = labels[chance(0.02) ? 3 : below(3)];
    const language = chance(0.8) ? "en" : "de";
    return [row, `shop${below(40)}`, language, body, label, below(100)].join(",");
  });
  return ["id,shop,language,body,verdict,score", ...lines].join("\n");
}

const start = `source: lamps.csv
where: language = 'en' AND CAST(score AS INTEGER) >= 20
format: prompt-completion
prompt: "{{ body }}\\n\\n###\\n\\n"
completion: " {{ verdict }}"
keep: { nonEmpty: body }
`;

/** The rows that meet condition and `keep`, in their order. */
const kept = `SELECT CAST(id AS INTEGER) AS id, shop, body, verdict
  FROM read_csv('FOLDER/lamps.csv', all_varchar = true, nullstr = '')
  WHERE language = 'en' AND CAST(score AS INTEGER) >= 20 AND regexp_matches(coalesce(body, ''), '\\S')`;

/** Rows of an SQL query, by an engine that has nothing to do with ours. */
async function query(sql: string, { path }: TemporaryFolder): Promise<readonly unknown[][]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(sql.replaceAll("FOLDER", path));
    return result.getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function count(sql: string, folder: TemporaryFolder): Promise<number> {
  return Number((await query(sql, folder))[0]?.[0]);
}

async function prepared(folder: TemporaryFolder, rest: string): Promise<PrepareReport> {
  folder.write("lamps.recipe.yaml", `${start}${rest}`);
  const call = ["prepare", "lamps.recipe.yaml", "--json", "--yes"];
  const { stdout, stderr } = await runBuiltCli(call, { cwd: folder.path });
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout) as PrepareReport;
}

/** The file of a part as rows of an SQL query. */
function part(name: string): string {
  return `SELECT trim(completion) AS verdict, replace(prompt, chr(10) || chr(10) || '###' || chr(10) || chr(10), '') AS body
    FROM read_json('${join("FOLDER", `lamps.${name}.jsonl`)}', format = 'newline_delimited', columns = { prompt: 'VARCHAR', completion: 'VARCHAR' })`;
}

const split = "split: { train: 0.7, validation: 0.2, test: 0.1, stratify: completion }\n";

/** What is left of the kept rows, by the queries of somebody who knows only the documentation. */
const survivors: Readonly<Record<string, readonly [recipe: string, sql: string]>> = {
  "equal records": ["deduplicate: record\n", `SELECT DISTINCT body, verdict FROM (${kept})`],
  "equal prompts, the first answer": [
    "deduplicate: prompt\nconflicts: first\n",
    `SELECT body, arg_min(verdict, id) AS verdict FROM (${kept}) GROUP BY body`,
  ],
  "equal prompts, the most frequent answer": [
    "deduplicate: prompt\nconflicts: majority\n",
    `SELECT body, verdict FROM (
       SELECT body, verdict, row_number() OVER (PARTITION BY body ORDER BY times DESC, first) AS place
       FROM (SELECT body, verdict, count(*) AS times, min(id) AS first FROM (${kept}) GROUP BY body, verdict)
     ) WHERE place = 1`,
  ],
  "equal prompts, none where answers differ": [
    "deduplicate: prompt\nconflicts: drop\n",
    `SELECT body, any_value(verdict) AS verdict FROM (${kept}) GROUP BY body HAVING count(DISTINCT verdict) = 1`,
  ],
};

const all = ["train", "validation", "test"].map(part).join(" UNION ALL ");

describe("what prepare counts and writes, next to plain queries", () => {
  for (const [seed, [name, [recipe, sql]]] of Object.entries(survivors).entries()) {
    it(`is the same without ${name}`, async (test) => {
      const folder = temporaryFolder(test);
      folder.write("lamps.csv", table(seed + 1, 3_000));
      const { source, steps, outputs } = await prepared(folder, recipe + split);
      const out = new Map(steps.map((step) => [step.step, step.out]));
      assert.equal(source.rows, 3_000);
      assert.equal(out.get("keep"), await count(`SELECT count(*) FROM (${kept})`, folder));
      const total = await count(`SELECT count(*) FROM (${sql})`, folder);
      assert.equal(out.get("deduplicate"), total);
      // The copies are enough for the comparison to say something.
      assert.ok(total < (out.get("keep") ?? 0) * 0.9);
      // Record for record the same, whichever part they are in, and none of them twice.
      for (const [one, other] of [
        [sql, all],
        [all, sql],
      ]) {
        const missing = `SELECT count(*) FROM ((SELECT body, verdict FROM (${one})) EXCEPT ALL (SELECT body, verdict FROM (${other})))`;
        assert.equal(await count(missing, folder), 0);
      }
      const shares = { train: 0.7, validation: 0.2, test: 0.1 };
      for (const { split: part_, records } of outputs) {
        const share = shares[part_ as keyof typeof shares];
        assert.ok(Math.abs(records - total * share) <= 1, `${part_}: ${records} of ${total}`);
        const perLabel = await query(
          `SELECT whole.verdict, whole.n, coalesce(p.n, 0) FROM (SELECT verdict, count(*) AS n FROM (${sql}) GROUP BY 1) whole
           LEFT JOIN (SELECT verdict, count(*) AS n FROM (${part(part_)}) GROUP BY 1) p USING (verdict)`,
          folder,
        );
        assert.equal(perLabel.length, labels.length);
        for (const [label, whole, here] of perLabel) {
          assert.ok(Math.abs(Number(here) - Number(whole) * share) <= 1, `${part_} ${label}`);
        }
      }
    });
  }

  it("puts no group into two parts", async (test) => {
    const folder = temporaryFolder(test);
    folder.write("lamps.csv", table(9, 3_000));
    await prepared(
      folder,
      `deduplicate: prompt\nconflicts: first\n${split.replace(" }", ", group: shop }")}`,
    );
    const shops = ["train", "validation", "test"]
      .map(
        (name) =>
          `SELECT DISTINCT '${name}' AS part, shop FROM (${part(name)}) JOIN (SELECT body, arg_min(shop, id) AS shop FROM (${kept}) GROUP BY body) USING (body)`,
      )
      .join(" UNION ALL ");
    const leaks = `SELECT count(*) FROM (SELECT shop FROM (${shops}) GROUP BY shop HAVING count(*) > 1)`;
    assert.equal(await count(leaks, folder), 0);
    assert.equal(await count(`SELECT count(DISTINCT shop) FROM (${shops})`, folder), 40);
  });

  it("has as many of each label for training as balance says, and leaves the others", async (test) => {
    const folder = temporaryFolder(test);
    folder.write("lamps.csv", table(5, 3_000));
    const perLabel = async (name: string): Promise<ReadonlyMap<unknown, number>> => {
      const rows = await query(`SELECT verdict, count(*) FROM (${part(name)}) GROUP BY 1`, folder);
      return new Map(rows.map(([label, times]) => [label, Number(times)]));
    };
    await prepared(folder, `deduplicate: record\n${split}`);
    const [before, held] = [await perLabel("train"), await perLabel("validation")];
    await prepared(
      folder,
      `deduplicate: record\n${split}balance: { maximumPerLabel: 150, minimumPerLabel: 60 }\n`,
    );
    const after = await perLabel("train");
    for (const [label, times] of before) {
      assert.equal(after.get(label), Math.max(60, Math.min(150, times)), String(label));
    }
    assert.deepEqual(await perLabel("validation"), held);
  });
});
