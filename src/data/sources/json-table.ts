import type { Cell, SourceColumn } from "../../core/prepare/source-rows.js";
import { exactJson } from "./exact-json.js";
import { ProblemLog } from "./problem-log.js";
import type { SourceTable, TableColumn, TableReading, TableRow } from "./source-table.js";

/** One value of a file of JSON values, as it is written there. */
export interface JsonText {
  readonly text: string;
  /** Line of the file from 1 where it begins. */
  readonly line: number;
}

/** The values of a file, in order. May be called again. */
export type JsonTexts = (signal: AbortSignal) => AsyncIterable<readonly JsonText[]>;

interface JsonRow {
  readonly number: number;
  readonly value: Cell;
}

/** The column of values that are not objects. */
const valueColumn = "value";

/**
 * Opens a file of JSON values. All of it is read once before the first row: any record may have a
 * field that no other has.
 */
export async function openJson(
  path: string,
  texts: JsonTexts,
  problems = new ProblemLog(path),
): Promise<SourceTable> {
  const kinds = new ColumnKinds();
  const first = new JsonReading(path, texts, new AbortController().signal);
  for await (const rows of first.values) for (const { value } of rows) kinds.see(value);
  const columns = kinds.columns();
  const indexOf = new Map(columns.map(({ name }, index) => [name, index]));
  return {
    path,
    columns,
    problems,
    read(signal) {
      const reading = new JsonReading(path, texts, signal);
      return {
        rows: tableRows(reading, indexOf),
        readCount: () => reading.readCount(),
        problems: reading.problems,
      } satisfies TableReading;
    },
  };
}

async function* tableRows(
  reading: JsonReading,
  indexOf: ReadonlyMap<string, number>,
): AsyncGenerator<readonly TableRow[]> {
  for await (const rows of reading.values) {
    yield rows.map(({ number, value }) => {
      const cells = Array.from({ length: indexOf.size }, (): Cell => null);
      for (const [name, cell] of fieldsOf(value)) {
        const index = indexOf.get(name);
        if (index !== undefined) cells[index] = cell;
      }
      return { number, cells };
    });
  }
}

function fieldsOf(value: Cell): readonly (readonly [string, Cell])[] {
  if (Array.isArray(value)) {
    return value.map((cell: Cell, index) => [`column_${index + 1}`, cell] as const);
  }
  if (typeof value === "object" && value !== null) return Object.entries(value);
  return [[valueColumn, value]];
}

class JsonReading {
  readonly problems: ProblemLog;
  readonly values: AsyncIterable<readonly JsonRow[]>;
  #count = 0;

  constructor(path: string, texts: JsonTexts, signal: AbortSignal) {
    this.problems = new ProblemLog(path);
    this.values = this.#read(texts(signal), signal);
  }

  readCount(): number {
    return this.#count;
  }

  async *#read(
    batches: AsyncIterable<readonly JsonText[]>,
    signal: AbortSignal,
  ): AsyncGenerator<readonly JsonRow[]> {
    for await (const batch of batches) {
      signal.throwIfAborted();
      yield batch.flatMap((text) => this.#row(text));
    }
  }

  #row({ text, line }: JsonText): JsonRow[] {
    this.#count += 1;
    try {
      return [{ number: this.#count, value: exactJson(text) }];
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const message = `Line ${line} is not JSON: ${error.message}. Check the file, and mend or remove the line.`;
      this.problems.ofRow({ kind: "json", row: this.#count, message, severity: "error" });
      return [];
    }
  }
}

/** What kinds of values each column has, in the order in which the columns appear. */
class ColumnKinds {
  readonly #kinds = new Map<string, Set<Kind>>();

  see(value: Cell): void {
    for (const [name, cell] of fieldsOf(value)) {
      const kinds = this.#kinds.get(name) ?? new Set();
      this.#kinds.set(name, kinds);
      const kind = kindOf(cell);
      if (kind !== undefined) kinds.add(kind);
    }
  }

  columns(): readonly TableColumn[] {
    return [...this.#kinds].map(([name, kinds]) => ({ name, ...columnTypes(kinds) }));
  }
}

type Kind = "text" | "whole" | "large" | "fraction" | "boolean" | "nested";

function kindOf(cell: Cell): Kind | undefined {
  switch (typeof cell) {
    case "string":
      return "text";
    case "bigint":
      return "large";
    case "number":
      return Number.isSafeInteger(cell) ? "whole" : "fraction";
    case "boolean":
      return "boolean";
    default:
      return cell === null ? undefined : "nested";
  }
}

/** The engine's type: one that holds every value as it is, else the values as text. */
function columnTypes(kinds: ReadonlySet<Kind>): { type: SourceColumn["type"]; sqlType: string } {
  const only = (...allowed: Kind[]): boolean => [...kinds].every((kind) => allowed.includes(kind));
  if (kinds.size === 0 || only("text")) return { type: "text", sqlType: "VARCHAR" };
  if (only("boolean")) return { type: "boolean", sqlType: "BOOLEAN" };
  if (only("whole")) return { type: "number", sqlType: "BIGINT" };
  if (only("whole", "large")) return { type: "number", sqlType: "HUGEINT" };
  if (only("whole", "large", "fraction")) return { type: "number", sqlType: "DOUBLE" };
  if (only("nested")) return { type: "nested", sqlType: "JSON" };
  return { type: kinds.has("nested") ? "nested" : "text", sqlType: "VARCHAR" };
}
