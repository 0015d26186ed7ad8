import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import type { Provider } from "../provider.js";
import type { TroubleKind } from "../provider-error.js";
import { ProviderError } from "../provider-error.js";

/** What a call was about when it failed. */
export interface FailedCall {
  readonly provider: Pick<Provider, "title">;
  /** Whether it was to create something. */
  readonly creates: boolean;
}

/** Turns whatever a call threw into words that say what to do. */
export function explainError(error: unknown, call: FailedCall): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof APIUserAbortError) return stopped(call);
  if (error instanceof APIConnectionError) return unreachable(error, call);
  if (error instanceof APIError) return answered(error as APIError, call);
  return unreadable(call, error instanceof Error ? error.message : String(error));
}

/** What came back is not what was asked for. */
export function unreadable({ provider, creates }: FailedCall, detail: string): ProviderError {
  return new ProviderError(
    `${provider.title} gave an answer that makes no sense (${detail.slice(0, 200)}).`,
    { kind: "broken", isUnclear: creates },
  );
}

function stopped({ creates }: FailedCall): ProviderError {
  return new ProviderError("The call was stopped.", { kind: "stopped", isUnclear: creates });
}

function unreachable(error: APIConnectionError, { provider, creates }: FailedCall): ProviderError {
  const cause = deepestCause(error);
  const wasNeverSent = "code" in cause && neverSent.has(cause.code);
  return new ProviderError(
    `${provider.title} cannot be reached (${cause.message}). Check the network and the address.`,
    { kind: "unreachable", isUnclear: creates && !wasNeverSent },
  );
}

/** Codes of errors before anything was sent. */
const neverSent: ReadonlySet<unknown> = new Set(["EAI_AGAIN", "ECONNREFUSED", "ENOTFOUND"]);

function deepestCause(error: Error): Error {
  return error.cause instanceof Error ? deepestCause(error.cause) : error;
}

function answered(error: APIError, { provider, creates }: FailedCall): ProviderError {
  const status = error.status ?? 500;
  const code = error.code ?? undefined;
  const waitMs = waitAskedFor(error.headers);
  const kind = kindOf(status, code);
  return new ProviderError(sentenceFor(kind, provider.title, wordsOf(error)), {
    kind,
    ...(code !== undefined && { code }),
    ...(waitMs !== undefined && { waitMs }),
    // What the service refuses it has not done; what it failed at it may have.
    isUnclear: creates && (status >= 500 || status === 408),
  });
}

const kinds: Readonly<Record<number, TroubleKind>> = {
  401: "key",
  403: "forbidden",
  404: "missing",
  408: "unreachable",
  429: "busy",
};

function kindOf(status: number, code: string | undefined): TroubleKind {
  if (code === "insufficient_quota" || code === "billing_hard_limit_reached") return "quota";
  if (code === "invalid_api_key") return "key";
  if (code === "training_not_available") return "forbidden";
  return kinds[status] ?? (status >= 500 ? "broken" : "refused");
}

function sentenceFor(kind: TroubleKind, title: string, words: string): string {
  switch (kind) {
    case "key":
      return `${title} does not accept the key. Sign in again, or set the right key. ${words}`;
    case "quota":
      return `The account at ${title} has no money left: add some there, then go on. ${words}`;
    case "forbidden":
      return `${title} does not let this account do that. ${words}`;
    case "busy":
      return `${title} asks to wait: too many requests. ${words}`;
    case "broken":
      return `${title} has a fault of its own. ${words}`;
    case "missing":
    case "refused":
    case "stopped":
    case "unreachable":
      return `${title}: ${words}`;
  }
}

/** The service's own words, without the status that the client puts before them. */
function wordsOf(error: APIError): string {
  const body: unknown = error.error;
  if (typeof body === "object" && body !== null && "message" in body) {
    if (typeof body.message === "string") return body.message;
  }
  return error.message.replace(/^\d{3} /, "");
}

/** `Retry-After`: seconds, or a date, which is taken to be later than the answer's own. */
function waitAskedFor(headers: Headers | undefined): number | undefined {
  const asked = headers?.get("retry-after");
  if (asked === null || asked === undefined) return undefined;
  const seconds = Number(asked);
  if (Number.isFinite(seconds)) return Math.max(seconds * 1000, 0);
  // By the service's own clock: ours may be wrong.
  const sent = Date.parse(headers?.get("date") ?? "");
  const until = Date.parse(asked);
  return Number.isNaN(until - sent) ? undefined : Math.max(until - sent, 0);
}
