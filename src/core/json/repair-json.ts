import type { JsonNode } from "./json-node.js";
import { JsonReader } from "./json-reader.js";
import type { JsonTree } from "./json-tree.js";
import type { Edit, Span } from "./span.js";
import { applyEdits, difference } from "./span.js";
import { Lookahead } from "./trouble/lookahead.js";
import { nameTrouble } from "./trouble/name-trouble.js";
import type { Mend, Step } from "./trouble/trouble.js";

/** How a broken line can be made valid. */
export interface JsonRepair {
  readonly edit: Edit;
  /** Whether the meaning was never in doubt: nothing was guessed, added or dropped. */
  readonly isCertain: boolean;
}

const maxTextLength = 1_000_000;
const maxMends = 200_000;

/**
 * Finds one edit that makes a broken line valid JSON, or `undefined`.
 *
 * Mends the first problem, reads on behind it as if it had been right, and so on, in time that
 * grows with the text's length. An edit is offered only where the result is accepted by
 * `JSON.parse` (each line of it, where a line with two records is split).
 */
export function repairJson(text: string): JsonRepair | undefined {
  if (text.length > maxTextLength) return undefined;
  const repair = new Repair(text);
  if (!repair.run()) return undefined;
  const after = applyEdits(text, repair.edits);
  const records = repair.isSplit ? after.split("\n") : [after];
  if (after === text || !records.every(isJson)) return undefined;
  return { edit: difference(text, after), isCertain: repair.isCertain };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/** One repair. A class because reader, edits and doubts go together. */
class Repair {
  readonly edits: Edit[] = [];
  readonly #text: string;
  readonly #reader: JsonReader;
  readonly #lookahead: Lookahead;
  #isCertain = true;
  #isSplit = false;
  #isCut = false;

  constructor(text: string) {
    this.#text = text;
    this.#reader = new JsonReader(text);
    this.#lookahead = new Lookahead(text.length);
  }

  get isCertain(): boolean {
    return this.#isCertain;
  }

  get isSplit(): boolean {
    return this.#isSplit;
  }

  /** Whether there is a way to mend everything. */
  run(): boolean {
    for (let count = 0; count < maxMends; count += 1) {
      const mend = this.#nextMend();
      if (mend === "done") return !(this.#isCut && isStump(this.#reader.tree.root));
      if (mend === undefined) return false;
      this.#apply(mend);
    }
    return false;
  }

  #nextMend(): Mend | "done" | undefined {
    const stop = this.#reader.read();
    if (stop === undefined) return "done";
    const { tree } = this.#reader;
    const place = { text: this.#text, ...stop, tree, lookahead: this.#lookahead };
    return nameTrouble(place).mend?.();
  }

  #apply(mend: Mend): void {
    if (mend.replacesFrom !== undefined) this.#takeBack(mend.replacesFrom);
    this.edits.push(...mend.edits);
    for (const step of mend.steps) this.#take(step, mend);
    this.#isCertain &&= mend.isCertain;
    this.#isCut ||= mend.isCut === true;
    this.#reader.goOn(mend.position);
  }

  /** Edits are pushed in the order of the text, but for insertions a little before. */
  #takeBack(from: number): void {
    for (let last = this.edits.at(-1); last !== undefined; last = this.edits.at(-1)) {
      if (last.span.end <= from) return;
      this.edits.pop();
    }
  }

  #take(step: Step, mend: Mend): void {
    if (step === "split") this.#isSplit = true;
    steps[step](this.#reader.tree, mend.value ?? { start: mend.position, end: mend.position });
  }
}

const steps: Readonly<Record<Step, (tree: JsonTree, value: Span) => void>> = {
  array: (tree, { start }) => tree.open("array", start),
  atom: (tree, { start, end }) => tree.addValue({ kind: "atom", start, end }),
  close: (tree, { end }) => tree.close(end),
  colon: (tree) => tree.addColon(),
  comma: (tree) => tree.addComma(-1),
  "cut-back": (tree) => tree.cutBack(),
  forget: (tree) => tree.forget(),
  object: (tree, { start }) => tree.open("object", start),
  record: (tree) => tree.startRecord(),
  reopen: (tree) => tree.reopen(),
  split: (tree) => tree.startRecord(),
  string: (tree, { start, end }) => tree.addString({ kind: "string", start, end }),
  "take-back-comma": (tree) => tree.takeBackComma(),
  wrap: (tree) => tree.wrapInArray(),
};

/**
 * What is left of a record that was cut too early: closing it makes no record of it. That is an
 * object with one text, or one that has fewer members than its neighbour.
 */
function isStump(root: JsonNode | undefined): boolean {
  if (root?.kind !== "object") return false;
  const [first, second] = root.members;
  if (second === undefined && (first === undefined || first.value.kind === "string")) return true;
  const [neighbour, last] = lastItems(root);
  if (neighbour?.kind !== "object" || last?.kind !== "object") return false;
  return last.members.length < neighbour.members.length;
}

/** The last two items of the innermost array at the end of a value. */
function lastItems(root: JsonNode): readonly JsonNode[] {
  let items: readonly JsonNode[] = [];
  for (let node: JsonNode | undefined = root; node !== undefined;) {
    if (node.kind === "array") items = node.items.slice(-2);
    if (node.kind === "object") node = node.members.at(-1)?.value;
    else node = node.kind === "array" ? node.items.at(-1) : undefined;
  }
  return items;
}
