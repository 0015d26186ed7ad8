import { createHash } from "node:crypto";
import type { ScoreFact } from "../../src/core/inspection/score-fact.js";

/** A fact of a record of one token, as if a model had told it; 64 hexadecimal digits of its line name it. */
export function scoreFact(line: number, rest: Partial<ScoreFact> = {}): ScoreFact {
  const perToken = rest.perToken === undefined ? -1 : rest.perToken;
  return {
    version: 1,
    hash: createHash("sha256").update(String(line)).digest("hex"),
    line,
    provider: "local",
    model: "m",
    expected: "a",
    method: "echo",
    tokens: 1,
    logprob: perToken,
    atMost: perToken === null ? 1 : Math.exp(perToken),
    perToken,
    perplexity: perToken === null ? null : Math.exp(-perToken),
    predicted: null,
    predictedProbability: null,
    expectedProbability: null,
    margin: null,
    ...rest,
  };
}
