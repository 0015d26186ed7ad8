import type { LocalEngine } from "../../src/tuning/local/engine/local-engine.js";
import type { SeededRandom } from "./seeded-random.js";

/** What may go wrong between a client and a service. */
export const faults = [
  "refused-connection",
  "lost-request",
  "lost-answer",
  "busy",
  "broken-before",
  "broken-after",
  "truncated",
  "nonsense",
  "strange-status",
  "repeated-events",
] as const;

/** One of `faults`. */
export type Fault = (typeof faults)[number];

/** Calls the engine as a bad network and a bad service would have it. */
export function faultyFetch(
  engine: LocalEngine,
  { random, share }: { readonly random: SeededRandom; readonly share: number },
): (request: Request) => Promise<Response> {
  return async (request) => {
    const fault = random.next() < share ? random.pick(faults) : undefined;
    return fault === undefined ? engine.fetch(request) : withFault(fault, request, engine);
  };
}

async function withFault(fault: Fault, request: Request, engine: LocalEngine): Promise<Response> {
  switch (fault) {
    case "refused-connection":
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
      });
    case "lost-request":
      throw new TypeError("fetch failed: socket hang up");
    case "lost-answer":
      await engine.fetch(request);
      throw new TypeError("fetch failed: connection reset");
    case "busy":
      return problem(429, "Too many requests", { "Retry-After": "2" });
    case "broken-before":
      return problem(500, "The server had an error");
    case "broken-after":
      await engine.fetch(request);
      return problem(503, "Overloaded");
    case "truncated": {
      const text = await (await engine.fetch(request)).text();
      return json(text.slice(0, text.length / 2));
    }
    case "nonsense":
      await engine.fetch(request);
      return new Response("<html>Gateway</html>", { headers: { "Content-Type": "text/html" } });
    case "strange-status": {
      const text = await (await engine.fetch(request)).text();
      return json(text.replace(/"status":"running"/g, '"status":"warming_up"'));
    }
    case "repeated-events": {
      const answer = await engine.fetch(request);
      const text = await answer.text();
      const body: unknown = JSON.parse(text);
      return json(JSON.stringify(repeated(body)), answer.status);
    }
  }
}

/** The same list with each item twice. */
function repeated(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("data" in body)) return body;
  const data: readonly unknown[] = Array.isArray(body.data) ? body.data : [];
  return { ...body, data: data.flatMap((item) => [item, item]) };
}

function json(text: string, status = 200): Response {
  return new Response(text, { status, headers: { "Content-Type": "application/json" } });
}

function problem(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json(
    { error: { message, type: "x", code: null, param: null } },
    { status, headers },
  );
}
