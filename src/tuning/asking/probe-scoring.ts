import type { LeastTokens, ScoringCapability } from "../../core/inspection/capabilities.js";
import type { ScoringMethod, SentPrompt } from "../../core/inspection/inspection.js";
import { ProviderError } from "../provider-error.js";
import type { ProbedRoute, ProbePowers } from "./probe.js";
import { scoreAt } from "./score-request.js";

const fewAlternatives = 5;
/** Scored where the model has no answer of its own. */
const anyText = " Wednesday";

/** Has the service score its own answer: whoever generates a token can say how likely it is. */
export async function probeScoring(
  probed: ProbedRoute,
  sent: SentPrompt,
  powers: ProbePowers,
): Promise<ScoringCapability> {
  const { route, capability } = probed;
  if (!capability.answers || route === "responses") {
    return { kind: "none", reason: capability.reason ?? "It does not answer that way." };
  }
  const reasons: string[] = [];
  for (const [method, leastTokens] of sent.kind === "completion" ? ways : [inConversations]) {
    const reason = await whyNotBy({ method, leastTokens }, probed, sent, powers);
    if (reason === undefined) {
      const { alternatives } = capability;
      return { kind: "scores", method, route, alternatives, leastTokens };
    }
    reasons.push(asSentence(reason));
  }
  return { kind: "none", reason: [...new Set(reasons)].join(" ") };
}

type Way = readonly [method: ScoringMethod, leastTokens: LeastTokens];

const inConversations: Way = ["prompt-logprobs", 1];
const ways: readonly Way[] = [["echo", 0], ["echo", 1], inConversations];

/** Services end what they say with or without a full stop. */
function asSentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

/** Why a text cannot be scored in a way, or `undefined` where it can. */
async function whyNotBy(
  { method, leastTokens }: { readonly method: ScoringMethod; readonly leastTokens: LeastTokens },
  { answer, capability, limitName }: ProbedRoute,
  sent: SentPrompt,
  { client, model, signal }: ProbePowers,
): Promise<string | undefined> {
  const text = toScore(answer);
  const alternatives = Math.min(capability.alternatives, fewAlternatives);
  const question = { model, sent, text, alternatives, limitName, leastTokens };
  try {
    const scored = await scoreAt(client, method, question, signal && { signal });
    const isScored = scored?.tokens.some(({ logprob }) => logprob !== null) ?? false;
    return isScored ? undefined : whyNot[method];
  } catch (error) {
    if (error instanceof ProviderError && isAboutRequest(error)) return error.message;
    throw error;
  }
}

function toScore(answer: ProbedRoute["answer"]): string {
  const said = answer?.text ?? "";
  return said.trim() === "" ? anyText : said;
}

const whyNot: Readonly<Record<ScoringMethod, string>> = {
  echo: 'Its answers to "echo" hold no log probabilities of the text that was given.',
  "prompt-logprobs": 'Its answers have no "prompt_logprobs" of the text that was given.',
};

/** Whether a service has read a request and does not do that. Some call it a fault of their own. */
export function isAboutRequest({ trouble, message }: ProviderError): boolean {
  if (["missing", "refused"].includes(trouble.kind)) return true;
  const isUnsupported = /log ?prob|echo|support|not allowed|not implemented/i.test(message);
  return ["broken", "forbidden"].includes(trouble.kind) && isUnsupported;
}
