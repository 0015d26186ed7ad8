import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ProviderClient } from "../../../src/tuning/provider.js";
import { ProviderError } from "../../../src/tuning/provider-error.js";
import { openai } from "../../../src/tuning/providers/openai.js";

const lists: Readonly<Record<string, (client: ProviderClient) => Promise<unknown>>> = {
  files: (client) => client.files(),
  jobs: (client) => client.jobs(10),
  models: (client) => client.models(),
  events: (client) => client.events("ftjob-1", new Set()),
  checkpoints: (client) => client.checkpoints("ftjob-1"),
};

const nonsense: readonly (readonly [string, string])[] = [
  ["application/json", "{}"],
  ["application/json", '{"object":"list","data":null}'],
  ["application/json", '{"object":"list","da'],
  ["application/json", "null"],
  ["text/html", "<html>Gateway</html>"],
];

function clientFor(body: string, type: string): ProviderClient {
  return openai.connect({
    url: "http://service.test/v1",
    key: "sk-secret-of-somebody",
    fetch: async () => new Response(body, { headers: { "Content-Type": type } }),
  });
}

describe("a list that a provider answers", () => {
  for (const [name, ask] of Object.entries(lists)) {
    it(`of ${name} is never taken for empty where it makes no sense`, async () => {
      for (const [type, body] of nonsense) {
        await assert.rejects(ask(clientFor(body, type)), (error) => {
          assert.ok(error instanceof ProviderError, `${body}: ${String(error)}`);
          assert.deepEqual([error.trouble.kind, error.isPassing], ["broken", true]);
          return true;
        });
      }
    });

    it(`of ${name} may be empty`, async () => {
      const empty = clientFor('{"object":"list","data":[],"has_more":true}', "application/json");
      assert.deepEqual(await ask(empty), []);
    });
  }
});

describe("an error of a provider", () => {
  it("does not repeat the key", async () => {
    const client = openai.connect({
      url: "http://service.test/v1",
      key: "sk-secret-of-somebody",
      fetch: async () =>
        Response.json(
          { error: { message: "Incorrect API key provided: sk-secret-of-somebody." } },
          { status: 401 },
        ),
    });
    await assert.rejects(client.models(), {
      message:
        "OpenAI does not accept the key. Sign in again, or set the right key. Incorrect API key provided: [key].",
    });
  });
});
