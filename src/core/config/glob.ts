import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";

/**
 * A pattern for paths below the folder of a `tunewright.json`, with `/` on every system.
 *
 * `*` and `?` stand for characters of a name, `**` for folders, `{a,b}` for one of several,
 * `[a-z]` and `[!a-z]` for one character. One without a slash names files and folders at any
 * depth; what lies in a folder that it names counts as named.
 */
export interface Glob {
  readonly source: string;
  /** Whether it counts from the folder of the file, not from any folder below it. */
  readonly isAnchored: boolean;
  /** Whether it names a path, in time that grows with the lengths of both and nothing else. */
  matches(path: string): boolean;
}

/** Longer ones are refused, as nobody writes them by hand. */
export const longestGlob = 256;

/** Reads a glob, or gives a sentence that says what is wrong with it. */
export function readGlob(source: string): Glob | string {
  const problem = shapeProblem(source);
  if (problem !== undefined) return problem;
  const pattern = source.replace(/^(?:\.\/)+/, "");
  const name = pattern.replace(/\/+$/, "");
  const isAnchored = pattern !== source || name.includes("/");
  const parser = new GlobParser(name);
  const pieces = parser.read();
  if (parser.problem !== undefined) return parser.problem;
  const whole = [
    ...(isAnchored ? [] : [folders]),
    ...pieces,
    pattern.endsWith("/") ? inFolder : { kind: "either" as const, options: [[], [inFolder]] },
  ];
  const start = compile(whole, end);
  return { source, isAnchored, matches: (path) => run(start, path) };
}

/** A glob that names one path and no other. */
export function exactGlob(path: string): string {
  const escaped = path.replace(/[[{*?]/g, "[$&]").replaceAll("\\", "?");
  return path.includes("/") && !path.startsWith("!") ? escaped : `./${escaped}`;
}

function shapeProblem(source: string): string | undefined {
  const problems: readonly (readonly [isWrong: boolean, problem: string])[] = [
    [/^[./]*$/.test(source), l10n.t("A glob has to name something.")],
    [
      source.length > longestGlob,
      l10n.t("A glob has at most {0} characters.", grouped(longestGlob)),
    ],
    [source.includes("\\"), l10n.t("A glob has / between folders on every system, not \\.")],
    [source.startsWith("!"), l10n.t("A glob cannot be turned around with an exclamation mark.")],
    [/^\/|^[a-z]:\//i.test(source), l10n.t('A glob starts at the folder of this file: "./…".')],
    [/(?:^|\/)\.\.(?:\/|$)/.test(source), l10n.t("A glob cannot lead out of this file's folder.")],
    [/\/\.?\//.test(source), l10n.t("A glob has one slash between two names.")],
  ];
  return problems.find(([isWrong]) => isWrong)?.[1];
}

type Test = (character: string) => boolean;

type Piece =
  | { readonly kind: "one" | "many"; readonly test: Test }
  | { readonly kind: "either"; readonly options: readonly (readonly Piece[])[] }
  | { readonly kind: "repeat"; readonly pieces: readonly Piece[] };

const isSlash: Test = (character) => character === "/";
const isInName: Test = (character) => character !== "/";
const isAny: Test = () => true;

/** Any folders, none included. */
const folders: Piece = {
  kind: "repeat",
  pieces: [
    { kind: "many", test: isInName },
    { kind: "one", test: isSlash },
  ],
};

/** The way from a folder to something in it. */
const inFolder: Piece = {
  kind: "either",
  options: [
    [
      { kind: "one", test: isSlash },
      { kind: "many", test: isAny },
    ],
  ],
};

class GlobParser {
  problem: string | undefined;
  readonly #characters: readonly string[];
  #position = 0;

  constructor(source: string) {
    this.#characters = Array.from(source);
  }

  read(): readonly Piece[] {
    return this.#sequence(0);
  }

  /** Pieces up to the end or, within braces, up to what ends one of the choices. */
  #sequence(depth: number): readonly Piece[] {
    const pieces: Piece[] = [];
    while (this.#position < this.#characters.length) {
      const character = this.#characters[this.#position] ?? "";
      if (depth > 0 && (character === "," || character === "}")) break;
      this.#position += 1;
      pieces.push(this.#piece(character, depth));
    }
    return pieces;
  }

  #piece(character: string, depth: number): Piece {
    switch (character) {
      case "*":
        return this.#stars();
      case "?":
        return { kind: "one", test: isInName };
      case "[":
        return this.#class();
      case "{":
        return this.#choices(depth);
      default:
        return { kind: "one", test: (other) => other === character };
    }
  }

  /** `**` stands for folders where it is a whole part of the path; else it is the same as `*`. */
  #stars(): Piece {
    const first = this.#position - 1;
    const before = this.#characters[first - 1] ?? "/";
    while (this.#next === "*") this.#position += 1;
    const isDouble = this.#position - first === 2;
    if (!isDouble || !"/{,".includes(before)) return { kind: "many", test: isInName };
    if (this.#next === "/") {
      this.#position += 1;
      return folders;
    }
    const isLast = this.#next === undefined || this.#next === "," || this.#next === "}";
    return { kind: "many", test: isLast ? isAny : isInName };
  }

  #class(): Piece {
    const isNegated = this.#next === "!" || this.#next === "^";
    if (isNegated) this.#position += 1;
    const first = this.#position;
    // A closing bracket that comes first stands for itself.
    const close = this.#characters.indexOf("]", first + 1);
    if (close < 0) {
      this.problem ??= l10n.t('In a glob, "{0}" lacks its "{1}".', "[", "]");
      return { kind: "one", test: isInName };
    }
    this.#position = close + 1;
    const isIn = characterClass(this.#characters.slice(first, close));
    return { kind: "one", test: (other) => other !== "/" && isIn(other) !== isNegated };
  }

  #choices(depth: number): Piece {
    const options: (readonly Piece[])[] = [];
    do {
      options.push(this.#sequence(depth + 1));
      this.#position += 1;
    } while (this.#characters[this.#position - 1] === ",");
    if (this.#characters[this.#position - 1] !== "}") {
      this.problem ??= l10n.t('In a glob, "{0}" lacks its "{1}".', "{", "}");
    }
    return { kind: "either", options };
  }

  get #next(): string | undefined {
    return this.#characters[this.#position];
  }
}

/** Single characters and ranges such as `a-z`. */
function characterClass(members: readonly string[]): Test {
  const ranges: (readonly [from: string, to: string])[] = [];
  for (let i = 0; i < members.length; i += 1) {
    const from = members[i] ?? "";
    const isRange = members[i + 1] === "-" && i + 2 < members.length;
    ranges.push([from, isRange ? (members[i + 2] ?? from) : from]);
    if (isRange) i += 2;
  }
  return (character) => ranges.some(([from, to]) => from <= character && character <= to);
}

/** A state of the machine that reads a path: what it takes, and where it may go without taking. */
interface State {
  readonly test?: Test;
  readonly next: State[];
}

const end: State = { next: [] };

/**
 * The state that reads some pieces and then goes on. All states a path can be in are followed at
 * once: regular expressions, which go back and try again, take minutes for `*a*a*a*a*a*a*b`.
 */
function compile(pieces: readonly Piece[], next: State): State {
  return pieces.reduceRight((after, piece) => compilePiece(piece, after), next);
}

function compilePiece(piece: Piece, after: State): State {
  switch (piece.kind) {
    case "one":
      return { test: piece.test, next: [after] };
    case "many": {
      const choice: State = { next: [after] };
      choice.next.push({ test: piece.test, next: [choice] });
      return choice;
    }
    case "either":
      return { next: piece.options.map((option) => compile(option, after)) };
    case "repeat": {
      const choice: State = { next: [after] };
      choice.next.push(compile(piece.pieces, choice));
      return choice;
    }
  }
}

function run(start: State, path: string): boolean {
  let states = new Set<State>();
  enter(start, states);
  for (const character of path) {
    states = statesAfter(character, states);
    if (states.size === 0) return false;
  }
  return states.has(end);
}

function statesAfter(character: string, states: ReadonlySet<State>): Set<State> {
  const following = new Set<State>();
  for (const { test, next } of states) {
    if (test?.(character) === true) next.forEach((state) => enter(state, following));
  }
  return following;
}

/** Adds a state with all that it reaches without taking a character. */
function enter(start: State, states: Set<State>): void {
  const waiting = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (states.has(state)) continue;
    states.add(state);
    if (state.test === undefined) waiting.push(...state.next);
  }
}
