import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type OpenAI from "openai";
import { problemOf } from "../../../support/api-problem.js";
import { chatLines, reviewLines } from "../../../support/review-lines.js";
import { startEngine, trainModel } from "../../../support/started-engine.js";

const good = "The soft dress is lovely.\n\n###\n\n";
const bad = "The torn shirt is itchy.\n\n###\n\n";

describe("completions of the local engine", () => {
  let client: OpenAI;
  let model: string;
  before(async () => {
    const started = startEngine();
    client = started.client;
    model = (await trainModel(started, reviewLines(200, 1))).model;
  });

  it("answer several prompts, each as often as is asked, in their order", async () => {
    const completion = await client.completions.create({
      model,
      prompt: [good, bad],
      n: 2,
      temperature: 0,
    });
    const texts = completion.choices.map(({ text, index }) => `${index}${text}`);
    assert.deepEqual(texts, ["0 positive", "1 positive", "2 negative", "3 negative"]);
    const { usage } = completion;
    assert.equal(usage?.completion_tokens, 4);
    assert.equal(usage.total_tokens, usage.prompt_tokens + 4);
  });

  it("are the same for the same seed, and drawn anew without one", async () => {
    const ask = async (seed?: number): Promise<string> => {
      const { choices } = await client.completions.create({
        model,
        prompt: "Nobody knows.",
        n: 60,
        temperature: 2,
        ...(seed !== undefined && { seed }),
      });
      return choices.map(({ text }) => text).join();
    };
    assert.equal(await ask(5), await ask(5));
    assert.notEqual(await ask(5), await ask(6));
    assert.notEqual(await ask(), await ask());
  });

  it("end before a stop sequence", async () => {
    const { choices } = await client.completions.create({
      model,
      prompt: good,
      temperature: 0,
      stop: ["tive", "x"],
      logprobs: 2,
    });
    assert.equal(choices[0]?.text, " posi");
    assert.deepEqual(choices[0].logprobs?.tokens, [" posi"]);
  });

  it("give log probabilities with where in the text the answer stands", async () => {
    const { choices } = await client.completions.create({
      model,
      prompt: good,
      temperature: 0,
      logprobs: 1,
    });
    const { logprobs } = choices[0] ?? {};
    assert.deepEqual(logprobs?.tokens, [" positive"]);
    assert.deepEqual(logprobs.text_offset, [good.length]);
    assert.deepEqual(Object.keys(logprobs.top_logprobs?.[0] ?? {}), [" positive"]);
    assert.equal(logprobs.top_logprobs?.[0]?.[" positive"], logprobs.token_logprobs?.[0]);
    const without = await client.completions.create({ model, prompt: good });
    assert.equal(without.choices[0]?.logprobs, null);
  });

  it("score a text that is given, label by label", async () => {
    const score = async (label: string): Promise<number> => {
      const { choices } = await client.completions.create({
        model,
        prompt: `${good}${label}`,
        echo: true,
        max_tokens: 0,
        logprobs: 2,
      });
      const [choice] = choices;
      assert.equal(choice?.text, `${good}${label}`);
      assert.equal(choice.finish_reason, "length");
      assert.deepEqual(choice.logprobs?.tokens, [good, label]);
      assert.deepEqual(choice.logprobs.text_offset, [0, good.length]);
      const [first, second] = choice.logprobs.token_logprobs ?? [];
      assert.equal(first, null);
      return second ?? Number.NaN;
    };
    const [positive, negative] = [await score(" positive"), await score(" negative")];
    assert.ok(positive > negative);
    assert.ok(Math.abs(Math.exp(positive) + Math.exp(negative) - 1) < 1e-6);
  });

  it("echo a text that ends with no label, followed by the answer", async () => {
    const { choices } = await client.completions.create({
      model,
      prompt: good,
      echo: true,
      temperature: 0,
      logprobs: 1,
    });
    assert.equal(choices[0]?.text, `${good} positive`);
    assert.deepEqual(choices[0].logprobs?.text_offset, [0, good.length]);
  });

  it("are streamed where that is asked", async () => {
    const stream = await client.completions.create({
      model,
      prompt: good,
      temperature: 0,
      stream: true,
    });
    const texts: string[] = [];
    for await (const { choices } of stream) texts.push(choices[0]?.text ?? "");
    assert.equal(texts.join(""), " positive");
  });

  it("answer an empty prompt", async () => {
    const { choices } = await client.completions.create({ model, prompt: "", temperature: 0 });
    assert.match(choices[0]?.text ?? "", /^ (posi|nega)tive$/);
  });

  const refused: readonly (readonly [string, object])[] = [
    ["prompt", { prompt: 7 }],
    ["prompt", { prompt: [] }],
    ["prompt", { prompt: [[1, 2]] }],
    ["n", { n: 0 }],
    ["n", { n: 129 }],
    ["temperature", { temperature: 2.1 }],
    ["top_p", { top_p: -0.1 }],
    ["max_tokens", { max_tokens: -1 }],
    ["logprobs", { logprobs: 21 }],
    ["logprobs", { logprobs: true }],
    ["stop", { stop: ["a", "b", "c", "d", "e"] }],
    ["stop", { stop: [""] }],
    ["echo", { echo: "yes" }],
    ["stream", { stream: 1 }],
    ["seed", { seed: 0.5 }],
    ["model", { model: 5 }],
  ];
  for (const [param, change] of refused) {
    it(`refuse ${JSON.stringify(change)}`, async () => {
      const body = { model, prompt: good, ...change };
      const problem = await problemOf(client.post("/completions", { body }));
      assert.deepEqual([problem.status, problem.param], [400, param]);
    });
  }

  it("say which model is not there", async () => {
    const problem = await problemOf(client.completions.create({ model: "gpt-4", prompt: "x" }));
    assert.deepEqual(
      [problem.status, problem.code, problem.param],
      [404, "model_not_found", "model"],
    );
  });
});

describe("chat completions of the local engine", () => {
  const messages = [
    { role: "system", content: "Rate the review." },
    { role: "user", content: "The soft dress is lovely." },
  ] as const;
  let client: OpenAI;
  let model: string;
  before(async () => {
    const started = startEngine();
    client = started.client;
    model = (await trainModel(started, chatLines(reviewLines(200, 1)))).model;
  });

  it("answer a conversation, with log probabilities where they are asked for", async () => {
    const { choices, usage } = await client.chat.completions.create({
      model,
      messages: [...messages],
      temperature: 0,
      logprobs: true,
      top_logprobs: 2,
      n: 2,
    });
    assert.equal(choices.length, 2);
    const [choice] = choices;
    assert.deepEqual(choice?.message, { role: "assistant", content: "positive", refusal: null });
    assert.equal(choice.finish_reason, "stop");
    const [token] = choice.logprobs?.content ?? [];
    assert.equal(token?.token, "positive");
    assert.equal(Buffer.from(token.bytes ?? []).toString(), "positive");
    assert.deepEqual(
      token.top_logprobs.map((top) => top.token),
      ["positive", "negative"],
    );
    assert.ok(
      Math.abs(token.top_logprobs.reduce((sum, top) => sum + Math.exp(top.logprob), 0) - 1) < 1e-6,
    );
    assert.equal(usage?.completion_tokens, 2);
  });

  it("read parts of messages, and stop where they are told to", async () => {
    const content = [{ type: "text", text: "The soft dress is lovely." }] as const;
    const { choices } = await client.chat.completions.create({
      model,
      messages: [messages[0], { role: "user", content: [...content] }],
      temperature: 0,
      stop: "tive",
    });
    assert.equal(choices[0]?.message.content, "posi");
    assert.equal(choices[0].logprobs, null);
  });

  it("are streamed as the official client reads them", async () => {
    const stream = client.chat.completions.stream({
      model,
      messages: [...messages],
      temperature: 0,
      logprobs: true,
    });
    const { choices } = await stream.finalChatCompletion();
    assert.equal(choices[0]?.message.content, "positive");
    assert.equal(choices[0].finish_reason, "stop");
    assert.equal(choices[0].logprobs?.content?.[0]?.token, "positive");
  });

  const refused: readonly (readonly [string, object])[] = [
    ["messages", { messages: [] }],
    ["messages", { messages: "hello" }],
    ["messages", { messages: [1, null] }],
    ["top_logprobs", { top_logprobs: 2 }],
    ["top_logprobs", { logprobs: true, top_logprobs: 21 }],
    ["logprobs", { logprobs: 2 }],
  ];
  for (const [param, change] of refused) {
    it(`refuse ${JSON.stringify(change)}`, async () => {
      const body = { model, messages, ...change };
      const problem = await problemOf(client.post("/chat/completions", { body }));
      assert.deepEqual([problem.status, problem.param], [400, param]);
    });
  }
});
