import type { LinePlace } from "../rules/rule.js";

/** The refs of a group as they stand in the file. */
export function inOrder(group: Iterable<number>, place: LinePlace): readonly number[] {
  return [...group].sort((a, b) => place(a) - place(b));
}
