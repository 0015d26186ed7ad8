import OpenAI from "openai";
import type { Connection } from "../provider.js";

/** So long a service may be silent. */
const silenceMs = 60_000;

/** OpenAI's own client for a connection. It repeats nothing: who calls knows what may be repeated. */
export function officialClient({ key, url, fetch }: Connection): OpenAI {
  return new OpenAI({
    apiKey: key,
    baseURL: url,
    maxRetries: 0,
    timeout: silenceMs,
    fetch: (input, init) => fetch(new Request(input, init)),
    // The key is the person's own, and this is no web page.
    dangerouslyAllowBrowser: true,
  });
}
