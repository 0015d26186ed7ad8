import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { placesNamedIn } from "../../../src/tuning/named-place.js";
import type { Trouble } from "../../../src/tuning/provider-error.js";
import { ProviderError } from "../../../src/tuning/provider-error.js";
import type { Provider } from "../../../src/tuning/provider.js";
import { azure } from "../../../src/tuning/providers/azure.js";
import { nebius } from "../../../src/tuning/providers/nebius.js";
import { openai } from "../../../src/tuning/providers/openai.js";
import { recordedService } from "../../support/recorded-service.js";

/** An error as a service has answered it. */
interface RecordedError {
  readonly provider: Provider;
  readonly status: number;
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

function openaiError(status: number, code: string | null, message: string): RecordedError {
  const error = { message, type: "invalid_request_error", param: null, code };
  return { provider: openai, status, body: { error } };
}

const windingDown =
  "OpenAI is winding down the fine-tuning platform and your organization is no longer able to create new fine-tuning training jobs.";
const moderated =
  "This training file was blocked because too many examples were flagged by our moderation API.";
const flagged = "This file failed moderation safety checks. Flagged lines: 4, 13";
const notJsonl =
  'Expected file to have JSONL format, where every line is a JSON dictionary. Line 1 is not a dictionary (HINT: line starts with: "{...").';
const date = "Sun, 22 Nov 2026 14:00:00 GMT";
const later = "Sun, 22 Nov 2026 14:00:30 GMT";
const busy = openaiError(429, "rate_limit_exceeded", "Rate limit reached for requests");

const cases: readonly (readonly [
  what: string,
  error: RecordedError,
  trouble: Partial<Trouble>,
  message: RegExp,
])[] = [
  [
    "a wrong key",
    openaiError(401, "invalid_api_key", "Incorrect API key provided."),
    { kind: "key", code: "invalid_api_key", isUnclear: false },
    /^OpenAI does not accept the key\. Sign in again/,
  ],
  [
    "an account that may not tune any more",
    openaiError(403, "training_not_available", windingDown),
    { kind: "forbidden", code: "training_not_available", isUnclear: false },
    /^OpenAI does not let this account do that\. OpenAI is winding down/,
  ],
  [
    "an account without money",
    openaiError(429, "insufficient_quota", "You exceeded your current quota."),
    { kind: "quota", code: "insufficient_quota", isUnclear: false },
    /has no money left: add some there/,
  ],
  [
    "too many requests, until in some seconds",
    { ...busy, headers: { "Retry-After": "20" } },
    { kind: "busy", code: "rate_limit_exceeded", waitMs: 20_000, isUnclear: false },
    /asks to wait: too many requests/,
  ],
  [
    "too many requests, until a time by the service's clock",
    { ...busy, headers: { Date: date, "Retry-After": later } },
    { kind: "busy", code: "rate_limit_exceeded", waitMs: 30_000, isUnclear: false },
    /asks to wait/,
  ],
  [
    "a file that moderation has blocked",
    openaiError(400, "invalid_training_file", moderated),
    { kind: "refused", code: "invalid_training_file", isUnclear: false },
    /^OpenAI: This training file was blocked/,
  ],
  [
    "a file that is no JSONL",
    openaiError(400, "invalid_file_format", notJsonl),
    { kind: "refused", code: "invalid_file_format", isUnclear: false },
    /^OpenAI: Expected file to have JSONL format/,
  ],
  [
    "a file of Azure that breaks its schema",
    {
      provider: azure,
      status: 400,
      body: { error: { code: "invalidPayload", message: "file contains invalid schema (20)" } },
    },
    { kind: "refused", code: "invalidPayload", isUnclear: false },
    /^Azure OpenAI: file contains invalid schema \(20\)$/,
  ],
  [
    "a field that Nebius refuses",
    {
      provider: nebius,
      status: 422,
      body: {
        detail: [
          {
            type: "less_than_equal",
            loc: ["body", "method", "supervised", "hyperparameters", "n_epochs"],
            msg: "Input should be less than or equal to 20",
            input: 50,
          },
        ],
      },
    },
    { kind: "refused", isUnclear: false },
    /: method\.supervised\.hyperparameters\.n_epochs: Input should be less than or equal to 20\.$/,
  ],
  [
    "a sentence of Nebius",
    { provider: nebius, status: 404, body: { detail: "Model not found" } },
    { kind: "missing", isUnclear: false },
    /^Nebius Token Factory: Model not found$/,
  ],
  [
    "a fault of the service's own",
    openaiError(500, null, "The server had an error"),
    { kind: "broken", isUnclear: true },
    /has a fault of its own\. The server had an error/,
  ],
  [
    "a gateway that answers for the service",
    { provider: azure, status: 502, body: "<html>Bad gateway</html>" },
    { kind: "broken", isUnclear: true },
    /has a fault of its own/,
  ],
  [
    "a request that took too long",
    openaiError(408, null, "Timeout"),
    { kind: "unreachable", isUnclear: true },
    /Timeout/,
  ],
];

function serviceWith({ provider, status, body, headers = {} }: RecordedError) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/html" : "application/json";
  const answer = new Response(text, { status, headers: { "Content-Type": type, ...headers } });
  return recordedService(provider, "https://service.example/v1", {
    "POST /fine_tuning/jobs": answer,
    "GET /fine_tuning/jobs/j": answer,
  });
}

async function troubleOf(call: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String(error));
  return error;
}

describe("what a service refuses", () => {
  for (const [what, recorded, trouble, message] of cases) {
    it(`is told in words: ${what}`, async () => {
      const { client, requests } = serviceWith(recorded);
      const error = await troubleOf(
        client.createJob({
          run: "r",
          model: "m",
          trainingFile: "f",
          validationFile: null,
          method: "supervised",
          hyperparameters: {},
          reinforcement: null,
          suffix: null,
          seed: null,
        }),
      );
      assert.deepEqual(error.trouble, trouble);
      assert.match(error.message, message);
      // What creates something is asked for once, whatever comes back.
      assert.equal(requests.length, 1);
    });

    it(`is unclear only where something was to be created: ${what}`, async () => {
      const error = await troubleOf(serviceWith(recorded).client.job("j"));
      assert.deepEqual(error.trouble, { ...trouble, isUnclear: false });
    });
  }

  it("leads back to the records that it names", () => {
    assert.deepEqual(placesNamedIn(flagged), [
      { kind: "line", number: 4 },
      { kind: "line", number: 13 },
    ]);
    assert.deepEqual(placesNamedIn(notJsonl), [{ kind: "line", number: 1 }]);
    assert.deepEqual(placesNamedIn(moderated), []);
  });
});
