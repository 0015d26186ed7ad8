import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ScoreFact } from "../../../src/core/inspection/score-fact.js";
import { askingClient } from "../../../src/tuning/asking/asking-client.js";
import { CapabilityStore } from "../../../src/tuning/asking/capability-store.js";
import { probe } from "../../../src/tuning/asking/probe.js";
import type { ScoringPowers } from "../../../src/tuning/asking/score-dataset.js";
import { scoreDataset } from "../../../src/tuning/asking/score-dataset.js";
import { MemoryFolder } from "../../../src/tuning/local/engine/memory-folder.js";
import type { Connection } from "../../../src/tuning/provider.js";
import { modelServer } from "../../support/language-model/model-server.js";

const server = modelServer();
const order = {
  provider: "compatible",
  model: "small",
  sampling: { maxTokens: 4, temperature: 0, stop: [], alternatives: 5 },
  labels: { labels: [], ending: "", areTokens: false, areScored: false },
};
const records = [" 5", " 1", " 5", "漢字"].map((expected, index) => ({
  line: index + 1,
  sent: { kind: "completion", text: "It is good.\n\n###\n\n" } as const,
  expected,
}));

interface Scoring {
  readonly powers: ScoringPowers;
  readonly facts: ScoreFact[];
  readonly waits: number[];
  readonly refused: number[];
  readonly stopping: AbortController;
}

async function scoringAt(
  fetch: Connection["fetch"],
  known: readonly ScoreFact[] = [],
): Promise<Scoring> {
  const connection = server.connection("vllm");
  const plain = askingClient("The service", connection);
  const capabilities = await probe({ client: plain, model: "small", now: () => 0 });
  const facts: ScoreFact[] = [];
  const waits: number[] = [];
  const refused: number[] = [];
  const stopping = new AbortController();
  const powers: ScoringPowers = {
    client: askingClient("The service", { ...connection, fetch }),
    capabilities,
    signal: stopping.signal,
    known: new Map(known.map((fact) => [fact.hash, fact])),
    onFact: (fact) => void facts.push(fact),
    onRefused: (line) => void refused.push(line),
    wait: (ms) => Promise.resolve(void waits.push(ms)),
    onWait: () => undefined,
    atOnce: 1,
  };
  return { powers, facts, waits, refused, stopping };
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { message } }, { status, headers });
}

describe("the scores of a dataset", () => {
  it("are the model's own, and records that are the same are asked once", async () => {
    const { powers, facts } = await scoringAt((request) => server.fetch(request));
    const before = server.requests.length;
    await scoreDataset(records, order, powers);
    assert.equal(server.requests.length - before, 3);
    assert.deepEqual(
      facts.map(({ line }) => line),
      [1, 2, 3, 4],
    );
    assert.equal(facts[0]?.logprob, facts[2]?.logprob);
    const { model } = server;
    const prompt = "It is good.\n\n###\n\n";
    const own = model.score(`${prompt}漢字`).slice(model.score(prompt).length);
    const total = own.reduce((sum, one) => sum + ("logprob" in one ? one.logprob : 0), 0);
    assert.ok(Math.abs((facts[3]?.logprob ?? 0) - total) < 1e-6);
    assert.equal(facts[3]?.tokens, own.length);
  });

  it("wait for as long as a service says, and longer each time where it says nothing", async () => {
    let calls = 0;
    const { powers, facts, waits } = await scoringAt((request) => {
      calls += 1;
      if (calls === 1) return Promise.resolve(refusal(429, "Slow down", { "Retry-After": "7" }));
      if (calls <= 3) return Promise.resolve(refusal(503, "Overloaded"));
      return server.fetch(request);
    });
    await scoreDataset(records.slice(0, 1), order, powers);
    assert.deepEqual(waits, [7000, 2000, 4000]);
    assert.equal(facts.length, 1);
  });

  it("go on behind a record that is refused, and stop where all would be", async () => {
    const tooLong = await scoringAt(async (request) => {
      const text = await request.clone().text();
      return text.includes("漢") ? refusal(400, "Too long") : server.fetch(request);
    });
    await scoreDataset(records.toReversed(), order, tooLong.powers);
    assert.deepEqual(tooLong.refused, [4]);
    assert.equal(tooLong.facts.length, 3);
    const noKey = await scoringAt(() => Promise.resolve(refusal(401, "Bad key")));
    await assert.rejects(scoreDataset(records, order, noKey.powers), /does not accept the key/);
  });

  it("are not asked for again where they are known, and stop where they are told to", async () => {
    const first = await scoringAt((request) => server.fetch(request));
    const stopAfterOne: ScoringPowers = {
      ...first.powers,
      onFact: (fact) => {
        first.facts.push(fact);
        first.stopping.abort();
      },
    };
    await scoreDataset(records, order, stopAfterOne);
    assert.equal(first.facts.length, 1);
    const second = await scoringAt((request) => server.fetch(request), first.facts);
    const before = server.requests.length;
    await scoreDataset(records, order, second.powers);
    assert.equal(server.requests.length - before, 2);
    assert.equal(second.facts.length, 4);
  });

  it("say which label the model would take, and how sure it is", async () => {
    const labels = { ...order.labels, labels: [" 1", " 5"] };
    const { powers, facts } = await scoringAt((request) => server.fetch(request));
    await scoreDataset(records.slice(0, 2), { ...order, labels }, powers);
    const [five, one] = facts;
    assert.equal(five?.predicted, one?.predicted);
    const sum = (five?.expectedProbability ?? 0) + (one?.expectedProbability ?? 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
    assert.ok(Math.abs((five?.margin ?? 0) + (one?.margin ?? 0)) < 1e-9);
  });
});

describe("what was found out about a service", () => {
  it("is kept by address and model, and forgotten where it is damaged", async () => {
    const folder = new MemoryFolder();
    const store = new CapabilityStore(folder);
    const client = askingClient("The service", server.connection("vllm"));
    const found = await probe({ client, model: "small", now: () => 0 });
    assert.equal(await store.read(found.endpoint, "small"), undefined);
    await store.write(found);
    assert.deepEqual(await store.read(found.endpoint, "small"), found);
    assert.equal(await store.read(found.endpoint, "other"), undefined);
    const [name = ""] = await folder.list("capabilities");
    for (const text of [
      "{",
      "[]",
      '{"version":1}',
      JSON.stringify({ ...found, routes: { chat: 1 } }),
    ]) {
      await folder.write(`capabilities/${name}`, new TextEncoder().encode(text));
      assert.equal(await store.read(found.endpoint, "small"), undefined);
    }
  });
});
