// How long `tunewright prepare` takes for a large table and how much memory, as a ratio to DuckDB's
// own copy of the same rows to JSON in the same run: `node scripts/bench/prepare-large.ts [ROWS]`.
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "../samples/seeded-random.ts";
import { measureNode } from "./measure-process.ts";
import { wordSource } from "./review-words.ts";

const root = join(import.meta.dirname, "../..");
const rows = Number(process.argv[2] ?? 1_200_000);

/** One row in so many is an earlier one with a few other words. */
const nearEvery = 50;
const products = 40_000;

const start = `source: rows.csv
format: prompt-completion
prompt: "{{ title }}\\n\\n{{ body }}\\n\\n###\\n\\n"
completion: " {{ stars }}"
conflicts: first
`;

const recipes: Readonly<Record<string, string>> = {
  "record, stratified":
    "deduplicate: record\nsplit: { train: 0.8, validation: 0.1, test: 0.1, stratify: completion }\n",
  "record, grouped and stratified":
    "deduplicate: record\nsplit: { train: 0.8, validation: 0.1, test: 0.1, group: product, stratify: completion }\n",
  "near, stratified":
    "deduplicate: near\nsplit: { train: 0.8, validation: 0.1, test: 0.1, stratify: completion }\n",
  "near, grouped and stratified":
    "deduplicate: near\nsplit: { train: 0.8, validation: 0.1, test: 0.1, group: product, stratify: completion }\n",
};

const folder = mkdtempSync(join(tmpdir(), "tunewright-large-"));
try {
  writeRows(join(folder, "rows.csv"));
  const { size } = statSync(join(folder, "rows.csv"));
  say(`${rows} rows, ${Math.round(size / 1e6)} MB`);
  for (const [name, rest] of Object.entries(recipes)) {
    const copied = measureNode(["-e", copyByEngine()], folder);
    writeFileSync(join(folder, "large.recipe.yaml"), `${start}${rest}`);
    const prepare = [join(root, "dist/cli.js"), "prepare", join(folder, "large.recipe.yaml")];
    const prepared = measureNode([...prepare, "--yes"], folder);
    const ratio = (prepared.seconds / copied.seconds).toFixed(1);
    const [ours, theirs] = [prepared, copied].map(({ peakMebibytes }) => Math.round(peakMebibytes));
    say(
      `${name}: ${prepared.seconds.toFixed(1)} s, ${ours} MiB; copy ${copied.seconds.toFixed(1)} s, ${theirs} MiB; ratio ${ratio}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function copyByEngine(): string {
  const [from, to] = ["rows.csv", "copy.json"].map((name) => join(folder, name));
  return `require(${JSON.stringify(join(root, "node_modules/@duckdb/node-api"))}).DuckDBInstance.create(":memory:", { threads: "2" })
    .then((instance) => instance.connect())
    .then((connection) => connection.run("COPY (SELECT * FROM read_csv('${from}', all_varchar = true)) TO '${to}' (FORMAT json)"))`;
}

function writeRows(path: string): void {
  const random = seededRandom(1);
  const words = wordSource(random);
  const earlier: string[] = [];
  const descriptor = openSync(path, "w");
  let lines = ["id,product,title,body,stars"];
  for (let row = 0; row < rows; row += 1) {
    const copied = row % nearEvery === 0 ? earlier[random.below(earlier.length)] : undefined;
    const body =
      copied === undefined
        ? Array.from({ length: 12 + random.below(30) }, words).join(" ")
        : `${copied} ${words()}`;
    if (row % 7 === 0 && earlier.length < 10_000) earlier.push(body);
    const stars = 1 + Math.floor(5 * Math.sqrt(random.next()));
    const cells = [
      row,
      `p${random.below(products)}`,
      quoted(`${words()} ${words()}`),
      quoted(body),
    ];
    lines.push([...cells, stars].join(","));
    if (lines.length < 10_000) continue;
    writeSync(descriptor, `${lines.join("\n")}\n`);
    lines = [];
  }
  writeSync(descriptor, `${lines.join("\n")}\n`);
  closeSync(descriptor);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
