import { OpenAI } from "openai";
import type { Connection } from "../provider.js";
import { withKnownError } from "./known-error.js";

/** So long a service may be silent. */
const silenceMs = 60_000;

/** OpenAI's own client for a connection. It repeats nothing: who calls knows what may be repeated. */
export function officialClient(connection: Connection): OpenAI {
  return new OpenAI({
    apiKey: connection.key,
    baseURL: connection.url,
    maxRetries: 0,
    timeout: silenceMs,
    fetch: fetchFor(connection),
    // The key is the person's own, and this is no web page.
    dangerouslyAllowBrowser: true,
  });
}

/**
 * What the client sends requests with. Without a `Response` of its own, the client would fetch an
 * empty address first to find out which kind of answers there are.
 */
function fetchFor(connection: Connection): typeof fetch {
  const send: typeof fetch = async (input, init) =>
    withKnownError(await connection.fetch(new Request(input, init)));
  return Object.assign(send, { Response });
}
