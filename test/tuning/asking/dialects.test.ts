import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Capabilities, ScoringCapability } from "../../../src/core/inspection/capabilities.js";
import { textPieces } from "../../../src/core/inspection/text-pieces.js";
import { probabilityOf } from "../../../src/core/inspection/token-metrics.js";
import type { AskingPowers, InspectionOrder } from "../../../src/tuning/asking/inspect-record.js";
import { generate, inspectRecord, scoreText } from "../../../src/tuning/asking/inspect-record.js";
import { askingClient } from "../../../src/tuning/asking/asking-client.js";
import { probe } from "../../../src/tuning/asking/probe.js";
import type { DialectName } from "../../support/language-model/dialects.js";
import type { ModelServer } from "../../support/language-model/model-server.js";
import { modelServer } from "../../support/language-model/model-server.js";

const now = (): number => Date.parse("2026-11-22T12:00:00Z");

async function powersAt(dialect: DialectName, server: ModelServer): Promise<AskingPowers> {
  const client = askingClient("The service", server.connection(dialect));
  return { client, capabilities: await probe({ client, model: "small", now }) };
}

function scoringWord(scoring: ScoringCapability): string {
  return scoring.kind === "scores" ? scoring.method : "none";
}

/** In one line: alternatives of each route (`-` no answer, `0` none, `no` no log probabilities). */
function summary({ routes, scoring, chatScoring }: Capabilities): string {
  const words = Object.values(routes).map(({ answers, hasLogprobs, alternatives }) => {
    if (!answers) return "-";
    return hasLogprobs ? String(alternatives) : "no";
  });
  return [...words, scoringWord(scoring), scoringWord(chatScoring)].join(" ");
}

const order: Omit<InspectionOrder, "record"> = {
  provider: "compatible",
  model: "small",
  sent: { kind: "completion", text: "Very good. I love it.\n\n###\n\n" },
  expected: " 5",
  sampling: { maxTokens: 8, temperature: 1, seed: 5, stop: [], alternatives: 20 },
  isScored: true,
  labels: { labels: [], ending: "", areTokens: false, areScored: false },
};

describe("what services are found to tell", () => {
  // Completions, chat, responses; scoring of texts, of answers in conversations.
  const expected: Readonly<Record<DialectName, string>> = {
    openai: "- 20 20 none none",
    "openai-reasoning": "- 5 - none none",
    "openai-old": "5 no - echo none",
    "openai-last": "5 no - none none",
    azure: "- 20 20 none none",
    together: "20 20 - echo none",
    fireworks: "5 5 - echo none",
    vllm: "20 20 - echo prompt-logprobs",
    "llama.cpp": "20 20 - none none",
    ollama: "20 20 - none none",
    "lm-studio": "- no 20 none none",
    sglang: "20 20 - none none",
  };

  for (const [dialect, words] of Object.entries(expected)) {
    it(`is right for ${dialect}`, async () => {
      const { capabilities } = await powersAt(dialect as DialectName, modelServer());
      assert.equal(summary(capabilities), words);
      assert.equal(capabilities.probedAt, "2026-11-22T12:00:00.000Z");
    });
  }

  it("keeps the words in which a service refuses", async () => {
    const { capabilities } = await powersAt("openai-last", modelServer());
    const { scoring } = capabilities;
    assert.match(
      scoring.kind === "none" ? scoring.reason : "",
      /'echo' and 'logprobs' at the same time is not supported/,
    );
    const llama = await powersAt("llama.cpp", modelServer());
    const reason = llama.capabilities.scoring;
    assert.match(reason.kind === "none" ? reason.reason : "", /Only no echo is supported\. Its/);
  });

  it("tells models that reason not to, and uses the name of the limit that they know", async () => {
    const server = modelServer();
    const powers = await powersAt("openai-reasoning", server);
    assert.equal(powers.capabilities.needsNoReasoning, true);
    assert.equal(powers.capabilities.limitName, "max_completion_tokens");
    const { tokens } = await generate(order, powers);
    assert.ok(tokens.length > 0 && tokens.every(({ alternatives }) => alternatives.length === 5));
    assert.equal(server.requests.at(-1)?.body.reasoning_effort, "none");
  });

  it("sends nothing of anybody's data", async () => {
    const server = modelServer();
    await powersAt("vllm", server);
    for (const { body } of server.requests) {
      assert.match(JSON.stringify(body), /The days of the week are Monday, Tuesday,/);
    }
    assert.ok(server.requests.length <= 9);
  });

  it("is an error where nothing answers", async () => {
    const fetch = (): Promise<Response> =>
      Promise.resolve(Response.json({ error: { message: "No model" } }, { status: 404 }));
    const client = askingClient("The service", { url: "http://x.test/v1", key: "k", fetch });
    await assert.rejects(probe({ client, model: "small", now }), /The service: No model/);
  });
});

describe("what a model says", () => {
  for (const dialect of [
    "openai",
    "openai-reasoning",
    "openai-old",
    "azure",
    "together",
    "fireworks",
    "vllm",
    "llama.cpp",
    "ollama",
    "lm-studio",
    "sglang",
  ] as const) {
    it(`is read with the model's own probabilities, whole and in chunks (${dialect})`, async () => {
      const server = modelServer();
      const powers = await powersAt(dialect, server);
      const prompt = "今天天氣很好，我們去公園吧。🎉 ";
      const asked = { ...order, sent: { kind: "completion", text: prompt } as const };
      const whole = await generate(asked, powers);
      const { body, path } = server.requests.at(-1) ?? {};
      const isText = path?.endsWith("/v1/completions") === true;
      const drawn = server.model.draw(isText ? prompt : `user: ${prompt}\nassistant: `, {
        maxTokens: body?.max_output_tokens ?? 8,
        temperature: 1,
        topP: 1,
        seed: body?.seed ?? 1,
        stop: isText ? [] : ["\n"],
      });
      assert.equal(whole.text, drawn.text);
      assert.equal(whole.tokens.length, drawn.tokens.length);
      whole.tokens.forEach((token, index) => {
        const real = drawn.tokens[index];
        if (token.logprob !== -9999)
          assert.ok(Math.abs((token.logprob ?? 0) - (real?.logprob ?? 1)) < 1e-9);
        if (token.bytes !== null) assert.deepEqual(token.bytes, [...(real?.bytes ?? [])]);
      });
      assert.equal(whole.finishReason !== null, true);
      const seen: string[] = [];
      const chunked = await generate(asked, { ...powers, onTokens: (text) => seen.push(text) });
      assert.deepEqual(
        [chunked.text, chunked.tokens.map(({ logprob }) => logprob)],
        [whole.text, whole.tokens.map(({ logprob }) => logprob)],
      );
      assert.equal(seen.join(""), whole.text);
      const shown = textPieces(whole.tokens)
        .map(({ text }) => text)
        .join("");
      if (whole.tokens.every(({ bytes }) => bytes !== null)) assert.equal(shown, whole.text);
    });
  }

  for (const dialect of ["openai-old", "together", "fireworks", "vllm"] as const) {
    it(`is scored as likely as the model finds it (${dialect})`, async () => {
      const server = modelServer();
      const powers = await powersAt(dialect, server);
      for (const text of [" 5", " 1", "今天 🙂!", " cafe\u0301"]) {
        const prompt = "Rate: ⭐ good\n\n###\n\n";
        const sent = { kind: "completion", text: prompt } as const;
        const scored = await scoreText(text, { ...order, sent }, powers);
        const own = server.model
          .score(prompt + text)
          .slice(server.model.score(prompt).length)
          .reduce((sum, token) => sum + ("logprob" in token ? token.logprob : Number.NaN), 0);
        assert.ok(
          Math.abs((scored?.logprob ?? 1) - own) < 1e-6,
          `${text}: ${scored?.logprob} ${own}`,
        );
        assert.equal(scored?.method, "echo");
      }
    });
  }

  it("is scored in conversations, and without the ids of tokens (vLLM)", async () => {
    const cases = [true, false].flatMap((hasIds) =>
      ["I am sorry.", "I am sorry. 🙂", "🙂"].map((answer) => [hasIds, answer] as const),
    );
    for (const [returnsTokenIds, answer] of cases) {
      const server = modelServer({ returnsTokenIds });
      const powers = await powersAt("vllm", server);
      const messages = [{ role: "user", content: "Where is my order?" }];
      const sent = { kind: "chat", messages } as const;
      const scored = await scoreText(answer, { ...order, sent }, powers);
      const before = "user: Where is my order?\nassistant: ";
      const tokens = server.model.score(`${before}${answer}\n`);
      const all = tokens.slice(server.model.score(before).length, -1);
      const own = all.reduce((sum, token) => sum + ("logprob" in token ? token.logprob : 0), 0);
      assert.ok(Math.abs((scored?.logprob ?? 1) - own) < 1e-6);
      assert.equal(scored?.method, "prompt-logprobs");
      // Alternatives come with the ids only.
      assert.equal(scored?.tokens[0]?.alternatives.length === 0, !returnsTokenIds);
    }
  });

  it("is compared with the record where the service scores nothing, and says why", async () => {
    const powers = await powersAt("llama.cpp", modelServer());
    const record = { file: "a.jsonl", line: 1 };
    const { scored } = await inspectRecord({ ...order, record, expected: "🦄" }, powers);
    assert.equal(scored?.method, "comparison");
    assert.equal(scored.logprob, null);
    assert.match(scored.note ?? "", /Not among the first 20: below .* %\. Not scored: .*no echo/);
    assert.ok(scored.atMost < 0.05);
  });

  it("shows no more alternatives than were wanted, and looks for labels among all", async () => {
    const server = modelServer();
    const powers = await powersAt("vllm", server);
    const labels = [" 1", " 2", " 3", " 4", " 5"];
    const wishes = { labels, ending: "", areTokens: false, areScored: false };
    const sampling = { ...order.sampling, temperature: 0, alternatives: 2, maxTokens: 1 };
    const record = { file: "a.jsonl", line: 1 };
    const found = await inspectRecord({ ...order, record, sampling, labels: wishes }, powers);
    assert.equal(found.generated.tokens[0]?.alternatives.length, 2);
    const before = server.model.vocabulary.split(
      new TextEncoder().encode(order.sent.kind === "completion" ? order.sent.text : ""),
    );
    const all = server.model.probabilities(before);
    for (const { label, probability } of found.labels?.labels ?? []) {
      const [id = -1] = server.model.vocabulary.split(new TextEncoder().encode(label));
      assert.ok(Math.abs((probability ?? 0) - (all[id] ?? 1)) < 1e-9, label);
    }
    assert.equal(found.labels?.labels.length, 5);
    const sum = found.labels.labels.reduce((total, { normalised }) => total + (normalised ?? 0), 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
    assert.ok(probabilityOf(found.scored?.logprob ?? 1) <= 1);
  });
});
