import { isObject } from "./is-object.js";
import type { RecipeFinding, RecipePreview } from "./recipe-messages.js";

/** What the page of a recipe shows. Every text in it may be somebody else's. */
export interface RecipePageState {
  readonly name: string;
  /** Whether a newer look is under way. */
  readonly isLooking: boolean;
  /** The last preview; `null` before the first, and where the recipe cannot be run. */
  readonly preview: RecipePreview | null;
  readonly findings: readonly RecipeFinding[];
  /** Why nothing could be looked at at all. */
  readonly failure: string | null;
  /** Hosts that have to be allowed first. */
  readonly unreachedHosts: readonly string[];
}

/** Which recipe a page is about. */
export interface RecipePageMemory {
  /** The URI of its file. */
  readonly recipe: string;
}

/** What a page is given when it opens. */
export interface RecipePageOpening {
  readonly state: RecipePageState;
  /** What the page keeps over a restart of the editor. */
  readonly memory: RecipePageMemory;
  /** The contents of a translation bundle. */
  readonly translation: Readonly<Record<string, string>> | null;
}

/** The editor side: what the page may ask. */
export interface RecipePageHost {
  /** Tells everything; asked when the page opens. */
  ready(): RecipePageOpening;
  /** Shows the place of a finding in the recipe. */
  reveal(arg: { readonly start: number; readonly end: number }): void;
  /** Asks whether hosts may be reached, then looks again. */
  allow(): void;
  prepare(): void;
}

/** The page's side: what the editor may tell it. */
export interface RecipePageUi {
  show(arg: RecipePageState): void;
}

/** Whether a page has kept which recipe it was about. */
export function isRecipePageMemory(value: unknown): value is RecipePageMemory {
  return isObject(value) && typeof value["recipe"] === "string";
}

/** Whether a page sent a place in its recipe. */
export function isPlace(value: unknown): value is { readonly start: number; readonly end: number } {
  return isObject(value) && isOffset(value["start"]) && isOffset(value["end"]);
}

function isOffset(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
