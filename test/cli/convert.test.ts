import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CliOutcome } from "../support/test-io.ts";
import { runCli } from "../support/test-io.ts";

const pair = '{"prompt":"Hi","completion":"Hello."}';
const chat =
  '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}';
const system =
  '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}';

async function convert(input: string, ...args: readonly string[]): Promise<CliOutcome> {
  return runCli(["convert", "-", "--stdin-filename", "data.jsonl", ...args], { input });
}

describe("convert", () => {
  it("writes the records in another form", async () => {
    assert.deepEqual(await convert(`${pair}\n\n${pair}`, "--to", "chat/openai"), {
      code: 0,
      stdout: `${chat}\n${chat}\n`,
      stderr: "",
    });
  });

  it("writes nothing where something would be lost, and says where and what", async () => {
    const input = `${chat}\n${chat}\n${system}\nnothing`;
    assert.deepEqual(await convert(input, "--to", "prompt-completion"), {
      code: 1,
      stdout: "",
      stderr: `data.jsonl:3 the conversation is not one question with one answer
data.jsonl:4 the line is not JSON
tunewright: 2 records are refused. Nothing was written.
`,
    });
  });

  it("refuses records that change when they are read", async () => {
    const input = ["12345678901234567891", '1,"id":2', "0.10000000000000001", "1e400"]
      .map((id) => `{"id":${id},"prompt":"Hi","completion":"Hello."}`)
      .join("\n");
    const { stderr } = await convert(input, "--to", "chat/openai");
    assert.equal(
      stderr,
      `data.jsonl:1 the number 12345678901234567891 cannot be read exactly
data.jsonl:2 a key stands twice in one object
data.jsonl:4 the number 1e400 cannot be read exactly
tunewright: 3 records are refused. Nothing was written.
`,
    );
  });

  it("says what can be made of a format", async () => {
    const { code, stderr } = await convert(chat, "--to", "preference/trl");
    assert.equal(code, 2);
    assert.match(stderr, /has the format chat, of which can be made: chat\/openai, chat\/trl, /);
  });

  it("says what is wrong with its use", async () => {
    const wrong = await Promise.all([
      convert(chat),
      convert(chat, "--to", "xml"),
      convert(chat, "another", "--to", "chat/trl"),
      convert('{"level":"info"}', "--to", "chat/trl"),
      convert('{"text":"Hi"}', "--to", "chat/trl"),
    ]);
    assert.deepEqual(
      wrong.map(({ code, stderr }) => [code, stderr.split(" with one of ")[0]?.split(", got")[0]]),
      [
        [2, "tunewright: Expected --to"],
        [
          2,
          "tunewright: Expected --to to be one of chat/openai, chat/trl, prompt-completion, prompt-completion/messages, alpaca, sharegpt, gemini, bedrock-conversation, cohere-chat, preference/openai, preference/trl",
        ],
        [2, "tunewright: Name one dataset.\n"],
        [
          2,
          "tunewright: data.jsonl is not recognised as training data, one record on each line.\n",
        ],
        [2, "tunewright: data.jsonl has the format text, which nothing can be made of.\n"],
      ],
    );
  });
});
