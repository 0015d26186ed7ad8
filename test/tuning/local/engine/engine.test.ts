import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reviewLines } from "../../../support/review-lines.js";
import { startEngine, trainModel, upload } from "../../../support/started-engine.js";

describe("the local engine, driven by the official client", () => {
  it("trains a classifier that tells labels apart, and says how sure it is", async () => {
    const started = startEngine();
    const { client } = started;
    const { job, model } = await trainModel(started, reviewLines(300, 1), {
      validation_file: await upload(client, reviewLines(60, 2)),
      suffix: "reviews",
    });
    assert.equal(job.status, "succeeded");
    assert.match(model, /^ft:tunewright-classifier:local:reviews:/);
    const { choices } = await client.completions.create({
      model,
      prompt: "The soft dress is lovely.\n\n###\n\n",
      temperature: 0,
      logprobs: 2,
      max_tokens: 1,
    });
    assert.equal(choices[0]?.text, " positive");
    const [top] = choices[0].logprobs?.top_logprobs ?? [];
    assert.deepEqual(Object.keys(top ?? {}).sort(), [" negative", " positive"]);
    const sum = Object.values(top ?? {}).reduce((total, logprob) => total + Math.exp(logprob), 0);
    assert.ok(Math.abs(sum - 1) < 1e-6);
  });

  for (const [method, path] of [
    ["GET", "/v1/nothing"],
    ["PUT", "/v1/files"],
    ["GET", "/v1/chat/completions"],
    ["POST", "/elsewhere"],
  ] as const) {
    it(`says in OpenAI's shape that it does not know ${method} ${path}`, async () => {
      const { engine } = startEngine();
      const answer = await engine.fetch(new Request(`http://local.test${path}`, { method }));
      const message = `Unknown request: ${method} ${path}.`;
      assert.equal(answer.status, 404);
      assert.deepEqual(await answer.json(), {
        error: { message, type: "invalid_request_error", param: null, code: null },
      });
    });
  }

  for (const [name, body] of [
    ["no JSON", "{"],
    ["nothing", ""],
    ["a list", "[]"],
    ["null", "null"],
  ] as const) {
    for (const path of ["completions", "chat/completions", "fine_tuning/jobs"]) {
      it(`refuses ${name} as the body of ${path}`, async () => {
        const { engine } = startEngine();
        const request = new Request(`http://local.test/v1/${path}`, { method: "POST", body });
        const answer = await engine.fetch(request);
        assert.equal(answer.status, 400);
        assert.match(
          await answer.text(),
          /"The body of the request (is not valid JSON|must be a JSON object)\."/,
        );
      });
    }
  }

  it("answers what it cannot do for reasons of its own with 500, in the same shape", async () => {
    const { folder, engine } = startEngine();
    folder.list = () => Promise.reject(new Error("The disk is on fire."));
    const answer = await engine.fetch(new Request("http://local.test/v1/files"));
    assert.equal(answer.status, 500);
    assert.match(await answer.text(), /"message":"The disk is on fire\.","type":"server_error"/);
  });
});
