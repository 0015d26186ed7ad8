/** A number of a rule that a `tunewright.json` may change. */
export interface RuleOption {
  /** What holds where nobody says otherwise. */
  readonly usual: number;
  /** The bounds, both included. */
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  /** What it means, with its unit: a sentence. */
  readonly what: string;
}

/** The options of one rule. */
export type RuleOptionTable = Readonly<Record<string, RuleOption>>;

/** Values that differ from the usual ones, by rule id and by name. */
export type RuleOptionValues = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The options of a rule, for whoever lists them and for the rule itself. */
export interface RuleOptions<Name extends string> {
  readonly table: Readonly<Record<Name, RuleOption>>;
  /** The values that hold in a check. */
  of(context: { readonly options: RuleOptionValues }): Readonly<Record<Name, number>>;
}

/** Makes the options of the rule with this id. */
export function ruleOptions<const Name extends string>(
  rule: string,
  table: Readonly<Record<Name, RuleOption>>,
): RuleOptions<Name> {
  let known:
    { readonly options: RuleOptionValues; readonly values: Record<Name, number> } | undefined;
  return {
    table,
    of({ options }) {
      // Rules ask for every record of a check.
      if (known?.options !== options) known = { options, values: valuesOf(table, options[rule]) };
      return known.values;
    },
  };
}

function valuesOf<Name extends string>(
  table: Readonly<Record<Name, RuleOption>>,
  own: Readonly<Record<string, number>> | undefined,
): Record<Name, number> {
  const values = Object.entries<RuleOption>(table).map(([name, { usual }]) => [
    name,
    own?.[name] ?? usual,
  ]);
  // The names are those of the table.
  return Object.fromEntries(values) as Record<Name, number>;
}
