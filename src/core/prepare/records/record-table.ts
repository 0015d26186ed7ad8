import { shortColumn, wordColumn, offsetColumn } from "../../dataset/growing-column.js";
import type { Format } from "../../formats/format.js";
import type { JsonObject } from "../../json/json-node.js";
import { textScanner } from "../../kernel/shared-scanners.js";
import { combine, hashValue } from "../../kernel/value-hash.js";
import type { Hash } from "../../kernel/value-hash.js";
import { comparedTexts } from "../../similarity/compared-texts.js";
import { plainForm } from "../../similarity/words.js";
import { KeyTable } from "../steps/key-table.js";
import type { RowFacts } from "./take-rows.js";

/** A record with the row that it was made of. */
interface NewRecord {
  readonly row: number;
  readonly record: JsonObject;
  readonly line: string;
  readonly facts: RowFacts;
}

/** Labels beyond so many are no labels: their names are not kept. */
export const mostLabels = 1_000;

/**
 * What later steps need to know of all records, in about 60 bytes for each and 30 to 60 more for
 * each different prompt, record and answer. The records themselves are elsewhere.
 */
export class RecordTable {
  length = 0;
  /** The row of each record. */
  readonly rows = offsetColumn();
  readonly records = wordColumn();
  readonly prompts = wordColumn();
  readonly answers = wordColumn();
  /** Prompts, and prompts with their answers, without what does not count. */
  readonly plainPrompts = wordColumn();
  readonly plainAnswers = wordColumn();
  readonly labels = wordColumn();
  readonly strata = wordColumn();
  /** The number of the group plus 1; 0 for none. */
  readonly groups = wordColumn();
  readonly times = offsetColumn();
  /** 1 where there is a label. */
  readonly hasLabel = shortColumn();
  readonly labelNames: string[] = [];
  readonly stratumNames: string[] = [];
  readonly #format: Format;
  readonly #needsPlain: boolean;
  readonly #tables = keyTables();

  /** `needsPlain`: whether records are compared without what does not count. */
  constructor(format: Format, needsPlain: boolean) {
    this.#format = format;
    this.#needsPlain = needsPlain;
  }

  get differentLabels(): number {
    return this.#tables.labels.size;
  }

  get differentStrata(): number {
    return this.#tables.strata.size;
  }

  add({ row, record, line, facts }: NewRecord): void {
    const at = this.length;
    this.length += 1;
    this.rows.set(at, row);
    const whole = hashOfText(line);
    this.records.set(at, this.#number("records", whole));
    this.#addKeys(at, record, whole);
    const { label, stratum, group, time } = facts;
    this.hasLabel.set(at, label === undefined ? 0 : 1);
    this.labels.set(at, this.#named("labels", label ?? "", this.labelNames));
    this.strata.set(at, this.#named("strata", stratum, this.stratumNames));
    this.groups.set(at, group === undefined ? 0 : 1 + this.#number("groups", hashOfText(group)));
    this.times.set(at, time);
  }

  #addKeys(at: number, record: JsonObject, whole: Hash): void {
    const scanner = textScanner();
    const { prompt, isPromptEmpty, completion } = this.#format.parts(record);
    const hasPrompt = prompt !== undefined && !isPromptEmpty;
    const asked = hasPrompt ? hashValue(scanner, prompt) : whole;
    const answered = completion === undefined ? whole : hashValue(scanner, completion);
    this.prompts.set(at, this.#number("prompts", asked));
    this.answers.set(at, this.#number("answers", hasPrompt ? combine(asked, answered) : whole));
    if (!this.#needsPlain) return;
    const texts = comparedTexts(record, this.#format);
    const plain = texts.given.map(plainForm).join("\n");
    // Nothing is left of a prompt of signs only: then it counts as it is.
    const given = plain.trim() === "" ? asked : hashOfText(plain);
    const answer = hashOfText(texts.answer.map(plainForm).join("\n"));
    this.plainPrompts.set(at, this.#number("plainPrompts", given));
    this.plainAnswers.set(at, this.#number("plainAnswers", combine(given, answer)));
  }

  #number(table: keyof KeyTables, { low, high }: Hash): number {
    return this.#tables[table].add(low, high);
  }

  #named(table: "labels" | "strata", name: string, names: string[]): number {
    const number = this.#number(table, hashOfText(name));
    if (number === names.length && number < mostLabels) names.push(name);
    return number;
  }
}

type KeyTables = Readonly<
  Record<
    | "records"
    | "prompts"
    | "answers"
    | "plainPrompts"
    | "plainAnswers"
    | "labels"
    | "strata"
    | "groups",
    KeyTable
  >
>;

function keyTables(): KeyTables {
  return {
    records: new KeyTable(),
    prompts: new KeyTable(),
    answers: new KeyTable(),
    plainPrompts: new KeyTable(),
    plainAnswers: new KeyTable(),
    labels: new KeyTable(),
    strata: new KeyTable(),
    groups: new KeyTable(),
  };
}

/** One column as an array of the records' length. */
export function columnOf(
  column: { readonly numbers: Uint32Array<ArrayBuffer> },
  length: number,
): Uint32Array<ArrayBuffer> {
  // A column has no room where nothing was set.
  if (column.numbers.length >= length) return column.numbers.subarray(0, length);
  const longer = new Uint32Array(length);
  longer.set(column.numbers);
  return longer;
}

function hashOfText(text: string): Hash {
  const [low, high] = textScanner().hashText(text);
  return { low, high };
}
