import type { ScoresState, ShownScore } from "../../src/protocol/scores-page.js";

/** What a page of scores is shown, as if 1,000 records had been scored. */
export function scoresState(rest: Partial<ScoresState> = {}): ScoresState {
  const label = (name: string, records: number): object => ({
    label: name,
    records,
    predicted: records,
    precision: 0.9,
    recall: 0.9,
    f1: 0.9,
  });
  return {
    file: "reviews.jsonl",
    model: { provider: "compatible", providerTitle: "Server", model: "m", host: "model.test" },
    status: { kind: "done", done: 1_000 },
    records: 1_000,
    notes: [],
    summary: {
      records: 1_000,
      known: 990,
      tokens: 2_000,
      perToken: -0.25,
      perplexity: Math.exp(0.25),
      classification: {
        judged: 1_000,
        right: 900,
        accuracy: 0.9,
        macroF1: 0.875,
        labels: [label(" 1", 600), label(" 2", 400)] as never[],
      },
    },
    histogram: { width: 0.5, counts: [900, 60, 0, 40] },
    labels: [" 1", " 2"],
    view: { order: "surprise", surprise: null, label: null, onlyWrong: false },
    rows: 1_000,
    rowsVersion: 1,
    findings: { isOn: true, count: 12 },
    ...rest,
  };
}

/** A record of such a list. */
export function shownScore(line: number, rest: Partial<ShownScore> = {}): ShownScore {
  return {
    line,
    prompt: `Prompt ${line}`,
    expected: " 1",
    predicted: " 2",
    predictedProbability: 0.97,
    expectedProbability: 0.03,
    margin: -0.94,
    surprise: 3.5066,
    isBound: false,
    tokens: 1,
    perplexity: 33.333,
    ...rest,
  };
}
