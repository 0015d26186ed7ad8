import assert from "node:assert/strict";
import { APIError } from "openai";

/** What people and programs are told of a refusal. */
export interface ApiProblem {
  readonly status: number | undefined;
  readonly message: string;
  readonly param: unknown;
  readonly code: unknown;
}

/** The error that a call ends with, as OpenAI's client reads it. Fails where there is none. */
export async function problemOf(call: PromiseLike<unknown>): Promise<ApiProblem> {
  const error: unknown = await Promise.resolve(call).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof APIError, `expected a refusal, got ${String(error)}`);
  const { status, message, param, code, type } = error as APIError;
  assert.equal(type, "invalid_request_error");
  return { status, message: message.replace(/^\d{3} /, ""), param, code };
}
