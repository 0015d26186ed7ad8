import type {
  Cell,
  SourceColumn,
  SourceProblem,
  SourceReport,
  SourceRequest,
  SourceRow,
  SourceRows,
} from "../../core/prepare/source-rows.js";
import { UserError } from "../user-error.js";
import type { Engine } from "./engine.js";
import { columnType } from "./engine-type.js";
import { batchColumn, evaluatedTable } from "./evaluated-rows.js";
import type { Expression, Expressions, ExpressionScope } from "./expressions.js";
import { compileExpression } from "./expressions.js";
import type { SourceTable, TableColumn, TableReading, TableRow } from "./source-table.js";

export interface Joining {
  readonly request: SourceRequest;
  readonly engine: () => Promise<Engine>;
}

type OpenedRows = Omit<SourceRows, "close">;

/** All tables as one, by the names of their columns, with the recipe's condition and derived columns. */
export async function joinedTables(
  tables: readonly SourceTable[],
  { request, engine }: Joining,
): Promise<OpenedRows> {
  const columns = unitedColumns(tables);
  refuseTaken(columns, Object.keys(request.columns));
  const parts: JoinedTable[] = [];
  for (const table of tables) parts.push(await joinedTable(table, columns, { request, engine }));
  const derived = Object.keys(request.columns).map((name, index): SourceColumn => {
    return {
      name,
      type: commonType(parts.map(({ derivedTypes }) => derivedTypes[index] ?? "text")),
    };
  });
  const opened = [
    ...tables.flatMap(({ problems }) => problems.all()),
    ...differences(tables, columns),
  ];
  let report: SourceReport = { read: 0, problems: opened };
  return {
    columns: [...columns.map(({ name, type }) => ({ name, type })), ...derived],
    report: () => report,
    async *batches(signal) {
      report = { read: 0, problems: opened };
      for (const part of parts) {
        const { read: before, problems } = report;
        const reading = part.read(signal);
        for await (const rows of reading.rows) {
          signal.throwIfAborted();
          report = { read: before + reading.readCount(), problems };
          if (rows.length > 0) yield rows.map((row) => joinedRow(row, part, before));
        }
        report = {
          read: before + reading.readCount(),
          problems: [...problems, ...reading.problems.all()],
        };
      }
    },
  };
}

interface JoinedTable {
  /** For each column of all tables its place in this one, -1 where it has none. */
  readonly indexes: readonly number[];
  readonly width: number;
  readonly derivedTypes: readonly SourceColumn["type"][];
  read(signal: AbortSignal): TableReading;
}

async function joinedTable(
  table: SourceTable,
  all: readonly TableColumn[],
  joining: Joining,
): Promise<JoinedTable> {
  const indexes = all.map(({ name }) => table.columns.findIndex((column) => column.name === name));
  const { request } = joining;
  const place = { indexes, width: table.columns.length };
  if (request.where === undefined && Object.keys(request.columns).length === 0) {
    return { ...place, derivedTypes: [], read: (signal) => table.read(signal) };
  }
  const engine = await joining.engine();
  const own = all.map(
    (column, index): TableColumn => table.columns[indexes[index] ?? -1] ?? column,
  );
  const expressions = await compiled(engine, request, {
    columns: own,
    referenceTo: (index) => referenceTo(table, indexes[index] ?? -1),
  });
  const inEngine = table.inEngine ?? evaluatedTable(engine, table);
  const types = await inEngine.types(expressions);
  return {
    ...place,
    derivedTypes: types.map((type) => columnType(type)),
    read: (signal) => inEngine.select(expressions, signal),
  };
}

function referenceTo({ columns, inEngine }: SourceTable, index: number): string | undefined {
  if (index < 0) return undefined;
  return inEngine === undefined ? batchColumn(index) : columns[index]?.name;
}

async function compiled(
  engine: Engine,
  { where, columns }: SourceRequest,
  scope: ExpressionScope,
): Promise<Expressions> {
  const compile = (place: string, text: string): Promise<Expression> =>
    compileExpression(engine, { place, text }, scope);
  const derived: { readonly name: string; readonly expression: Expression }[] = [];
  for (const [name, text] of Object.entries(columns)) {
    derived.push({ name, expression: await compile(`columns.${name}`, text) });
  }
  return {
    where: where === undefined ? undefined : await compile("where", where),
    columns: derived,
  };
}

function joinedRow(
  { number, cells }: TableRow,
  { indexes, width }: JoinedTable,
  before: number,
): SourceRow {
  const own = indexes.map((index): Cell => (index < 0 ? null : (cells[index] ?? null)));
  return { number: before + number, cells: [...own, ...cells.slice(width)] };
}

/** Columns of all tables, in the order in which they appear. */
function unitedColumns(tables: readonly SourceTable[]): readonly TableColumn[] {
  const united = new Map<string, TableColumn>();
  for (const { columns } of tables) {
    for (const column of columns) {
      const seen = united.get(column.name);
      const type = seen === undefined ? column.type : commonType([seen.type, column.type]);
      united.set(column.name, { ...(seen ?? column), type });
    }
  }
  return [...united.values()];
}

function commonType(types: readonly SourceColumn["type"][]): SourceColumn["type"] {
  const [first = "text"] = types;
  if (types.every((type) => type === first)) return first;
  return types.includes("nested") ? "nested" : "text";
}

function refuseTaken(columns: readonly TableColumn[], derived: readonly string[]): void {
  const taken = derived.find((name) => columns.some((column) => column.name === name));
  if (taken === undefined) return;
  throw new UserError(
    `columns.${taken}: the source has a column “${taken}”. Give the derived one another name.`,
  );
}

/** Columns that only some of the files have. */
function differences(
  tables: readonly SourceTable[],
  columns: readonly TableColumn[],
): readonly SourceProblem[] {
  return tables.flatMap(({ path, columns: own }) => {
    const missing = columns.filter(({ name }) => !own.some((column) => column.name === name));
    if (missing.length === 0) return [];
    const names = missing.map(({ name }) => `“${name}”`).join(", ");
    const message = `${names}, which other files have, ${missing.length === 1 ? "is" : "are"} missing here: empty in all rows of this file.`;
    return [{ path, row: undefined, message, severity: "warning" as const }];
  });
}
