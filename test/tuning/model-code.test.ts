import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { codeFor } from "../../src/tuning/model-code.js";

const call = {
  model: "ft:model:it's",
  kind: "completion",
  separator: "\n\n###\n\n",
  stop: " END",
  url: "https://example.com/v1",
  keyVariable: "OPENAI_API_KEY",
} as const;

describe("code that asks a model", () => {
  it("ends the prompt and the answer as the training data did, in every language", () => {
    for (const language of ["python", "typescript", "curl"] as const) {
      const code = codeFor(call, language);
      assert.ok(code.includes(String.raw`\n\n###\n\n`), code);
      assert.match(code, /stop"?[=:] ?" END"/);
    }
  });

  it("leaves out what the data did not have", () => {
    const code = codeFor({ ...call, kind: "chat", separator: "", stop: "" }, "python");
    assert.match(code, /messages=\[\{"role": "user", "content": prompt\}\],\n {4}temperature=0,/);
    assert.ok(!code.includes("stop"));
  });

  it("asks where the environment says, for an engine that has no address of its own", () => {
    const local = { ...call, url: null };
    assert.match(codeFor(local, "python"), /OpenAI\(api_key=os\.environ/);
    assert.match(codeFor(local, "typescript"), /OpenAI\(\{ apiKey: process\.env/);
    assert.match(codeFor(local, "curl"), /^curl "\$OPENAI_BASE_URL\/completions"/);
  });

  it("is what a shell passes on unchanged", () => {
    const printed = execFileSync("sh", [
      "-c",
      codeFor(call, "curl").replace(/^curl/, "printf '%s\\0'"),
    ]);
    const words = printed.toString().split("\0");
    assert.equal(words[0], "https://example.com/v1/completions");
    assert.deepEqual(JSON.parse(words.at(-2) ?? ""), {
      model: "ft:model:it's",
      prompt: "Your text here\n\n###\n\n",
      stop: " END",
      temperature: 0,
    });
  });
});
