import type { SourceColumn } from "../source-rows.js";

/** The columns of a source under the names that templates have for them. */
export class ColumnNames {
  readonly columns: readonly SourceColumn[];
  readonly #byName = new Map<string, number>();
  readonly #byAlias = new Map<string, number>();

  constructor(columns: readonly SourceColumn[]) {
    this.columns = columns;
    columns.forEach(({ name }, index) => this.#byName.set(name, index));
    const taken = new Set<string>();
    columns.forEach(({ name }, index) => {
      const alias = aliasOf(name);
      // Two columns of one alias have none: nobody could tell which is meant.
      if (taken.has(alias)) this.#byAlias.delete(alias);
      else if (!this.#byName.has(alias)) this.#byAlias.set(alias, index);
      taken.add(alias);
    });
  }

  /** Where a column stands, by its own name. */
  index(name: string): number | undefined {
    return this.#byName.get(name);
  }

  /** Where a column stands, by the name that a template has for it. */
  variable(name: string): number | undefined {
    return this.#byName.get(name) ?? this.#byAlias.get(name);
  }

  /** What templates call the columns. */
  get variables(): readonly string[] {
    return this.columns.map(({ name }, index) => {
      const alias = aliasOf(name);
      return this.variable(alias) === index ? alias : name;
    });
  }

  get names(): readonly string[] {
    return this.columns.map(({ name }) => name);
  }
}

/** A name as templates can write it: `Review Text` is `Review_Text`. */
export function aliasOf(name: string): string {
  const alias = name.trim().replace(/\W+/g, "_");
  return /^\d/.test(alias) ? `_${alias}` : alias;
}
