import type { TargetId } from "../../../src/core/targets/target.js";

/**
 * A check that somebody else has written, told again from its description: it shares nothing with
 * our engine and says of a line why it is refused.
 */
export interface Oracle {
  readonly title: string;
  /** The check that is told again. */
  readonly source: string;
  /** The target of ours that speaks for the same readers. */
  readonly target: TargetId;
  /** Why a line is refused, in a few words; `undefined` where it is taken. */
  refusalOf(line: string): string | undefined;
}

export type Fields = Readonly<Record<string, unknown>>;

/** What makes a check end: the first fault. */
export class Refusal extends Error {}

/** Ends a check unless something holds. */
export function need(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Refusal(otherwise);
}

/** Runs a check on a line that Python's `json.loads` reads. */
export function refusalIn(line: string, check: (value: unknown) => void): string | undefined {
  try {
    check(pythonValue(line));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** What Python reads: JSON, and also NaN and Infinity. */
function pythonValue(line: string): unknown {
  need(!line.startsWith("\uFEFF"), "a byte order mark");
  const json = line.replace(/"(?:[^"\\]|\\.)*"|NaN|-?Infinity/g, (found) =>
    found.startsWith('"') ? found : "0.5",
  );
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal("no JSON");
    throw error;
  }
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Whether a member is there and not null: Python's `get` gives `None` for both. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** What Python takes for true. */
export function isTrue(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.keys(value).length > 0
    : Boolean(value);
}
