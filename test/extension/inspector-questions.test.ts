import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { toldMass } from "../../src/core/inspection/token-metrics.js";
import { textOfBytes } from "../../src/core/inspection/token-bytes.js";
import { branchText } from "../../src/core/inspection/branch-text.js";
import type { Question, QuestionOrder } from "../../src/extension/inspector/questions.js";
import { codeOf } from "../../src/extension/inspector/keep-inspection.js";
import { Questions } from "../../src/extension/inspector/questions.js";
import type { DialectName } from "../support/language-model/dialects.js";
import { LanguageModel } from "../support/language-model/language-model.js";
import { modelServer } from "../support/language-model/model-server.js";
import { Uri } from "../support/fake-vscode.ts";
import { shownSampling } from "../support/shown-inspection.ts";

const data = mkdtempSync(join(tmpdir(), "tunewright-inspector-"));

const shownModel = {
  provider: "compatible",
  providerTitle: "S",
  model: "m",
  host: "model.test",
};

/** A question's answer, from a server that knows the exact probabilities. */
async function ask(
  dialect: DialectName,
  change: Partial<QuestionOrder> = {},
  server = modelServer(),
): Promise<{ readonly question: Question; readonly server: ReturnType<typeof modelServer> }> {
  const { promise, resolve } = Promise.withResolvers<Question>();
  const questions = new Questions({
    connect: () => Promise.resolve(server.connection(dialect)),
    environment: { TUNEWRIGHT_DATA_DIR: data },
    onChange: (question) => question.shown.status.kind === "asking" || resolve(question),
  });
  const sent = { kind: "completion", text: "The room was" } as const;
  const shown = {
    file: "reviews.jsonl",
    line: 1,
    sent,
    refusal: null,
    expected: " clean",
    separator: "",
    mayTrain: false,
  };
  const place = { uri: Uri.parse("file:///w/reviews.jsonl"), line: 1 };
  questions.ask({
    record: { place, shown, ending: "", labels: [] },
    sent,
    model: shownModel,
    sampling: shownSampling,
    branch: null,
    probesAgain: false,
    ...change,
  });
  return { question: await promise, server };
}

describe("the questions of the Inspector", () => {
  after(() => rmSync(data, { recursive: true, force: true }));

  it("are answered with the model's own probabilities, the record's completion too", async () => {
    const { question, server } = await ask("vllm");
    const { inspection } = question;
    assert.ok(inspection?.scored);
    const text = "The room was clean";
    const exact = server.model.score(text);
    const { tokens } = inspection.scored;
    const own = exact
      .slice(-tokens.length)
      .map((token) => ("logprob" in token ? token.logprob : 0));
    const told = tokens.map(({ logprob }) => logprob ?? 0);
    assert.ok(told.every((value, index) => Math.abs(value - (own[index] ?? 0)) < 1e-6));
    assert.equal(question.shown.status.kind, "answered");
  });

  it("bring alternatives that add up to 1 with what is left, and are the model's own", async () => {
    const { question, server } = await ask("vllm");
    const tokens = question.inspection?.generated.tokens ?? [];
    assert.ok(tokens.length > 1);
    const drawn = server.model.draw("The room was", {
      temperature: 0,
      topP: 1,
      seed: 1,
      stop: [],
      maxTokens: shownSampling.maxTokens,
    });
    tokens.forEach((token, index) => {
      const { known, rest } = toldMass(token);
      assert.ok(Math.abs(known.reduce((sum, share) => sum + share, rest) - 1) < 1e-9);
      const all = (drawn.tokens[index]?.all ?? []).toSorted((a, b) => b - a);
      token.alternatives.forEach(({ logprob }, place) =>
        assert.ok(Math.abs(logprob - (all[place] ?? 1)) < 1e-6, `token ${index}, ${place}`),
      );
    });
  });

  it("compare models by what each of them says itself", async () => {
    const texts = ["The room was clean.", "The room was dirty.", "The room was loud."];
    const named = { base: new LanguageModel(texts.slice(1)), tuned: new LanguageModel(texts) };
    const server = modelServer({ named });
    for (const [name, model] of Object.entries(named)) {
      const { question } = await ask("vllm", { model: { ...shownModel, model: name } }, server);
      const { scored } = question.inspection ?? {};
      assert.ok(scored?.logprob);
      const exact = model
        .score("The room was clean")
        .slice(-scored.tokens.length)
        .reduce((sum, token) => sum + ("logprob" in token ? token.logprob : 0), 0);
      assert.ok(Math.abs(scored.logprob - exact) < 1e-6, `${name}: ${scored.logprob}, ${exact}`);
    }
  });

  it("go on from another token, with the probabilities that the model has there", async () => {
    const first = (await ask("vllm")).question;
    const tokens = first.inspection?.generated.tokens ?? [];
    const candidate = tokens[0]?.alternatives[1];
    assert.ok(candidate);
    const text = branchText(tokens, 0, candidate);
    assert.ok(text !== undefined);
    const prompt = `The room was${text}`;
    const { question, server } = await ask("vllm", {
      sent: { kind: "completion", text: prompt },
      branch: { of: 1, token: 0, text },
    });
    const [next] = question.inspection?.generated.tokens ?? [];
    assert.ok(next?.bytes);
    const drawn = server.model.draw(prompt, {
      temperature: 0,
      topP: 1,
      seed: 1,
      stop: [],
      maxTokens: 8,
    });
    assert.equal(textOfBytes(next.bytes), textOfBytes([...(drawn.tokens[0]?.bytes ?? [])]));
    assert.ok(Math.abs((next.logprob ?? 0) - (drawn.tokens[0]?.logprob ?? 1)) < 1e-6);
    // What the record expects stands after the prompt, not after another way.
    assert.deepEqual([question.inspection?.expected, question.inspection?.scored], [null, null]);
  });

  it("say why a service cannot do what it has no button for", async () => {
    const { question } = await ask("openai", {
      model: { provider: "compatible", providerTitle: "S", model: "o", host: "model.test" },
    });
    const { status } = question.shown;
    assert.ok(status.kind === "answered");
    assert.match(status.facts.whyNoBranches ?? "", /does not continue texts/);
    assert.notEqual(status.facts.whyNoScores, null);
    assert.equal(status.facts.whyNoTokens, null);
  });

  it("fail with the service's words", async () => {
    const server = modelServer();
    const { promise, resolve } = Promise.withResolvers<Question>();
    const questions = new Questions({
      connect: () => Promise.reject(new Error("Sign in first.")),
      environment: { TUNEWRIGHT_DATA_DIR: data },
      onChange: (question) => question.shown.status.kind === "failed" && resolve(question),
    });
    const { record, sent } = (await ask("vllm")).question;
    questions.ask({
      record,
      sent,
      model: { provider: "openai", providerTitle: "OpenAI", model: "m", host: "api.openai.com" },
      sampling: shownSampling,
      branch: null,
      probesAgain: false,
    });
    assert.deepEqual((await promise).shown.status, {
      kind: "failed",
      message: "Sign in first.",
      needsKey: false,
    });
    assert.equal(server.requests.length, 0);
  });

  it("are copied as the request that was sent, without the key", async () => {
    const { question } = await ask("vllm");
    const python = codeOf(question, "python") ?? "";
    assert.match(python, /client\.completions\.create\(\n {4}model="m",\n {4}temperature=0,/);
    assert.match(python, /prompt="The room was",[^]*logprobs=5,/);
    const curl = codeOf(question, "curl") ?? "";
    const body = /-d '([^]*)'\n$/.exec(curl)?.[1] ?? "";
    assert.deepEqual(JSON.parse(body), {
      model: "m",
      temperature: 0,
      prompt: "The room was",
      max_tokens: 8,
      logprobs: 5,
    });
    assert.doesNotMatch(python + curl, /a test key/);
  });
});
