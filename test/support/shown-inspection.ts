import type { Inspection, Sampling } from "../../src/core/inspection/inspection.js";
import type { InspectorState, ShownQuestion } from "../../src/protocol/inspector-page.js";
import type { Token } from "../../src/core/inspection/token.js";
import { utf8 } from "../../src/core/inspection/token-bytes.js";

/** A token with as many alternatives as it is given texts, each half as likely as the one before. */
export function shownToken(text: string, others: readonly string[] = []): Token {
  const alternatives = [text, ...others].map((one, index) => ({
    text: one,
    bytes: utf8(one),
    logprob: Math.log(0.5 ** (index + 1)),
  }));
  return { text, bytes: utf8(text), logprob: Math.log(0.5), rank: 1, alternatives };
}

/** An inspection of one record, as an answer brings it. */
export function shownInspection(change: Partial<Inspection> = {}): Inspection {
  const tokens = [shownToken(" 1", ["1", " 2"]), shownToken("!")];
  return {
    record: { file: "reviews.jsonl", line: 1 },
    provider: "compatible",
    model: "m",
    sent: { kind: "completion", text: "Good.\n\n###\n\n" },
    expected: " 1",
    generated: { text: " 1!", tokens, whyNoTokens: null, finishReason: "stop" },
    scored: null,
    labels: null,
    ...change,
  };
}

/** How models are asked in tests. */
export const shownSampling: Sampling = { temperature: 0, maxTokens: 8, stop: [], alternatives: 5 };

/** A question that was answered. */
export function shownQuestion(change: Partial<ShownQuestion> = {}): ShownQuestion {
  return {
    id: 1,
    file: "reviews.jsonl",
    line: 1,
    model: { provider: "compatible", providerTitle: "Server", model: "m", host: "model.test" },
    sampling: shownSampling,
    branch: null,
    status: {
      kind: "answered",
      facts: {
        start: " 1!",
        mostAlternatives: 5,
        whyNoTokens: null,
        whyNoScores: "Only no echo is supported",
        whyNoBranches: null,
        probedAt: "2026-11-22T17:20:00.000Z",
      },
    },
    ...change,
  };
}

/** A page that shows answers to one question or two. */
export function inspectorState(change: Partial<InspectorState> = {}): InspectorState {
  const question = shownQuestion();
  return {
    record: {
      file: "reviews.jsonl",
      line: 1,
      sent: { kind: "completion", text: "Good.\n\n###\n\n" },
      refusal: null,
      expected: " 1",
      separator: "\n\n###\n\n",
      mayTrain: true,
    },
    models: [question.model],
    sampling: shownSampling,
    isFollowing: false,
    questions: [question],
    shown: [1],
    training: { kind: "none" },
    isRestored: false,
    memory: null,
    ...change,
  };
}
