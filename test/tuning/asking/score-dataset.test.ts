import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RecordToScore } from "../../../src/core/inspection/scored-lines.js";
import type { ScoreFact } from "../../../src/core/inspection/score-fact.js";
import { askingClient } from "../../../src/tuning/asking/asking-client.js";
import { CapabilityStore } from "../../../src/tuning/asking/capability-store.js";
import { probe } from "../../../src/tuning/asking/probe.js";
import type { ScoringPowers } from "../../../src/tuning/asking/score-dataset.js";
import { namesFor, scoreDataset } from "../../../src/tuning/asking/score-dataset.js";
import { MemoryFolder } from "../../../src/tuning/local/engine/memory-folder.js";
import type { Connection } from "../../../src/tuning/provider.js";
import { modelServer } from "../../support/language-model/model-server.js";

const server = modelServer();
const order = {
  provider: "compatible",
  model: "small",
  endpoint: "http://model.test/vllm/v1",
  sampling: { maxTokens: 4, temperature: 0, stop: [] as string[], alternatives: 5 },
  labels: { labels: [] as string[], ending: "", areTokens: false, areScored: false },
};
const asked = {
  sent: { kind: "completion", text: "It is good.\n\n###\n\n" } as const,
  expected: " 5",
};
const records = [" 5", " 1", " 5", "漢字"].map((expected, index) => ({
  ...asked,
  line: index + 1,
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
  const all = new Map(known.map((fact) => [fact.hash, fact]));
  const powers: ScoringPowers = {
    client: askingClient("The service", { ...connection, fetch }),
    capabilities,
    signal: stopping.signal,
    find: (hash) => all.get(hash),
    onFact: (fact) => {
      all.set(fact.hash, fact);
      facts.push(fact);
    },
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

  it("ask once for records that are the same where several are asked about at a time", async () => {
    const { powers, facts } = await scoringAt((request) => server.fetch(request));
    const before = server.requests.length;
    const same = Array.from({ length: 12 }, (_, index) => ({ ...asked, line: index + 1 }));
    await scoreDataset(same, order, { ...powers, atOnce: 4 });
    assert.equal(server.requests.length - before, 1);
    assert.deepEqual(
      facts.map(({ line }) => line).toSorted((a, b) => a - b),
      same.map(({ line }) => line),
    );
  });

  it("take as many records as are asked about, and no more", async () => {
    const { powers, facts, stopping } = await scoringAt((request) => server.fetch(request));
    let taken = 0;
    function* endless(): Generator<RecordToScore> {
      for (;;) {
        taken += 1;
        yield { line: taken, ...asked, expected: ` ${taken}` };
      }
    }
    const onFact: ScoringPowers["onFact"] = (fact) => {
      facts.push(fact);
      if (facts.length === 10) stopping.abort();
    };
    await scoreDataset(endless(), order, { ...powers, onFact, atOnce: 4 });
    assert.ok(taken <= 10 + 4, String(taken));
  });

  it("all wait where one is told to", async () => {
    let isBusy = true;
    const asked: number[] = [];
    const { powers, waits } = await scoringAt((request) => {
      asked.push(waits.length);
      return isBusy
        ? Promise.resolve(refusal(429, "Slow down", { "Retry-After": "7" }))
        : server.fetch(request);
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    const wait = (ms: number): Promise<void> => {
      waits.push(ms);
      return promise;
    };
    const scoring = scoreDataset(records, order, { ...powers, wait, atOnce: 2 });
    // The other one may have asked before the first was told; nobody asks before the wait is over.
    await new Promise((tick) => setTimeout(tick, 50));
    const before = asked.length;
    assert.ok(before <= 2, String(before));
    isBusy = false;
    resolve();
    await scoring;
    assert.deepEqual(new Set(waits), new Set([7000]));
    assert.equal(asked.filter((told) => told === 0).length, before);
  });

  it("are named by all that they depend on", async () => {
    const [record] = records;
    assert.ok(record);
    const nameBy = async (other: Partial<typeof order>): Promise<string> =>
      (await namesFor({ ...order, ...other }))(record);
    const others = [
      {},
      { model: "large" },
      { provider: "openai" },
      { endpoint: "https://other.test/v1" },
      { sampling: { ...order.sampling, stop: [], maxTokens: 5 } },
      { labels: { ...order.labels, labels: [" 1"] } },
    ];
    const names = await Promise.all(others.map(nameBy));
    assert.equal(new Set(names).size, others.length);
    const [one, two] = await Promise.all(
      [
        [" 1", " 2"],
        [" 2", " 1"],
      ].map((labels) => nameBy({ labels: { ...order.labels, labels } })),
    );
    assert.equal(one, two);
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
