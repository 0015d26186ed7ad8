import type { JsonProblemKind } from "../json-problem.js";
import type { TreeView } from "../json-tree.js";
import type { Edit, Span } from "../span.js";
import type { Lookahead } from "./lookahead.js";

/** Where a text stops being JSON, with all that was read before. */
export interface Place {
  readonly text: string;
  /** The first character that does not fit; the text's length where more should come. */
  readonly position: number;
  /** Where the string starts in which that is. */
  readonly stringStart: number | undefined;
  readonly tree: TreeView;
  readonly lookahead: Lookahead;
}

/** What is wrong at a place, and what to do about it. */
export interface Trouble {
  readonly kind: JsonProblemKind;
  readonly span: Span;
  /** What JSON wants there, where that is one thing. */
  readonly expected?: string;
  /** How to go on, where there is a sensible way. */
  readonly mend?: () => Mend | undefined;
}

/**
 * What a mend does to the tree.
 *
 * `string` and `atom` add the value at `Mend.value`, `forget` takes the last key or value back,
 * `cut-back` all that is not complete, `reopen` the root's closing bracket. `wrap` puts the value
 * before the last comma into an array. `record` starts anew, `split` with the next record of the
 * line.
 */
export type Step =
  | "array"
  | "atom"
  | "close"
  | "colon"
  | "comma"
  | "cut-back"
  | "forget"
  | "object"
  | "record"
  | "reopen"
  | "split"
  | "string"
  | "take-back-comma"
  | "wrap";

/** How reading can go on as if the text had been right. */
export interface Mend {
  readonly edits: readonly Edit[];
  /** Whether the meaning is not in doubt: nothing is guessed, added or dropped. */
  readonly isCertain: boolean;
  readonly steps: readonly Step[];
  /** Where reading goes on. */
  readonly position: number;
  /** Where the string or atom stands that a step adds. */
  readonly value?: Span;
  /** From where on earlier edits no longer count, because these edits replace them. */
  readonly replacesFrom?: number;
  /** Whether the line was cut, so that what is mended may not be worth having. */
  readonly isCut?: true;
}

/** An edit that replaces `[start, end)`. */
export function replace(start: number, end: number, text: string): Edit {
  return { span: { start, end }, text };
}

/** Takes characters out and reads on behind them. */
export function dropping(start: number, end: number, isCertain: boolean): Mend {
  return { edits: [replace(start, end, "")], isCertain, steps: [], position: end };
}

/** The brackets that close what is open, innermost first. */
export function closersOf(brackets: TreeView["brackets"]): string {
  return brackets
    .map(({ kind }) => closerOf(kind))
    .reverse()
    .join("");
}

/** The bracket that closes an object or an array. */
export function closerOf(kind: "object" | "array"): "}" | "]" {
  return kind === "object" ? "}" : "]";
}

/** As many steps that close brackets. */
export function closing(count: number): readonly Step[] {
  return Array<Step>(count).fill("close");
}
