import type {
  AskingRoute,
  Capabilities,
  LimitName,
  RouteCapability,
} from "../../core/inspection/capabilities.js";
import type { ReadAnswer } from "../../core/inspection/read-answer.js";
import { readAnswer } from "../../core/inspection/read-answer.js";
import type { CallOptions } from "../provider.js";
import { ProviderError } from "../provider-error.js";
import type { AskingClient } from "./asking-client.js";
import { requestBody } from "./request-body.js";
import { isAboutRequest, probeScoring } from "./probe-scoring.js";

/** What a probe may use. */
export interface ProbePowers extends CallOptions {
  readonly client: AskingClient;
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is asked: it says nothing of anybody's data. */
const question = "The days of the week are Monday, Tuesday,";
/**
 * As many alternatives as the interfaces know, as OpenAI's gpt-5.1 and later allow, and none but the
 * token itself.
 */
const countsToTry = [20, 5, 1, 0];
/** OpenAI's gpt-5.1 and later give no log probabilities for shorter answers than four tokens. */
const maxTokens = 4;

/**
 * Finds out by asking what a service tells of a model: which ways to ask there are, which of them come
 * with log probabilities, how many alternatives may be asked for, and whether given texts are scored.
 * Costs a handful of requests of a few tokens each. Rejects with a `ProviderError` where the service
 * does not answer at all.
 */
export async function probe(powers: ProbePowers): Promise<Capabilities> {
  const { client, model, now } = powers;
  const completions = await probeRoute("completions", powers);
  const chat = await probeRoute("chat", powers);
  const responses = await probeRoute("responses", powers);
  const found = [completions, chat, responses];
  const trouble = found.find(({ error }) => error !== undefined)?.error;
  if (trouble !== undefined && found.every(({ capability }) => !capability.answers)) throw trouble;
  const { limitName } = chat;
  return {
    version: 1,
    endpoint: client.url,
    model,
    probedAt: new Date(now()).toISOString(),
    routes: {
      completions: completions.capability,
      chat: chat.capability,
      responses: responses.capability,
    },
    scoring: await probeScoring(completions, { kind: "completion", text: question }, powers),
    chatScoring: await probeScoring(
      chat,
      { kind: "chat", messages: [{ role: "user", content: question }] },
      powers,
    ),
    needsNoReasoning: found.some(({ withoutReasoning }) => withoutReasoning),
    limitName,
  };
}

/** What was found out about a way to ask. */
export interface ProbedRoute {
  readonly route: AskingRoute;
  readonly capability: RouteCapability;
  readonly limitName: LimitName;
  readonly withoutReasoning: boolean;
  readonly answer: ReadAnswer | undefined;
  readonly error: ProviderError | undefined;
}

/** How a service is asked in one attempt. */
interface Attempt {
  /** `undefined`: no log probabilities are asked for. */
  readonly alternatives: number | undefined;
  readonly limitName: LimitName;
  readonly withoutReasoning: boolean;
}

type Outcome =
  | { readonly kind: "answer"; readonly answer: ReadAnswer }
  | { readonly kind: "refused"; readonly error: ProviderError };

/** What has been found out so far. */
interface Progress {
  limitName: LimitName;
  error: ProviderError | undefined;
  /** An answer without log probabilities. */
  plain: ReadAnswer | undefined;
}

/**
 * Asks for less and less until a service answers with log probabilities. Where it refuses them
 * whatever their number, a model that reasons is told not to.
 */
async function probeRoute(route: AskingRoute, powers: ProbePowers): Promise<ProbedRoute> {
  const progress: Progress = { limitName: "max_tokens", error: undefined, plain: undefined };
  for (const wish of wishesFor(route)) {
    const attempt = { ...wish, limitName: progress.limitName };
    const outcome = await tryNames(route, attempt, powers, progress);
    if (outcome.kind === "answer") {
      const { answer } = outcome;
      if (answer.tokens.length > 0) return withTokens(route, answer, { ...attempt, ...progress });
      // It answers and leaves them out: asked for fewer it will not do otherwise.
      return without(route, { ...progress, error: undefined, plain: answer });
    }
    progress.error ??= outcome.error;
    if (outcome.error.trouble.kind === "missing") return without(route, progress);
  }
  const attempt = {
    alternatives: undefined,
    limitName: progress.limitName,
    withoutReasoning: false,
  };
  const outcome = await tryNames(route, attempt, powers, progress);
  const plain = outcome.kind === "answer" ? outcome.answer : undefined;
  return without(route, { ...progress, plain });
}

function wishesFor(route: AskingRoute): readonly Omit<Attempt, "limitName">[] {
  const reasoning = route === "completions" ? [false] : [false, true];
  return reasoning.flatMap((withoutReasoning) =>
    countsToTry.map((alternatives) => ({ alternatives, withoutReasoning })),
  );
}

/** Tries both names of the limit, where the service says that it does not know one. */
async function tryNames(
  route: AskingRoute,
  attempt: Attempt,
  powers: ProbePowers,
  progress: Progress,
): Promise<Outcome> {
  const first = await tryOnce(route, attempt, powers);
  if (first.kind === "answer" || route !== "chat") return first;
  if (!/max_tokens|max_completion_tokens/.test(first.error.message)) return first;
  progress.limitName = attempt.limitName === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  return tryOnce(route, { ...attempt, limitName: progress.limitName }, powers);
}

async function tryOnce(
  route: AskingRoute,
  { alternatives, limitName, withoutReasoning }: Attempt,
  { client, model, signal }: ProbePowers,
): Promise<Outcome> {
  const sampling = { maxTokens, stop: [], alternatives: alternatives ?? 0 };
  const body = requestBody(
    route,
    { model, sent: { kind: "completion", text: question } },
    { sampling, wantsLogprobs: alternatives !== undefined, withoutReasoning, limitName },
  );
  try {
    const answer = readAnswer(
      await client.ask(route, body, signal && { signal }),
      alternatives ?? 0,
    );
    if (answer !== undefined) return { kind: "answer", answer };
    const message = `${client.title} gave an answer that holds no text.`;
    return refusedBy(new ProviderError(message, { kind: "refused", isUnclear: false }));
  } catch (error) {
    if (!(error instanceof ProviderError) || !isAboutRequest(error)) throw error;
    return refusedBy(error);
  }
}

function refusedBy(error: ProviderError): Outcome {
  return { kind: "refused", error };
}

function withTokens(
  route: AskingRoute,
  answer: ReadAnswer,
  { alternatives, limitName, withoutReasoning }: Attempt,
): ProbedRoute {
  const given = Math.max(...answer.tokens.map((token) => token.alternatives.length));
  const allowed = given === 0 ? 0 : (alternatives ?? 0);
  return {
    route,
    capability: { answers: true, hasLogprobs: true, alternatives: allowed, reason: null },
    limitName,
    withoutReasoning,
    answer,
    error: undefined,
  };
}

function without(route: AskingRoute, { plain, error, limitName }: Readonly<Progress>): ProbedRoute {
  const reason = error?.message ?? "It answers without log probabilities.";
  return {
    route,
    capability: { answers: plain !== undefined, hasLogprobs: false, alternatives: 0, reason },
    limitName,
    withoutReasoning: false,
    answer: plain,
    error,
  };
}
