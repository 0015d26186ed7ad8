import type { JsonNode } from "../json-node.js";
import { skipBlanks } from "../json-tokens.js";
import { lastIn } from "../json-tree.js";
import { countClosed } from "./bracket-trouble.js";
import { isQuotedKey } from "./text-end.js";
import type { Mend, Place, Step, Trouble } from "./trouble.js";
import { replace } from "./trouble.js";

/** How a missing bracket is put in. */
interface MissingBracket {
  readonly bracket: "{" | "}" | "[" | "]";
  /** Where it belongs. */
  readonly position: number;
  /** The character that shows that it is missing. */
  readonly shownAt: number;
  readonly steps: readonly Step[];
  /** The string that a step adds again. */
  readonly string?: JsonNode;
}

function missing({ position }: Place, found: MissingBracket): Trouble {
  const { bracket, shownAt, steps, string } = found;
  const mend: Mend = {
    edits: [replace(found.position, found.position, bracket)],
    isCertain: false,
    steps,
    position,
  };
  return {
    kind: "missing-bracket",
    span: { start: shownAt, end: shownAt + 1 },
    expected: bracket,
    mend: () =>
      string === undefined ? mend : { ...mend, value: { start: string.start, end: string.end } },
  };
}

/** The last complete value in the innermost open bracket. */
function lastValue({ tree }: Place): JsonNode | undefined {
  const top = tree.brackets.at(-1);
  return top && lastIn(top);
}

/** Whether the rest of the line closes one bracket more than is open. */
function closesMore(place: Place): boolean {
  return countClosed(place) === place.tree.brackets.length + 1;
}

/** An object between the items of an array, or an array as a value, that was not opened. */
function missingStart(place: Place, bracket: "{" | "[", first: JsonNode): Trouble {
  const { start } = first;
  if (bracket === "[") {
    return missing(place, { bracket, position: start, shownAt: start, steps: ["wrap"] });
  }
  const steps = ["forget", "object", "string"] as const;
  return missing(place, { bracket, position: start, shownAt: start, steps, string: first });
}

/** A colon behind a value: that is a key, and a bracket is missing before it. */
export function bracketBeforeKey(place: Place): Trouble | undefined {
  const { text, position, tree } = place;
  const { last } = tree;
  if (text.charAt(position) !== ":" || last?.kind !== "string") return undefined;
  return closesMore(place) ? missingStart(place, "{", last) : endOfArray(place, last);
}

/** The array that ends before its last item, which is a key. */
function endOfArray(place: Place, key: JsonNode): Trouble | undefined {
  const { brackets, commaAt } = place.tree;
  const [parent, top] = brackets.slice(-2);
  if (parent?.kind !== "object" || top?.kind !== "array" || commaAt < 0) return undefined;
  const before = top.items.at(-2);
  if (before === undefined) return undefined;
  const steps = ["forget", "take-back-comma", "close", "comma", "string"] as const;
  return missing(place, {
    bracket: "]",
    position: before.end,
    shownAt: commaAt,
    steps,
    string: key,
  });
}

/** `[, "key": …`: the array was not closed. */
export function endOfEmptyArray(place: Place): Trouble | undefined {
  const { text, position, tree } = place;
  if (tree.state !== "first-item" || tree.brackets.at(-2)?.kind !== "object") return undefined;
  if (!isQuotedKey(text, skipBlanks(text, position + 1))) return undefined;
  return missing(place, { bracket: "]", position, shownAt: position, steps: ["close"] });
}

/** A value where a key should be: the object before was not closed, or an array not opened. */
export function bracketBeforeValue(place: Place): Trouble | undefined {
  const { text, position, tree } = place;
  const before = valueBeforeComma(place);
  const kind = kindOfValue(text.charAt(position));
  if (before === undefined || kind === undefined) return undefined;
  const isBracket = kind !== "atom";
  if (isBracket && tree.brackets.at(-2)?.kind === "array") return endOfObject(place, before);
  const isNextItem = before.kind === kind && (isBracket || closesMore(place));
  return isNextItem ? missingStart(place, "[", before) : undefined;
}

function valueBeforeComma(place: Place): JsonNode | undefined {
  const { commaAt, state } = place.tree;
  return commaAt < 0 || state !== "key" ? undefined : lastValue(place);
}

function kindOfValue(character: string): JsonNode["kind"] | undefined {
  if (character === "{") return "object";
  if (character === "[") return "array";
  return /[-\d]/.test(character) ? "atom" : undefined;
}

function endOfObject(place: Place, { end }: JsonNode): Trouble {
  const shownAt = place.tree.commaAt;
  const steps = ["take-back-comma", "close", "comma"] as const;
  return missing(place, { bracket: "}", position: end, shownAt, steps });
}

/** A text where a key should be: the array that it is an item of was not opened. */
export function startOfTexts(place: Place): Trouble | undefined {
  const { text, position, tree } = place;
  const before = lastValue(place);
  if (before?.kind !== "string" || tree.last === undefined) return undefined;
  if (!",]".includes(text.charAt(position)) || !closesMoreWith(place)) return undefined;
  const { start } = before;
  return missing(place, {
    bracket: "[",
    position: start,
    shownAt: start,
    steps: ["forget", "wrap", "string"],
    string: tree.last,
  });
}

/** The same where the character in question may be the bracket itself. */
function closesMoreWith(place: Place): boolean {
  return closesMore({ ...place, position: place.position - 1 });
}

/** A closing bracket of an array that was not opened: around the value before it, or empty. */
export function startOfArray(place: Place): Trouble | undefined {
  const { text, position, tree } = place;
  const top = tree.brackets.at(-1);
  if (text.charAt(position) !== "]" || top?.kind !== "object") return undefined;
  if (tree.state === "value") {
    const shownAt = position;
    return closesMoreWith(place)
      ? missing(place, { bracket: "[", position, shownAt, steps: ["array"] })
      : undefined;
  }
  const before = lastIn(top);
  const isDoubled = text.charAt(position - 1) === "]";
  if (before === undefined || tree.state !== "comma" || isDoubled) return undefined;
  if (!closesMoreWith(place)) return undefined;
  const { start } = before;
  return missing(place, {
    bracket: "[",
    position: start,
    shownAt: start,
    steps: ["wrap", "take-back-comma"],
  });
}
