import type { Span } from "./span.js";

/** What can be wrong with a line that should hold one JSON value. */
export type JsonProblemKind =
  | "bad-escape"
  | "bad-number"
  | "comma-after-record"
  | "comment"
  | "control-character"
  | "escaped-quotes"
  | "extra-bracket"
  | "extra-comma"
  | "mismatched-bracket"
  | "missing-bracket"
  | "missing-colon"
  | "missing-comma"
  | "missing-quote"
  | "missing-value"
  | "not-a-value"
  | "python-literal"
  | "second-value"
  | "single-quotes"
  | "text-before-record"
  | "trailing-comma"
  | "unescaped-quote"
  | "unexpected-character"
  | "unexpected-end"
  | "unquoted-key"
  | "wrong-quotes"
  | "wrong-sign";

/** Where in the grammar the parser stood: what it waited for. */
export type ParserState = "value" | "first-item" | "first-key" | "key" | "colon" | "comma" | "done";

/** The first thing that makes a text something other than one JSON value. */
export interface JsonProblem {
  readonly kind: JsonProblemKind;
  /** The characters that are wrong; the last character of the text where it ends too early. */
  readonly span: Span;
  /** The text at `span`. */
  readonly found: string;
  /** What JSON wants there, where that is one thing: a bracket, a comma, a colon. */
  readonly expected: string | undefined;
  readonly state: ParserState;
  /** Whether the problem lies inside a string. */
  readonly inString: boolean;
  /** The brackets that are still open, as they would have to be closed: innermost first. */
  readonly closers: string;
}
