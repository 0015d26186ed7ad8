import type { Cell, SourceColumn } from "../../core/prepare/source-rows.js";
import type { TableColumn } from "./source-table.js";

/** What kinds of values each column has, in the order in which the columns appear. */
export class ColumnKinds {
  readonly #kinds = new Map<string, Set<Kind>>();

  see(name: string, cell: Cell): void {
    this.#seeKind(name, kindOf(cell));
  }

  /** A text that is a date or a time. */
  seeDate(name: string): void {
    this.#seeKind(name, "date");
  }

  #seeKind(name: string, kind: Kind | undefined): void {
    const kinds = this.#kinds.get(name) ?? new Set();
    this.#kinds.set(name, kinds);
    if (kind !== undefined) kinds.add(kind);
  }

  columns(): readonly TableColumn[] {
    return [...this.#kinds].map(([name, kinds]) => ({ name, ...columnTypes(kinds) }));
  }
}

type Kind = "text" | "date" | "whole" | "large" | "fraction" | "boolean" | "nested";

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
  // A condition reads a text as a date where it meets one.
  if (only("date")) return { type: "date", sqlType: "VARCHAR" };
  if (only("boolean")) return { type: "boolean", sqlType: "BOOLEAN" };
  if (only("whole")) return { type: "number", sqlType: "BIGINT" };
  if (only("whole", "large")) return { type: "number", sqlType: "HUGEINT" };
  if (only("whole", "large", "fraction")) return { type: "number", sqlType: "DOUBLE" };
  if (only("nested")) return { type: "nested", sqlType: "JSON" };
  return { type: kinds.has("nested") ? "nested" : "text", sqlType: "VARCHAR" };
}
