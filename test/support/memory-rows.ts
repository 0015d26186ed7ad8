import type { ByteSource } from "../../src/core/dataset/line-reader.js";
import type { PreparedDataset, RefusedDataset } from "../../src/core/prepare/prepared-dataset.js";
import { prepareDataset } from "../../src/core/prepare/prepare-dataset.js";
import type { RecordStore } from "../../src/core/prepare/record-store.js";
import { compileRecipe } from "../../src/core/prepare/records/compile-recipe.js";
import { readRecipe } from "../../src/core/prepare/recipe/read-recipe.js";
import type { RecipeProblem } from "../../src/core/prepare/recipe/recipe.js";
import type { Cell, SourceColumn, SourceRows } from "../../src/core/prepare/source-rows.js";
import { testTokenizers } from "./test-tokenizers.ts";

/** Rows of a table in memory: each row an object with the same names. */
export function memoryRows(table: readonly Readonly<Record<string, Cell>>[]): SourceRows {
  const names = Object.keys(table[0] ?? {});
  const columns = names.map((name): SourceColumn => ({ name, type: "text" }));
  return {
    columns,
    async *batches(signal) {
      for (let from = 0; from < table.length; from += 1000) {
        signal.throwIfAborted();
        yield table.slice(from, from + 1000).map((row, at) => ({
          number: from + at + 1,
          cells: names.map((name) => row[name] ?? null),
        }));
      }
    },
    report: () => ({ read: table.length, problems: [] }),
    close: () => Promise.resolve(),
  };
}

/** Records in memory. */
export class MemoryStore implements RecordStore {
  readonly lines: string[] = [];

  append(line: string): void {
    this.lines.push(line);
  }

  line(record: number): string {
    return this.lines[record] ?? "";
  }

  source(): ByteSource {
    const bytes = Buffer.from(this.lines.map((line) => `${line}\n`).join(""));
    return {
      bytes: bytes.length,
      readBytes: (target, position) => bytes.copy(target, 0, position),
      lineTooLong: (line) => new Error(`${line}`),
    };
  }
}

export type Ran =
  | { readonly kind: "broken"; readonly problems: readonly RecipeProblem[] }
  | RefusedDataset
  | (PreparedDataset & {
      /** The lines of each part. */
      readonly files: Readonly<Record<string, readonly string[]>>;
    });

/** Runs a recipe on rows in memory. */
export async function runOnRows(
  recipe: string,
  table: readonly Readonly<Record<string, Cell>>[],
): Promise<Ran> {
  const read = readRecipe(recipe);
  if (read.kind === "broken") return read;
  const rows = memoryRows(table);
  const tokens = { tokenizers: testTokenizers, pathOf: (path: string) => path };
  const compiled = compileRecipe(read.recipe, rows.columns, tokens);
  if ("length" in compiled) return { kind: "broken", problems: compiled };
  const store = new MemoryStore();
  const watch = {
    signal: new AbortController().signal,
    progress: () => undefined,
    pause: () => Promise.resolve(),
  };
  const prepared = await prepareDataset(compiled, { rows, store }, watch);
  if (prepared.kind === "refused") return prepared;
  const files = prepared.parts.map(({ name, records }) => [
    name,
    Array.from(records, (at) => store.line(at)),
  ]);
  return { ...prepared, files: Object.fromEntries(files) as Record<string, string[]> };
}

/** What problems say, each with the text that it is about. */
export function told(recipe: string, problems: readonly RecipeProblem[]): readonly string[] {
  return problems.map(
    ({ span, message, severity }) =>
      `${severity} «${recipe.slice(span.start, span.end)}» ${message}`,
  );
}
