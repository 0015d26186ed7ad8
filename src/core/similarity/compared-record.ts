import type { DatasetRecord } from "../dataset/record.js";
import type { Format } from "../formats/format.js";
import { once } from "../once.js";
import type { CommonRuns } from "./common-runs.js";
import { runsOf } from "./common-runs.js";
import type { ComparedTexts } from "./compared-texts.js";
import { comparedTexts } from "./compared-texts.js";
import { plainForm, wordsOf } from "./words.js";

/** Shorter answers, such as labels, have to be equal: two words of three are another answer. */
export const fewestLongWords = 10;

/** A record as it is compared with one that is nearly the same. What it costs is paid when asked. */
export class ComparedRecord {
  readonly texts: ComparedTexts;
  /** The words that it is given, and those that it answers. */
  readonly given = once(() => this.texts.given.map(wordsOf));
  readonly answer = once(() => this.texts.answer.map(wordsOf));
  /** The runs of words that it is given and that not many records share. */
  readonly ownRuns = once(() => withoutCommon(runsOf(this.given()), this.#common));
  readonly #common: CommonRuns;

  constructor({ object }: DatasetRecord, format: Format, common: CommonRuns) {
    this.texts = object === undefined ? { given: [], answer: [] } : comparedTexts(object, format);
    this.#common = common;
  }

  /** The same for records that differ in nothing that counts. */
  readonly plainGiven = once(() => this.texts.given.map(plainForm).join("\n"));
  readonly plainAnswer = once(() => this.texts.answer.map(plainForm).join("\n"));

  /** All words, text by text. */
  get allGiven(): readonly string[] {
    return this.given().flat();
  }

  get allAnswer(): readonly string[] {
    return this.answer().flat();
  }
}

function withoutCommon(runs: ReadonlySet<string>, common: CommonRuns): ReadonlySet<string> {
  return new Set([...runs].filter((run) => !common.has(run)));
}
