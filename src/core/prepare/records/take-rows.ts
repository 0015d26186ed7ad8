import * as l10n from "@vscode/l10n";
import type { JsonObject } from "../../json/json-node.js";
import { valueAt } from "../../json/value-at.js";
import type { Span } from "../../json/span.js";
import { recordTokens } from "../../tokens/record-tokens.js";
import type { Cell, SourceRow } from "../source-rows.js";
import { instantOf } from "../templates/instant.js";
import { keyText } from "../templates/template-values.js";
import type { CompiledRecipe, NamedValue } from "./compile-recipe.js";
import { fieldText } from "./field-text.js";
import { RowFault } from "./record-maker.js";

/** What becomes of a row before records are compared with one another. */
export type TakenRow =
  | { readonly kind: "left"; readonly step: "labels" | "keep" }
  | { readonly kind: "record"; readonly record: JsonObject; readonly facts: RowFacts }
  | { readonly kind: "fault"; readonly message: string; readonly span: Span };

/** What later steps need to know of a row, beside its record. */
export interface RowFacts {
  /** `undefined` where records have no labels. */
  readonly label: string | undefined;
  readonly stratum: string;
  /** `undefined` where the row belongs to no group. */
  readonly group: string | undefined;
  /** Milliseconds, or whatever number orders the rows. */
  readonly time: number;
}

/** Stands between values that make one key together. */
export const between = "\u0000";

/** Makes records of rows, one by one: labels, templates, keep. */
export class RowTaker {
  readonly #compiled: CompiledRecipe;

  constructor(compiled: CompiledRecipe) {
    this.#compiled = compiled;
  }

  take(row: SourceRow): TakenRow {
    const labelled = this.#label(row.cells);
    if (labelled === undefined) return { kind: "left", step: "labels" };
    const { cells, label } = labelled;
    try {
      const record = this.#compiled.maker.make(cells);
      if (!this.#isKept(record, cells)) return { kind: "left", step: "keep" };
      return { kind: "record", record, facts: this.#facts(record, cells, label) };
    } catch (cause) {
      if (cause instanceof RowFault)
        return { kind: "fault", message: cause.message, span: cause.span };
      throw cause;
    }
  }

  /** The cells with the label's new name; `undefined` where the row is left out. */
  #label(
    cells: readonly Cell[],
  ): { readonly cells: readonly Cell[]; readonly label: string | undefined } | undefined {
    const { labelColumn, recipe } = this.#compiled;
    const { labels } = recipe;
    if (labelColumn === undefined || labels === undefined) return { cells, label: undefined };
    const old = keyText(cells[labelColumn] ?? null);
    const label = labels.renamed.get(old)?.value ?? old;
    if (labels.dropped.has(old) || labels.dropped.has(label)) return undefined;
    return { cells: label === old ? cells : cells.with(labelColumn, label), label };
  }

  #isKept(record: JsonObject, cells: readonly Cell[]): boolean {
    const { recipe, format, nonEmpty } = this.#compiled;
    const { keep } = recipe;
    if (nonEmpty.some((named) => this.#text(named, record, cells).trim() === "")) return false;
    const { minimumCharacters: least = 0, maximumCharacters: most = Infinity } = keep;
    if (least > 0 || most < Infinity) {
      const length = format.texts(record).reduce((sum, { text }) => sum + text.length, 0);
      if (length < least || length > most) return false;
    }
    return this.#hasTokens(record);
  }

  #hasTokens(record: JsonObject): boolean {
    const { recipe, format, tokens } = this.#compiled;
    const { minimumTokens: least = 0, maximumTokens: most = Infinity } = recipe.keep;
    const counter = tokens.counter();
    if (counter === undefined || (least === 0 && most === Infinity)) return true;
    const { total } = recordTokens(record, {
      format,
      counter,
      overhead: tokens.overhead,
      ...(most < Infinity && { most: Math.max(most, least) }),
    });
    return total >= least && total <= most;
  }

  #facts(record: JsonObject, cells: readonly Cell[], label: string | undefined): RowFacts {
    const { stratify, group, time, format } = this.#compiled;
    const groups = group.map((index) => keyText(cells[index] ?? null));
    const path = format.completionTextPath(record);
    const completion = path && valueAt(record, path);
    return {
      label: label ?? (typeof completion === "string" ? completion.trim() : undefined),
      stratum: stratify.map((named) => this.#text(named, record, cells)).join(between),
      group: groups.every((value) => value.trim() === "") ? undefined : groups.join(between),
      time: time === undefined ? 0 : this.#time(cells[time] ?? null),
    };
  }

  #time(cell: Cell): number {
    if (typeof cell === "number" || typeof cell === "bigint") return Number(cell);
    const text = keyText(cell);
    const number = text.trim() === "" ? NaN : Number(text);
    const time = Number.isFinite(number) ? number : instantOf(text);
    if (time !== undefined) return time;
    const span = this.#compiled.recipe.split?.time?.span ?? { start: 0, end: 0 };
    throw new RowFault(l10n.t('"{0}" is no date such as 2024-05-31, and no number.', text), span);
  }

  #text(named: NamedValue, record: JsonObject, cells: readonly Cell[]): string {
    if (named.kind === "column") return keyText(cells[named.index] ?? null);
    return fieldText(record, named.name, this.#compiled.format);
  }
}
