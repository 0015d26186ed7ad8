import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { temporaryFolder } from "../temporary-folder.js";
import { readSources } from "./read-sources.js";

const folder = temporaryFolder({ after });
const path = join(folder.path, "reviews.csv");
writeFileSync(
  path,
  "id,rating,text,day,ok,Text 2\n" +
    "12345678901234567890,5,good,2024-01-02,true,x\n" +
    "12345678901234567891,3.6,fair,2024-02-01,false,y\n" +
    "007,nan,None,,yes,z\n" +
    "1e5,4,NA,not a day,,\n",
);
const lines = join(folder.path, "chat.jsonl");
writeFileSync(
  lines,
  '{"n":1,"mixed":"1","deep":{"role":"user"},"big":12345678901234567890}\n' +
    '{"n":2,"mixed":2,"deep":{"role":"tool"},"big":12345678901234567891}\n',
);

async function kept(where: string, source = path): Promise<readonly number[]> {
  return (await readSources([source], { where })).numbers;
}

async function derived(expression: string, source = path): Promise<readonly unknown[]> {
  const { rows } = await readSources([source], { columns: { derived: expression } });
  return rows.map((cells) => cells.at(-1));
}

describe("a condition", () => {
  it("compares a column of texts with a number as numbers, whatever else is in it", async () => {
    assert.deepEqual(await kept("rating >= 4"), [1, 4]);
    assert.deepEqual(await kept("rating < 4"), [2]);
    assert.deepEqual(await kept("4 <= rating"), [1, 4]);
    assert.deepEqual(await kept("rating BETWEEN 3 AND 4"), [2, 4]);
    assert.deepEqual(await kept("rating IN (4, 5)"), [1, 4]);
    assert.deepEqual(await kept("rating * 2 > 8 OR rating + 1 = 5"), [1, 4]);
    assert.deepEqual(await kept("length(text) < rating"), [1, 4]);
    assert.deepEqual(await kept("id = 12345678901234567891"), [2]);
  });

  it("compares texts as texts", async () => {
    assert.deepEqual(await kept("id = '007'"), [3]);
    assert.deepEqual(await kept("text = 'None' OR text = 'NA'"), [3, 4]);
    assert.deepEqual(await kept(`"Text 2" IS NULL AND TEXT LIKE 'N%'`), [4]);
    assert.deepEqual(await kept("text ILIKE '%oo%' AND NOT text = 'x'"), [1]);
  });

  it("compares dates and booleans as such", async () => {
    assert.deepEqual(await kept("day >= DATE '2024-01-15'"), [2]);
    assert.deepEqual(await kept("ok = true"), [1, 3]);
  });

  it("reads numbers, nested values and mixed ones of JSON", async () => {
    assert.deepEqual(await kept("n >= 2", lines), [2]);
    assert.deepEqual(await kept("deep->>'role' = 'user'", lines), [1]);
    assert.deepEqual(await kept("mixed = 2", lines), [2]);
    assert.deepEqual(await kept("big = 12345678901234567891", lines), [2]);
  });
});

describe("a derived column", () => {
  it("is computed for each row", async () => {
    assert.deepEqual(await derived("upper(text) || '!'"), ["GOOD!", "FAIR!", "NONE!", "NA!"]);
    assert.deepEqual(await derived("CASE WHEN rating >= 4 THEN 'high' ELSE 'low' END"), [
      "high",
      "low",
      "low",
      "high",
    ]);
    assert.deepEqual(await derived("n + 1", lines), [2, 3]);
    assert.deepEqual(await derived("deep->'role'", lines), ["user", "tool"]);
    assert.deepEqual(await derived("list_transform([1, 2], lambda x: x + n)", lines), [
      [2, 3],
      [3, 4],
    ]);
    assert.deepEqual(await derived("big", lines), [12345678901234567890n, 12345678901234567891n]);
    assert.deepEqual(await derived("'a' -- comment"), ["a", "a", "a", "a"]);
  });

  it("cannot take the name of a column", async () => {
    await assert.rejects(
      readSources([path], { columns: { text: "1" } }),
      /columns\.text: the source has a column/,
    );
  });
});

describe("an expression", () => {
  const refused = [
    "(SELECT count(*) FROM read_text('/etc/passwd')) > 0",
    "(SELECT content FROM read_text('/etc/passwd')) IS NOT NULL",
    "EXISTS (FROM '/etc/passwd')",
    "rating IN (SELECT 1)",
    "true; DROP TABLE batch_1",
    "true FROM read_csv('/etc/passwd')",
    "true WHERE true",
    "true UNION SELECT true",
    "true ORDER BY 1",
    "true LIMIT 1",
    "DISTINCT true",
    "true, false",
    "true AS yes",
    "*",
    "COLUMNS('.*') = 'x'",
    "COPY reviews TO 'x'",
    "1) = 1 FROM read_text('/etc/passwd') --",
    "getenv('HOME') = 'x'",
    "getvariable('x') = 'x'",
    "current_setting('temp_directory') = 'x'",
    "random() < 0.5",
    "now() > DATE '2024-01-01'",
    "current_date > DATE '2024-01-01'",
    "today() > DATE '2024-01-01'",
    "row_number() OVER () = 1",
    "sum(rating) > 1",
    "nextval('x') = 1",
    "main.getenv('HOME') = 'x'",
    "pg_sleep(1) IS NULL",
    "json_serialize_sql('SELECT 1') IS NULL",
    "query('SELECT 1') = 1",
    "unnest([1, 2]) = 1",
    "$1 = 1",
    "#1 = 'x'",
    "list_transform([1], lambda x: getenv('HOME')) IS NULL",
    "CASE WHEN true THEN getenv('HOME') END = 'x'",
    "text::foo(getenv('HOME')) = 'x'",
    "text -> getenv('HOME') = 'x'",
    "",
    "rating >=",
    "SELECT 1",
    "rating >= 4\0",
  ];
  for (const where of refused) {
    it(`is not: ${where.replace("\0", "\\0")}`, async () => {
      await assert.rejects(kept(where), { name: "UserError" });
      await assert.rejects(derived(where), { name: "UserError" });
    });
  }

  it("names the column that was meant", async () => {
    await assert.rejects(
      kept("ratng >= 4"),
      /where: there is no column “ratng”\. Is it “rating”\?/,
    );
  });

  it("that cannot be computed says where", async () => {
    await assert.rejects(
      kept("CAST(rating AS INTEGER) > 1"),
      /rows 1 to 4: an expression cannot be computed: Conversion Error: .*nan.* TRY_CAST gives null/,
    );
  });
});
