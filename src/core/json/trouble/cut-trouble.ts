import { lastIn } from "../json-tree.js";
import type { Span } from "../span.js";
import type { Mend, Place, Trouble } from "./trouble.js";
import { closersOf, closing, replace } from "./trouble.js";

/** Names the end of a text in which something is still open. */
export function endTrouble(place: Place): Trouble {
  const end = place.text.length;
  return {
    kind: "unexpected-end",
    span: { start: Math.max(end - 1, 0), end },
    mend: () => mendEnd(place),
  };
}

function mendEnd(place: Place): Mend | undefined {
  const { text, tree } = place;
  if (tree.state !== "comma") return cutBack(place);
  return {
    edits: [replace(text.length, text.length, closersOf(tree.brackets))],
    isCertain: false,
    steps: closing(tree.brackets.length),
    position: text.length,
    isCut: true,
  };
}

/** Takes away what is not complete and closes the rest. */
export function cutBack({ text, tree }: Place): Mend | undefined {
  const depth = tree.brackets.findLastIndex((bracket) => lastIn(bracket) !== undefined) + 1;
  const kept = tree.brackets.slice(0, depth);
  const innermost = kept.at(-1);
  const last: Span | undefined = innermost && lastIn(innermost);
  if (last === undefined) return undefined;
  return {
    edits: [replace(last.end, text.length, closersOf(kept))],
    isCertain: false,
    steps: ["cut-back", ...closing(depth)],
    position: text.length,
    replacesFrom: last.end,
    isCut: true,
  };
}
