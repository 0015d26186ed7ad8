import type { AskingRoute } from "../../core/inspection/capabilities.js";
import type { JsonObject, JsonValue } from "../../core/json/json-node.js";
import { isJsonObject } from "../../core/json/json-node.js";
import { explainError, unreadable } from "../openai-shaped/explain-error.js";
import { officialClient } from "../openai-shaped/official-client.js";
import type { CallOptions, Connection } from "../provider.js";

/** Asks a model, whatever the service. Every call rejects with a `ProviderError`. */
export interface AskingClient {
  /** What the service is called. */
  readonly title: string;
  /** Its address, without key. */
  readonly url: string;
  /** Sends a request as it is. */
  ask(route: AskingRoute, body: JsonObject, options?: CallOptions): Promise<JsonObject>;
  /** Sends a request for an answer in chunks, each of which is told as it comes. */
  stream(
    route: AskingRoute,
    body: JsonObject,
    options: CallOptions & { readonly onChunk: (chunk: JsonValue) => void },
  ): Promise<void>;
}

const paths: Readonly<Record<AskingRoute, string>> = {
  chat: "/chat/completions",
  completions: "/completions",
  responses: "/responses",
};

/** Asks at a connection. Nothing is sent before the first call. */
export function askingClient(title: string, connection: Connection): AskingClient {
  const client = officialClient(connection);
  // Asking twice costs twice, and does no harm.
  const call = { caller: { title, key: connection.key }, creates: false };
  const explained = async <Value>(attempt: () => Promise<Value>): Promise<Value> => {
    try {
      return await attempt();
    } catch (error) {
      throw explainError(error, call);
    }
  };
  return {
    title,
    url: connection.url,
    ask: (route, body, options) =>
      explained(async () => {
        const answer = await client.post<JsonValue>(paths[route], { body, ...signalOf(options) });
        if (isJsonObject(answer)) return answer;
        throw unreadable(call, "it is no JSON object");
      }),
    stream: (route, body, { onChunk, ...options }) =>
      explained(async () => {
        const chunks = await client.post<AsyncIterable<JsonValue>>(paths[route], {
          body: { ...body, stream: true },
          stream: true,
          ...signalOf(options),
        });
        for await (const chunk of chunks) onChunk(chunk);
      }),
  };
}

function signalOf(options: CallOptions | undefined): { readonly signal?: AbortSignal } {
  return options?.signal === undefined ? {} : { signal: options.signal };
}
