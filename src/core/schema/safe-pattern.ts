/** Longer texts are not held against a pattern that may have to try many ways. */
export const longestTried = 100;

/** How many steps a pattern may need on a text of that length. */
const mostSteps = 2_000_000;

/** In characters. */
const longestPattern = 500;

/** What all counts in braces may come to, multiplied. */
const mostRepeats = 10_000;

/**
 * A pattern of a schema that is sure to be quick, or `undefined`: schemas come from other people,
 * and one pattern can keep a program busy for hours. It accepts every text longer than
 * `longestTried`, unless its steps do not depend on where it is tried.
 *
 * The bound is rough: each quantifier counts as all the ways in which it can be read, and a repeated
 * group as all the ways of its parts at every repetition. Look-arounds and back-references are
 * left out.
 */
export function safePattern(pattern: string): string | undefined {
  const counts = pattern.matchAll(/\{(?:\d+,)?(\d+)/g);
  const repeats = [...counts].reduce((all, [, count]) => all * Math.max(Number(count), 1), 1);
  if (pattern.length > longestPattern || repeats > mostRepeats || !isPattern(pattern)) {
    return undefined;
  }
  const ways = new Cost(pattern).ways();
  const isAnchored = pattern.startsWith("^") && !pattern.includes("|");
  const starts = isAnchored ? 1 : longestTried;
  if (ways * starts > mostSteps) return undefined;
  // Then the steps do not grow with the text, or as slowly as it does.
  const isBounded = ways === 1 || (isAnchored && !/[*+]|\{\d+,\}/.test(pattern));
  return isBounded ? pattern : `^[\\s\\S]{${longestTried + 1}}|(?:${pattern})`;
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").unicode;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** One piece of a pattern: an escape, a class, the start of a group, a quantifier, any character. */
const piece =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c[A-Za-z]|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|\{\d+(?:,\d*)?\}|[\s\S]/gu;

/** Reads a valid pattern and adds up its ways. A class because it remembers how far it has read. */
class Cost {
  readonly #pieces: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#pieces = pattern.match(piece) ?? [];
  }

  /** In how many ways the alternatives up to the end of the group can be tried. */
  ways(depth = 0): number {
    if (depth > 20) return Infinity;
    let sum = 0;
    let product = 1;
    for (let next = this.#take(); next !== undefined && next !== ")"; next = this.#take()) {
      if (next === "|") {
        sum += product;
        product = 1;
      } else {
        product *= this.#repeated(this.#atom(next, depth));
      }
    }
    return sum + product;
  }

  #take(): string | undefined {
    const taken = this.#pieces[this.#at];
    this.#at += 1;
    return taken;
  }

  #atom(first: string, depth: number): number {
    if (/^\(\?<?[=!]/.test(first) || /^\\[1-9k]/.test(first)) return Infinity;
    return first.startsWith("(") ? this.ways(depth + 1) : 1;
  }

  /** The ways of what has just been read, with the quantifier behind it. */
  #repeated(ways: number): number {
    const range = rangeOf(this.#pieces[this.#at] ?? "");
    if (range === undefined) return ways;
    this.#at += 1;
    if (this.#pieces[this.#at] === "?") this.#at += 1;
    const [least, most] = range;
    return (most - least + 1) * (ways === 1 ? 1 : ways ** most);
  }
}

/** How often a quantifier lets something stand. */
function rangeOf(quantifier: string): readonly [least: number, most: number] | undefined {
  if (quantifier === "*") return [0, longestTried];
  if (quantifier === "+") return [1, longestTried];
  if (quantifier === "?") return [0, 1];
  const numbers = /^\{(\d+)(?:(,)(\d*))?\}$/.exec(quantifier);
  if (numbers === null) return undefined;
  const least = Number(numbers[1]);
  if (numbers[2] === undefined) return [least, least];
  const most = numbers[3] === undefined || numbers[3] === "" ? longestTried : Number(numbers[3]);
  return [least, Math.max(least, most)];
}
