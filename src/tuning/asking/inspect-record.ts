import type {
  AskingRoute,
  Capabilities,
  ScoringCapability,
} from "../../core/inspection/capabilities.js";
import { compareText } from "../../core/inspection/compare-text.js";
import type {
  Generation,
  InspectedRecord,
  Inspection,
  LabelDistribution,
  Sampling,
  ScoredText,
  SentPrompt,
} from "../../core/inspection/inspection.js";
import type { ScoredLabel } from "../../core/inspection/label-distribution.js";
import { labelDistribution } from "../../core/inspection/label-distribution.js";
import { readAnswer, readChunk, readChunks } from "../../core/inspection/read-answer.js";
import type { Token } from "../../core/inspection/token.js";
import type { JsonValue } from "../../core/json/json-node.js";
import type { CallOptions } from "../provider.js";
import { ProviderError } from "../provider-error.js";
import type { AskingClient } from "./asking-client.js";
import { requestBody } from "./request-body.js";
import { scoreAt } from "./score-request.js";

/** A record to inspect, and how. */
export interface InspectionOrder {
  readonly record: InspectedRecord;
  readonly provider: string;
  readonly model: string;
  readonly sent: SentPrompt;
  readonly expected: string | null;
  readonly sampling: Sampling;
  /** Whether the service is asked to score the record's own completion. */
  readonly isScored: boolean;
  readonly labels: LabelWishes;
}

/** Which labels are looked for in what a model answers. */
export interface LabelWishes {
  /** As they stand in records; none where the dataset is not made of labels. */
  readonly labels: readonly string[];
  /** What ends them, which a model that stops there does not write. */
  readonly ending: string;
  /** Whether each of the model's tokens is a whole label, as those of the local engine are. */
  readonly areTokens: boolean;
  /** Whether each is scored on its own where the answer does not tell of all: a request for each. */
  readonly areScored: boolean;
}

/** What an inspection may use. */
export interface AskingPowers extends CallOptions {
  readonly client: AskingClient;
  readonly capabilities: Capabilities;
  /** Told of each part of an answer as it comes; without it the answer comes whole. */
  readonly onTokens?: (text: string, tokens: readonly Token[]) => void;
}

/** Asks a model what a record asks, and finds out how likely it finds the record's own completion. */
export async function inspectRecord(
  order: InspectionOrder,
  powers: AskingPowers,
): Promise<Inspection> {
  const { record, provider, model, sent, expected, labels } = order;
  const told = await generate(askedFor(order), powers);
  const generated = { ...told, tokens: told.tokens.map((token) => shortened(token, order)) };
  const scored = expected === null ? null : await score(expected, order, told, powers);
  return {
    record,
    provider,
    model,
    sent,
    expected,
    generated,
    scored,
    labels: labels.labels.length < 2 ? null : await scoreLabels(order, told, powers),
  };
}

/** As many alternatives as interfaces know: services give fewer where they know fewer. */
const mostAlternatives = 20;

/** Labels are looked for among all alternatives that there are: more of them cost nothing. */
export function askedFor<Order extends Pick<InspectionOrder, "labels" | "sampling">>(
  order: Order,
): Order {
  if (order.labels.labels.length < 2) return order;
  return { ...order, sampling: { ...order.sampling, alternatives: mostAlternatives } };
}

/** With no more alternatives than were wanted. */
function shortened(token: Token, { sampling }: InspectionOrder): Token {
  const { alternatives, rank } = token;
  const most = sampling.alternatives;
  if (alternatives.length <= most) return token;
  // A token that stands behind those that were wanted may have been added to them.
  const isAdded = rank === null && alternatives.length === most + 1;
  return isAdded ? token : { ...token, alternatives: alternatives.slice(0, most) };
}

/** Asks a model for its answer. Rejects with a `ProviderError`. */
export async function generate(
  { model, sent, sampling }: Pick<InspectionOrder, "model" | "sampling" | "sent">,
  { client, capabilities, onTokens, signal }: AskingPowers,
): Promise<Generation> {
  const route = routeFor(sent, capabilities);
  const { hasLogprobs, alternatives: most, reason } = capabilities.routes[route];
  const alternatives = Math.min(sampling.alternatives, most);
  const body = requestBody(
    route,
    { model, sent },
    {
      sampling: { ...sampling, alternatives },
      wantsLogprobs: hasLogprobs,
      withoutReasoning: capabilities.needsNoReasoning && route !== "completions",
      limitName: capabilities.limitName,
    },
  );
  const chunks: JsonValue[] = [];
  const onChunk = (chunk: JsonValue): void => {
    chunks.push(chunk);
    const part = readChunk(chunk, alternatives);
    if (part !== undefined) onTokens?.(part.text, part.tokens);
  };
  const options = signal && { signal };
  if (onTokens !== undefined) await client.stream(route, body, { ...options, onChunk });
  const answer =
    onTokens === undefined
      ? readAnswer(await client.ask(route, body, options), alternatives)
      : readChunks(chunks, alternatives);
  if (answer === undefined) {
    const message = `${client.title} gave an answer that holds no text.`;
    throw new ProviderError(message, { kind: "broken", isUnclear: false });
  }
  const { text, tokens, finishReason } = answer;
  const whyNoTokens = tokens.length > 0 ? null : (reason ?? `${client.title} sent none this time.`);
  return { text, tokens, whyNoTokens, finishReason };
}

/**
 * The way to ask: that which fits the prompt where it comes with log probabilities, else another one
 * that does, else any that answers. Throws a `ProviderError` where there is none.
 */
export function routeFor(sent: SentPrompt, { routes, model }: Capabilities): AskingRoute {
  const all: readonly AskingRoute[] =
    sent.kind === "completion" ? ["completions", "chat", "responses"] : ["chat", "responses"];
  const found =
    all.find((route) => routes[route].hasLogprobs) ?? all.find((route) => routes[route].answers);
  if (found !== undefined) return found;
  const reasons = all.map((route) => `${route}: ${routes[route].reason ?? "no answer"}`);
  throw new ProviderError(`${model} cannot be asked here. ${reasons.join(" ")}`, {
    kind: "refused",
    isUnclear: false,
  });
}

/** How a text that follows a prompt can be scored, the way in which the prompt is sent. */
export function scoringFor(sent: SentPrompt, capabilities: Capabilities): ScoringCapability {
  const isText = sent.kind === "completion" && capabilities.routes.completions.answers;
  return isText ? capabilities.scoring : capabilities.chatScoring;
}

async function score(
  text: string,
  order: InspectionOrder,
  generated: Generation,
  powers: AskingPowers,
): Promise<ScoredText | null> {
  if (text === "") return null;
  const scoring = scoringFor(order.sent, powers.capabilities);
  if (order.isScored && scoring.kind === "scores") {
    const scored = await scoreText(text, order, powers);
    if (scored !== undefined) return scored;
  }
  if (generated.tokens.length === 0) return null;
  const compared = compareText(withoutEnding(text, order.sampling.stop), generated.tokens);
  const why = order.isScored && scoring.kind === "none" ? `Not scored: ${scoring.reason}` : null;
  const note = [compared.note, why].filter((part) => part !== null).join(" ");
  return { ...compared, note: note === "" ? null : note };
}

/** Has a service score a text; `undefined` where it cannot, or its answer does not hold the text. */
export async function scoreText(
  text: string,
  { model, sent, sampling }: Pick<InspectionOrder, "model" | "sampling" | "sent">,
  { client, capabilities, signal }: AskingPowers,
): Promise<ScoredText | undefined> {
  const scoring = scoringFor(sent, capabilities);
  if (scoring.kind === "none") return undefined;
  const isChat = scoring.route === "chat" && sent.kind === "completion";
  const asked: SentPrompt = isChat
    ? { kind: "chat", messages: [{ role: "user", content: sent.text }] }
    : sent;
  const alternatives = Math.min(sampling.alternatives, scoring.alternatives);
  const { limitName } = capabilities;
  const { leastTokens } = scoring;
  const question = { model, sent: asked, text, alternatives, limitName, leastTokens };
  return scoreAt(client, scoring.method, question, signal && { signal });
}

/** More labels than that are not scored one by one. */
const mostScoredLabels = 100;

/**
 * From the model's own answer where that tells of all labels, else by scoring each where that was
 * asked for, else as far as the answer tells.
 */
export async function scoreLabels(
  order: Pick<InspectionOrder, "expected" | "labels" | "model" | "sampling" | "sent">,
  generated: Generation,
  powers: AskingPowers,
): Promise<LabelDistribution | null> {
  const { expected, labels } = order;
  const compared = compareLabels(labels, generated.tokens);
  const isKnown = compared.every(({ scored }) => scored.logprob !== null);
  const canScore = scoringFor(order.sent, powers.capabilities).kind === "scores";
  const areFew = labels.labels.length <= mostScoredLabels;
  if (isKnown || !canScore || !areFew || !labels.areScored) {
    return generated.tokens.length === 0 ? null : labelDistribution(compared, expected);
  }
  const scores: ScoredLabel[] = [];
  for (const label of labels.labels) {
    const scored = await scoreText(label, order, powers);
    scores.push({ label, scored: scored ?? { logprob: null, atMost: 1 } });
  }
  return labelDistribution(scores, expected);
}

function compareLabels(
  { labels, ending, areTokens }: LabelWishes,
  tokens: readonly Token[],
): readonly ScoredLabel[] {
  const first = tokens[0];
  const told = areTokens ? (first?.alternatives ?? []).map(({ text }) => text) : [];
  const known = labels.map((label) => withoutEnding(label, [ending]));
  // The model has learned from all of its labels, and the file may not have them all.
  const others = told.filter((text) => !known.includes(withoutEnding(text, [ending])));
  return [...labels, ...others].map((label, index) => {
    const text = withoutEnding(label, [ending]);
    const isStart = !areTokens && known.some((other, at) => at !== index && other.startsWith(text));
    const whole = areTokens ? wholeLabel(text, ending, first) : undefined;
    const scored = whole ?? compareText(text, tokens);
    // Another label begins so, too: the answers that begin with this text are not all this label.
    return { label, scored: isStart ? { ...scored, logprob: null } : scored };
  });
}

/** Of tokens that are whole labels, each is what it is, with the ending that it was trained with or without. */
function wholeLabel(text: string, ending: string, token: Token | undefined): ScoredLabel["scored"] {
  const found = token?.alternatives.find((other) => withoutEnding(other.text, [ending]) === text);
  if (found === undefined)
    return { logprob: null, atMost: compareText(text, token ? [token] : []).atMost };
  return { logprob: found.logprob, atMost: Math.exp(found.logprob) };
}

/** A text up to where an answer would stop. */
export function withoutEnding(text: string, stops: readonly string[]): string {
  const ends = stops.filter((stop) => stop !== "").map((stop) => text.indexOf(stop));
  // A text that is nothing but its ending is compared as it is.
  const found = ends.filter((end) => end > 0);
  return found.length === 0 ? text : text.slice(0, Math.min(...found));
}
