import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { after, describe, it } from "node:test";
import { openSources } from "../../../src/data/sources/open-sources.js";
import type { SourceHost } from "../../../src/data/sources/source-host.js";
import { offlineHost, readSources } from "./read-sources.js";

const table = "text,label\na,1\n";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine. */
async function serve(answer: Answer): Promise<{ address: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return { address: `http://127.0.0.1:${address.port}`, requests };
}

function onlineHost(changed: Partial<SourceHost> = {}): SourceHost {
  return offlineHost({ mayReach: () => Promise.resolve(true), fetch, ...changed });
}

/** A network in which some hosts are a server on this machine. */
function network(hosts: Readonly<Record<string, string>>): typeof fetch {
  return (input, init) => {
    assert.ok(typeof input === "string");
    const url = new URL(input);
    const place = hosts[url.host];
    return place === undefined
      ? Promise.reject(new Error(`no such host: ${url.host}`))
      : fetch(`${place}${url.pathname}${url.search}`, init);
  };
}

function sendTable(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("content-length", table.length).end(table);
}

describe("an address", () => {
  it("is fetched when its host was allowed, with progress", async () => {
    const { address } = await serve(sendTable);
    const bytes: unknown[] = [];
    const host = onlineHost({
      onProgress: (progress) => void bytes.push(progress.bytes, progress.total),
    });
    const { rows } = await readSources([`${address}/a.csv?key=secret`], {}, host);
    assert.deepEqual(rows, [["a", "1"]]);
    assert.deepEqual(bytes, [table.length, table.length]);
  });

  it("is not reached where that was not allowed", async () => {
    const { address, requests } = await serve(sendTable);
    await assert.rejects(
      readSources([`${address}/a.csv?key=secret`], {}, offlineHost({ fetch })),
      ({ message }: Error) =>
        /reaching 127\.0\.0\.1:\d+ was not allowed/.test(message) && !message.includes("secret"),
    );
    assert.equal(requests.length, 0);
  });

  it("that is not encrypted, holds a password or has wildcards is refused", async () => {
    for (const address of [
      "http://example.org/a.csv",
      "https://me:word@example.org/a.csv",
      "https://example.org/*.csv",
      "ftp://example.org/a.csv",
      "https://",
    ]) {
      await assert.rejects(
        readSources([address], {}, onlineHost()),
        { name: "UserError" },
        address,
      );
    }
  });

  it("says what the server answers, and stops at the limit", async () => {
    const { address } = await serve((request, response) => {
      const status = Number(/\d+/.exec(request.url ?? "")?.[0]);
      if (status === 200) response.end("x".repeat(5000));
      else if (status === 206) {
        response.setHeader("content-length", 100).write("text\n");
        setTimeout(() => response.destroy(), 20);
      } else response.writeHead(status).end();
    });
    const expected = {
      404: /there is no such file \(HTTP 404\)/,
      401: /asks for a key/,
      503: /has a fault/,
      200: /larger than the limit of 1000 bytes/,
      206: /206\.csv (?:cannot be fetched|was cut)/,
    };
    for (const [status, message] of Object.entries(expected)) {
      const host = onlineHost({ mostDownloadBytes: 1000 });
      await assert.rejects(readSources([`${address}/${status}.csv`], {}, host), message, status);
    }
    await assert.rejects(
      readSources(["http://127.0.0.1:1/a.csv"], {}, onlineHost()),
      /cannot be fetched: /,
    );
  });

  it("is not fetched again while the server says that it is unchanged", async () => {
    const { address, requests } = await serve((request, response) => {
      response.setHeader("etag", '"1"');
      if (request.headers["if-none-match"] === '"1"') response.writeHead(304).end();
      else response.end(table);
    });
    const host = onlineHost();
    const open = openSources(host);
    for (let count = 0; count < 2; count += 1) {
      const opened = await open({ sources: [`${address}/a.csv`], where: undefined, columns: {} });
      for await (const rows of opened.batches(host.signal)) assert.equal(rows.length, 1);
      await opened.close();
    }
    assert.deepEqual(
      requests.map(({ headers }) => headers["if-none-match"]),
      [undefined, '"1"'],
    );
  });

  it("of Hugging Face is resolved, and its token goes there and nowhere else", async () => {
    const elsewhere = await serve(sendTable);
    const { address, requests } = await serve((_request, response) => {
      response.writeHead(302, { location: "https://cdn.example.org/file" }).end();
    });
    const host = onlineHost({
      environment: { HF_TOKEN: "hf_secret" },
      fetch: network({ "huggingface.co": address, "cdn.example.org": elsewhere.address }),
    });
    const { rows } = await readSources(["hf://datasets/me/reviews@v1/data/a b.csv"], {}, host);
    assert.deepEqual(rows, [["a", "1"]]);
    const [first] = requests;
    assert.equal(first?.url, "/datasets/me/reviews/resolve/v1/data/a%20b.csv");
    assert.equal(first.headers.authorization, "Bearer hf_secret");
    assert.equal(elsewhere.requests[0]?.headers.authorization, undefined);
  });

  it("of another host gets no token", async () => {
    const { address, requests } = await serve(sendTable);
    await readSources(
      [`${address}/a.csv`],
      {},
      onlineHost({ environment: { HF_TOKEN: "hf_secret" } }),
    );
    assert.equal(requests[0]?.headers.authorization, undefined);
  });

  it("of S3 is signed with the keys of the environment, or public", async () => {
    const { address, requests } = await serve(sendTable);
    const endpoint = { AWS_ENDPOINT_URL_S3: address, AWS_REGION: "eu-west-1" };
    await readSources(["s3://bucket/some/a+b.csv"], {}, onlineHost({ environment: endpoint }));
    const environment = { ...endpoint, AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret" };
    await readSources(["s3://bucket/some/a+b.csv"], {}, onlineHost({ environment }));
    assert.deepEqual(
      requests.map(({ url }) => url),
      ["/bucket/some/a%2Bb.csv", "/bucket/some/a%2Bb.csv"],
    );
    assert.equal(requests[0]?.headers.authorization, undefined);
    assert.match(
      requests[1]?.headers.authorization ?? "",
      /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-1\/s3\/aws4_request, SignedHeaders=host;/,
    );
    const fetchAmazon = network({
      "bucket.s3.eu-west-1.amazonaws.com": address,
      "s3.eu-west-1.amazonaws.com": address,
    });
    for (const bucket of ["bucket", "bucket.with.dots"]) {
      const host = onlineHost({ environment: { AWS_REGION: "eu-west-1" }, fetch: fetchAmazon });
      await readSources([`s3://${bucket}/a.csv`], {}, host);
    }
    assert.deepEqual(
      requests.slice(2).map(({ url }) => url),
      ["/a.csv", "/bucket.with.dots/a.csv"],
    );
  });

  it("may not send us on to this machine", async () => {
    const { address } = await serve((_request, response) => {
      response.writeHead(302, { location: "http://127.0.0.1:1/a.csv" }).end();
    });
    const host = onlineHost({ fetch: network({ "example.org": address }) });
    await assert.rejects(
      readSources(["https://example.org/a.csv"], {}, host),
      /was not fetched: it sends us on to 127\.0\.0\.1:1/,
    );
  });
});
