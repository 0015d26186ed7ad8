import type { ScoreFact } from "./score-fact.js";
import { isWrong } from "./score-fact.js";
import { perplexity } from "./token-metrics.js";

/** What the scores of a dataset come to. */
export interface ScoreSummary {
  /** How many records were scored. */
  readonly records: number;
  /** Of how many of them the probability is known, and not only a bound. */
  readonly known: number;
  /** Tokens of those whose probability is known. */
  readonly tokens: number;
  /** Natural logarithm for each of these tokens, on average; `null` where there is none. */
  readonly perToken: number | null;
  /** `exp(-perToken)`. */
  readonly perplexity: number | null;
  /** `null` where the dataset is not made of labels. */
  readonly classification: Classification | null;
}

/** How a model tells the labels of a dataset apart. */
export interface Classification {
  /** Of how many records it is known which label the model would give. */
  readonly judged: number;
  readonly right: number;
  /** The share of those that the model gives their own label, from 0 to 1. */
  readonly accuracy: number;
  /** The mean of the labels' F1, each counting the same; from 0 to 1. */
  readonly macroF1: number;
  /** The most frequent first. */
  readonly labels: readonly LabelScore[];
}

/** How a model does with one label. Shares are from 0 to 1. */
export interface LabelScore {
  readonly label: string;
  /** How many records have it. */
  readonly records: number;
  /** How many the model gives it to. */
  readonly predicted: number;
  readonly precision: number;
  readonly recall: number;
  /** `2 · precision · recall / (precision + recall)`, 0 where nothing is right. */
  readonly f1: number;
}

interface LabelCounts {
  records: number;
  predicted: number;
  right: number;
}

/** Counts what a summary tells, record by record, in memory for the labels only. */
export class ScoreTally {
  readonly #labels = new Map<string, LabelCounts>();
  #records = 0;
  #known = 0;
  #tokens = 0;
  #logprob = 0;
  #judged = 0;
  #right = 0;

  add(fact: ScoreFact): void {
    this.#records += 1;
    if (fact.logprob !== null) {
      this.#known += 1;
      this.#tokens += fact.tokens;
      this.#logprob += fact.logprob;
    }
    if (fact.predicted === null) return;
    const isRight = !isWrong(fact);
    this.#judged += 1;
    this.#right += Number(isRight);
    const own = this.#countsOf(fact.expected);
    own.records += 1;
    own.right += Number(isRight);
    this.#countsOf(fact.predicted).predicted += 1;
  }

  /** How many records were added. */
  get records(): number {
    return this.#records;
  }

  get summary(): ScoreSummary {
    const [tokens, logprob] = [this.#tokens, this.#logprob];
    return {
      records: this.#records,
      known: this.#known,
      tokens,
      perToken: tokens === 0 ? null : logprob / tokens,
      perplexity: tokens === 0 ? null : perplexity(logprob, tokens),
      classification: this.#judged === 0 ? null : this.#classification(),
    };
  }

  #classification(): Classification {
    const labels = [...this.#labels]
      .map(([label, counts]) => labelScore(label, counts))
      .sort((a, b) => b.records - a.records);
    // Labels that no record has tell nothing of how well the model finds them.
    const f1s = labels.filter(({ records }) => records > 0).map(({ f1 }) => f1);
    return {
      judged: this.#judged,
      right: this.#right,
      accuracy: this.#right / this.#judged,
      macroF1: f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length,
      labels,
    };
  }

  #countsOf(label: string): LabelCounts {
    const known = this.#labels.get(label) ?? { records: 0, predicted: 0, right: 0 };
    this.#labels.set(label, known);
    return known;
  }
}

function labelScore(label: string, { records, predicted, right }: LabelCounts): LabelScore {
  const precision = predicted === 0 ? 0 : right / predicted;
  const recall = records === 0 ? 0 : right / records;
  const f1 = right === 0 ? 0 : (2 * right) / (records + predicted);
  return { label, records, predicted, precision, recall, f1 };
}
