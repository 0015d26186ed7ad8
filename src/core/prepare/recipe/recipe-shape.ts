/** What kind of value a key of a recipe takes. Read, published and documented from one table. */
export type Shape =
  | { readonly kind: "text" }
  /** SQL over columns. */
  | { readonly kind: "expression" }
  /** A template, or a tree of them. */
  | { readonly kind: "template" }
  /** A label: any plain value, as it is written. */
  | { readonly kind: "label" }
  | { readonly kind: "boolean" }
  | NumberShape
  | { readonly kind: "choice"; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: "list"; readonly of: Shape }
  /** Names that a person chooses, each with a value. */
  | { readonly kind: "map"; readonly of: Shape }
  | { readonly kind: "object"; readonly keys: RecipeKeys }
  /** The first of them that takes a value of this kind. */
  | { readonly kind: "either"; readonly shapes: readonly Shape[] };

/** A number and its range. */
export interface NumberShape {
  readonly kind: "number";
  readonly isWhole: boolean;
  readonly least: number;
  readonly most?: number;
  /** Whether `least` itself is too little. */
  readonly isAbove?: true;
}

/** One key of a recipe. */
export interface RecipeKey {
  readonly what: string;
  /** How a value of it looks, for people. */
  readonly example: string;
  readonly shape: Shape;
}

/** Keys by their names. */
export type RecipeKeys = Readonly<Record<string, RecipeKey>>;

/** A whole number from a least one. */
export function wholeNumber(least: number): NumberShape {
  return { kind: "number", isWhole: true, least };
}

/** One value or a list of them. */
export function oneOrMore(of: Shape): Shape {
  return { kind: "either", shapes: [of, { kind: "list", of }] };
}
