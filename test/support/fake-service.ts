import { createServer } from "node:http";
import { once } from "node:events";

/** A service of a test: what it was asked, and what it answers. */
export interface FakeService {
  readonly url: string;
  /** Method and path of each request, with the key that came with it. */
  readonly requests: readonly { readonly request: string; readonly key: string | undefined }[];
}

/** Starts a service on this machine that answers every request with this status and body. */
export async function startFakeService(
  test: { after(clean: () => void): void },
  answer: { readonly status: number; readonly body: object },
): Promise<FakeService> {
  const requests: { request: string; key: string | undefined }[] = [];
  const server = createServer((request, response) => {
    request.resume();
    requests.push({
      request: `${request.method} ${request.url}`,
      key: request.headers.authorization,
    });
    response.writeHead(answer.status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(answer.body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("No port was given.");
  return { url: `http://127.0.0.1:${address.port}/v1`, requests };
}
