import { createHash, timingSafeEqual } from "node:crypto";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { LocalEngine } from "../local/engine/local-engine.js";
import { ApiError } from "../local/engine/api-error.js";

/** Where an engine listens. */
export interface ServedEngine {
  /** Such as `http://127.0.0.1:49213/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Nobody from outside reaches it. */
const host = "127.0.0.1";

/**
 * Offers an engine over HTTP on this machine, to whoever sends the token as the key. Port 0 is any
 * free one. Rejects where the port is taken.
 */
export async function serveEngine(
  engine: LocalEngine,
  { port, token }: { readonly port: number; readonly token: string },
): Promise<ServedEngine> {
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const fetch = (request: Request): Promise<Response> | Response =>
    hasToken(request, token) ? engine.fetch(request) : refusal();
  const server = serve({ fetch, hostname: host, port }, resolve);
  server.once("error", reject);
  const address = await promise;
  return {
    url: `http://${host}:${address.port}/v1`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

/** Takes the same time whatever the token is. */
function hasToken(request: Request, token: string): boolean {
  const given = request.headers.get("Authorization")?.replace(/^Bearer /, "") ?? "";
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function refusal(): Response {
  const error = new ApiError(401, "Send the token that `tunewright serve` has shown as your key.", {
    code: "invalid_api_key",
  });
  return Response.json(error.body, { status: error.status });
}
