import * as l10n from "@vscode/l10n";
import { grouped } from "../../grouped.js";
import type { JsonObject } from "../../json/json-node.js";
import { wordColumn } from "../../dataset/growing-column.js";
import { textScanner } from "../../kernel/shared-scanners.js";
import { didYouMean } from "../recipe/check-shape.js";
import type { Placed, RecipeProblem } from "../recipe/recipe.js";
import type { CompiledRecipe } from "../records/compile-recipe.js";
import type { Cell } from "../source-rows.js";
import { KeyTable } from "../steps/key-table.js";
import { keyText } from "../templates/template-values.js";
import type { TemplateSeparator } from "./template-findings.js";
import { separatorOf } from "./template-findings.js";

/** A column that says whose or of what a row is, by its name. */
const idName = /(?:^|[\s_-])id$|[a-z]I[dD]$/i;
const mostIds = 3;

interface IdColumn {
  readonly name: string;
  readonly index: number;
  readonly values: KeyTable;
  readonly numbers: ReturnType<typeof wordColumn>;
}

/** What only the rows tell of a recipe: filled row by row, asked at the end. */
export class DataFindings {
  readonly #compiled: CompiledRecipe;
  readonly #separator: TemplateSeparator | undefined;
  readonly #ids: readonly IdColumn[];
  readonly #labels = new Map<string, number>();
  #inside = 0;
  #firstInside = 0;
  #records = 0;
  #withoutGroup = 0;

  constructor(compiled: CompiledRecipe) {
    this.#compiled = compiled;
    this.#separator = separatorOf(compiled.recipe);
    this.#ids = idColumns(compiled);
  }

  /** Notes a row's label as it is in the source. */
  addLabel(label: string): void {
    const count = this.#labels.get(label) ?? 0;
    // Who has more labels has none.
    if (count > 0 || this.#labels.size < mostLabelsNoted) this.#labels.set(label, count + 1);
  }

  /** Notes a record that is kept; in the order of the record table. */
  addRecord(
    record: JsonObject,
    {
      row,
      cells,
      group,
    }: {
      readonly row: number;
      readonly cells: readonly Cell[];
      readonly group: string | undefined;
    },
  ): void {
    for (const { index, values, numbers } of this.#ids) {
      const [low, high] = textScanner().hashText(keyText(cells[index] ?? null));
      numbers.set(this.#records, values.add(low, high));
    }
    this.#records += 1;
    if (group === undefined) this.#withoutGroup += 1;
    const { prompt } = record;
    const separator = this.#separator?.value;
    if (separator === undefined || typeof prompt !== "string") return;
    const at = prompt.indexOf(separator.trim());
    if (at < 0 || at >= prompt.length - separator.length) return;
    if (this.#inside === 0) this.#firstInside = row;
    this.#inside += 1;
  }

  problems(parts: readonly Uint32Array<ArrayBuffer>[]): readonly RecipeProblem[] {
    return [
      ...this.#separatorInData(),
      ...this.#labelUses(),
      ...this.#ungrouped(),
      ...this.#spreadIds(parts),
    ];
  }

  #separatorInData(): readonly RecipeProblem[] {
    const separator = this.#separator;
    if (separator === undefined || this.#inside === 0) return [];
    const { text, start, value } = separator;
    const message = l10n.t(
      "The separator also stands inside of {0} prompts (first in row {1}): a model would not know where they end.",
      this.#inside,
      this.#firstInside,
    );
    return [{ span: text.place(start, start + value.length), message, severity: "warning" }];
  }

  /** What became of labels that the recipe names, and those that no row has. */
  #labelUses(): readonly RecipeProblem[] {
    const { labels } = this.#compiled.recipe;
    if (labels === undefined) return [];
    const known = [...this.#labels.keys()];
    const problems: RecipeProblem[] = [];
    const tell = (
      label: string,
      span: RecipeProblem["span"],
      told: (count: number) => string,
    ): void => {
      const count = this.#labels.get(label);
      const missing = l10n.t('No row has the label "{0}".', label) + didYouMean(label, known);
      if (count === undefined) problems.push({ span, message: missing, severity: "warning" });
      else problems.push({ span, message: told(count), severity: "information" });
    };
    for (const [old, place] of labels.renamed) {
      tell(old, place.span, (count) => renamedText(old, place, count));
    }
    const names = new Set([...labels.renamed.values()].map(({ value }) => value));
    for (const [label, span] of labels.dropped) {
      if (!names.has(label))
        tell(label, span, (count) =>
          l10n.t('{0} rows with the label "{1}" are left out.', grouped(count), label),
        );
    }
    return problems;
  }

  #ungrouped(): readonly RecipeProblem[] {
    const [group] = this.#compiled.recipe.split?.group ?? [];
    if (group === undefined || this.#withoutGroup === 0) return [];
    const message = l10n.t(
      '{0} records have no "{1}": each counts as a group of its own.',
      this.#withoutGroup,
      group.value,
    );
    return [{ span: group.span, message, severity: "information" }];
  }

  /** Columns that would be groups and are in several parts. */
  #spreadIds(parts: readonly Uint32Array<ArrayBuffer>[]): readonly RecipeProblem[] {
    const { split } = this.#compiled.recipe;
    if (split === undefined) return [];
    return this.#ids.flatMap(({ name, values, numbers }): RecipeProblem[] => {
      // Where hardly any value repeats, it numbers the rows.
      if (values.size * 2 > this.#records) return [];
      const spread = inSeveral(parts, (record) => numbers.get(record), values.size);
      if (spread === 0) return [];
      const message = l10n.t(
        '{0} values of "{1}" are in several parts: where records with one of them are alike, "group: {1}" keeps them together.',
        spread,
        name,
      );
      return [{ span: split.span, message, severity: "information" }];
    });
  }
}

const mostLabelsNoted = 10_000;

function renamedText(old: string, { value }: Placed<string>, count: number): string {
  return l10n.t('{0} rows with the label "{1}" become "{2}".', grouped(count), old, value);
}

function idColumns({ recipe, columns }: CompiledRecipe): readonly IdColumn[] {
  const { split } = recipe;
  if (split === undefined || split.group.length > 0 || split.time !== undefined) return [];
  const named = columns.names.flatMap((name, index) =>
    idName.test(name) ? [{ name, index }] : [],
  );
  return named
    .slice(0, mostIds)
    .map((column) => ({ ...column, values: new KeyTable(), numbers: wordColumn() }));
}

function inSeveral(
  parts: readonly Uint32Array<ArrayBuffer>[],
  numberOf: (record: number) => number,
  size: number,
): number {
  const firstParts = new Uint8Array(size);
  const isSpread = new Uint8Array(size);
  parts.forEach((records, part) => {
    for (const record of records) {
      const number = numberOf(record);
      const first = firstParts[number] ?? 0;
      if (first === 0) firstParts[number] = part + 1;
      else if (first !== part + 1) isSpread[number] = 1;
    }
  });
  return isSpread.reduce((sum, one) => sum + one, 0);
}
