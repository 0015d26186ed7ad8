import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readAnswer, readChunks } from "../../../src/core/inspection/read-answer.js";
import { textPieces } from "../../../src/core/inspection/text-pieces.js";
import type { Token } from "../../../src/core/inspection/token.js";

function bytesOf(text: string): readonly number[] {
  return [...new TextEncoder().encode(text)];
}

function chat(entries: readonly object[], content = ""): object {
  const logprobs = { content: entries, refusal: null };
  return { choices: [{ index: 0, message: { content }, logprobs, finish_reason: "stop" }] };
}

function legacy(logprobs: object, text = ""): object {
  return { choices: [{ index: 0, text, logprobs, finish_reason: "length" }] };
}

function tokensIn(body: object, asked = 5): readonly Token[] {
  const read = readAnswer(body as never, asked);
  assert.ok(read);
  return read.tokens;
}

describe("an answer with log probabilities", () => {
  it("is the same in all three shapes", () => {
    const entry = (token: string, logprob: number): object => ({
      token,
      logprob,
      bytes: bytesOf(token),
    });
    const entries = [
      { ...entry(" 4", -0.5), top_logprobs: [entry(" 4", -0.5), entry(" 5", -1)] },
      { ...entry("!", -0.25), top_logprobs: [] },
    ];
    const arrays = {
      tokens: [" 4", "!"],
      token_logprobs: [-0.5, -0.25],
      top_logprobs: [{ " 5": -1, " 4": -0.5 }, {}],
      text_offset: [0, 2],
    };
    const output = [
      { type: "reasoning", summary: [] },
      { type: "message", content: [{ type: "output_text", text: " 4!", logprobs: entries }] },
    ];
    const expected: readonly Token[] = [
      {
        text: " 4",
        bytes: [32, 52],
        logprob: -0.5,
        rank: 1,
        alternatives: [
          { text: " 4", bytes: [32, 52], logprob: -0.5 },
          { text: " 5", bytes: [32, 53], logprob: -1 },
        ],
      },
      { text: "!", bytes: [33], logprob: -0.25, rank: null, alternatives: [] },
    ];
    assert.deepEqual(tokensIn(chat(entries, " 4!")), expected);
    assert.deepEqual(tokensIn(legacy(arrays, " 4!")), expected);
    assert.deepEqual(tokensIn({ output, status: "completed" }), expected);
    // llama.cpp and Ollama answer completions in the shape of chats.
    assert.deepEqual(tokensIn(legacy({ content: entries }, " 4!")), expected);
  });

  it("may come without log probabilities", () => {
    for (const logprobs of [undefined, null, {}, { content: null, refusal: null }]) {
      const body = { choices: [{ message: { content: "Hi" }, logprobs, finish_reason: "stop" }] };
      assert.deepEqual(readAnswer(body as never, 5), {
        text: "Hi",
        tokens: [],
        finishReason: "stop",
        given: [],
      });
    }
  });

  it("may refuse, with the tokens of the refusal", () => {
    const refusal = [{ token: "No", logprob: -0.1, bytes: null, top_logprobs: [] }];
    const body = {
      choices: [
        { message: { content: null, refusal: "No" }, logprobs: { content: null, refusal } },
      ],
    };
    const read = readAnswer(body, 0);
    assert.deepEqual([read?.text, read?.tokens[0]?.text], ["No", "No"]);
  });

  it("knows nothing of the first token of a text that was given", () => {
    const [first, second] = tokensIn(
      legacy({
        tokens: ["The", " end"],
        token_logprobs: [null, -2],
        top_logprobs: [null, { " end": -2 }],
      }),
    );
    assert.deepEqual([first?.logprob, first?.rank, first?.alternatives], [null, null, []]);
    assert.equal(second?.logprob, -2);
  });

  it("has floors where servers have no number", () => {
    const [token] = tokensIn(
      chat([{ token: "x", logprob: -9999.0, bytes: [120], top_logprobs: [] }], "x"),
    );
    assert.equal(token?.logprob, -9999);
    const [lower] = tokensIn(chat([{ token: "x", logprob: -1e9, top_logprobs: [] }], "x"));
    assert.equal(lower?.logprob, -9999);
  });

  it("does not rank a token that was added to the alternatives", () => {
    const top_logprobs = [{ " a": -0.1, " b": -3, " z": -9 }];
    const body = legacy({ tokens: [" z"], token_logprobs: [-9], top_logprobs }, " z");
    const [asTwo] = tokensIn(body, 2);
    assert.deepEqual([asTwo?.rank, asTwo?.alternatives.length], [null, 3]);
    const [asThree] = tokensIn(body, 3);
    assert.equal(asThree?.rank, 3);
  });

  it("keeps alternatives of the same text apart where their bytes are known", () => {
    const half = { token: "\ufffd", logprob: -1, bytes: [0xf0] };
    const other = { token: "\ufffd", logprob: -2, bytes: [0xe4] };
    const [token] = tokensIn(chat([{ ...other, top_logprobs: [half, other] }], "\ufffd"));
    assert.equal(token?.rank, 2);
    assert.equal(token?.alternatives.length, 2);
  });

  it("joins the bytes of characters that are split over tokens", () => {
    for (const text of ["🙂", "漢", "e\u0301", "👨‍👩‍👧"]) {
      const entries = bytesOf(text).map((byte) => ({
        token: "\ufffd",
        logprob: -1,
        bytes: [byte],
        top_logprobs: [],
      }));
      const tokens = tokensIn(chat(entries, text));
      assert.equal(
        textPieces(tokens)
          .map((piece) => piece.text)
          .join(""),
        text,
      );
      assert.deepEqual(
        tokens.flatMap(({ bytes }) => bytes ?? []),
        bytesOf(text),
      );
    }
  });

  it("reads half characters that stand as escapes", () => {
    const token_logprobs = [-1, -1];
    const tokens = ["bytes:\\xf0\\x9f", "bytes:\\x99\\x82"];
    const read = tokensIn(legacy({ tokens, token_logprobs, top_logprobs: null }, "🙂"));
    assert.deepEqual(
      read.map(({ bytes }) => bytes),
      [
        [0xf0, 0x9f],
        [0x99, 0x82],
      ],
    );
    // What a model writes in a program is no half character.
    const [plain] = tokensIn(legacy({ tokens: ["\\x41"], token_logprobs: [-1] }, "\\x41"));
    assert.deepEqual(plain?.bytes, bytesOf("\\x41"));
    const [named] = tokensIn(legacy({ tokens: ["<0x0A>"], token_logprobs: [-1] }, "\n"));
    assert.deepEqual(named?.bytes, [10]);
  });

  it("takes missing bytes from the text around them", () => {
    const tokens = ["a", "\ufffd", "b", "token_id:77"];
    const read = tokensIn(legacy({ tokens, token_logprobs: [-1, -1, -1, -1] }, "a🙂b c"));
    assert.deepEqual(
      read.map(({ bytes }) => bytes),
      [bytesOf("a"), bytesOf("🙂"), bytesOf("b"), bytesOf(" c")],
    );
    const [one, two] = tokensIn(
      legacy({ tokens: ["\ufffd", "\ufffd"], token_logprobs: [-1, -1] }, "🙂"),
    );
    // Two share four bytes: nothing says where the first ends.
    assert.deepEqual([one?.bytes, two?.bytes], [null, null]);
  });

  it("reads probabilities after sampling, which are no logarithms", () => {
    const entry = { token: "a", prob: 0.5, bytes: [97], top_probs: [{ token: "b", prob: 0 }] };
    const [token] = tokensIn(chat([entry], "a"));
    assert.equal(token?.logprob, Math.log(0.5));
    assert.equal(token?.alternatives[0]?.logprob, -9999);
  });

  it("may hold what was given beside the answer", () => {
    const logprobs = { tokens: ["Hi", " you"], token_logprobs: [null, -1] };
    const body = {
      prompt: [{ text: "Hi you", logprobs }],
      choices: [{ text: "!", logprobs: null }],
    };
    const read = readAnswer(body, 5);
    assert.deepEqual(
      read?.given.map(({ logprob }) => logprob),
      [null, -1],
    );
  });

  it("is undefined for what is no answer", () => {
    for (const body of [null, [], "text", {}, { choices: [] }, { choices: [null] }]) {
      assert.equal(readAnswer(body, 5), undefined);
    }
  });
});

describe("an answer in chunks", () => {
  const entry = { token: "a", logprob: -1, top_logprobs: [] };

  it("is put together from chats", () => {
    const chunks = [
      { choices: [{ index: 0, delta: { role: "assistant", content: "" }, logprobs: null }] },
      { choices: [{ index: 0, delta: { content: "a" }, logprobs: { content: [entry] } }] },
      { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
      { choices: [], usage: { total_tokens: 3 } },
    ];
    const read = readChunks(chunks, 0);
    assert.deepEqual([read?.text, read?.tokens.length, read?.finishReason], ["a", 1, "stop"]);
  });

  it("is put together from completions and from the Responses API, which has no bytes there", () => {
    const half = { token: "\ufffd", logprob: -1 };
    const chunks = [
      { type: "response.created", response: {} },
      { type: "response.output_text.delta", delta: "", logprobs: [half] },
      { type: "response.output_text.delta", delta: "🙂", logprobs: [] },
      { type: "response.output_text.done", text: "🙂", logprobs: [half] },
      { type: "response.completed", response: { status: "completed", output: [] } },
    ];
    const read = readChunks(chunks, 0);
    assert.deepEqual([read?.text, read?.finishReason], ["🙂", "completed"]);
    assert.deepEqual(
      read?.tokens.map(({ bytes }) => bytes),
      [bytesOf("🙂")],
    );
    const texts = ["x", "y"].map((text) => ({
      choices: [{ text, logprobs: { tokens: [text], token_logprobs: [-1] } }],
    }));
    assert.equal(readChunks(texts, 0)?.tokens.length, 2);
  });
});
