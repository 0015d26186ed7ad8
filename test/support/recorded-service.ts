import type { Provider, ProviderClient } from "../../src/tuning/provider.js";

/** A request that a service was sent. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | null;
  /** JSON where it is JSON; the fields of a form where it is one. */
  readonly body: unknown;
}

/** What a service answers to `POST /files`, by method and path. */
export type Answers = Readonly<Record<string, Response | object | string>>;

/** A client of a provider whose service answers as it was recorded. */
export function recordedService(
  provider: Provider,
  base: string,
  answers: Answers,
): { readonly client: ProviderClient; readonly requests: readonly SentRequest[] } {
  const requests: SentRequest[] = [];
  const client = provider.connect({
    url: base,
    key: "key-of-somebody",
    fetch: async (request) => {
      const url = new URL(request.url);
      const path = url.href.slice(base.length).split("?")[0] ?? "";
      requests.push({
        method: request.method,
        path,
        query: Object.fromEntries(url.searchParams),
        authorization: request.headers.get("authorization"),
        body: await bodyOf(request),
      });
      return answerFrom(answers[`${request.method} ${path}`]);
    },
  });
  return { client, requests };
}

async function bodyOf(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (type.includes("json")) return JSON.parse(await request.text()) as unknown;
  if (!type.includes("form-data")) return undefined;
  const entries = [...(await request.formData())];
  const fields = entries.map(async ([name, value]) => [
    name,
    value instanceof File ? `${value.name}: ${await value.text()}` : value,
  ]);
  return Object.fromEntries(await Promise.all(fields)) as unknown;
}

function answerFrom(answer: Response | object | string | undefined): Response {
  if (answer === undefined)
    return Response.json({ error: { message: "Not found" } }, { status: 404 });
  if (answer instanceof Response) return answer.clone();
  return typeof answer === "string" ? new Response(answer) : Response.json(answer);
}
