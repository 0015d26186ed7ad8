import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CancellationToken } from "vscode-languageserver";
import { DatasetSession } from "../../src/server/dataset-session.js";
import type { ServerHost } from "../../src/server/host.js";
import { TokenCounts } from "../../src/server/token-counts.js";
import type { TokenCounter } from "../../src/core/tokens/token-counter.js";

const quiet = { isCancellationRequested: false } as CancellationToken;

const conversation = (answer: string): string =>
  `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"${answer}"}]}\n`;

interface Opened {
  readonly session: DatasetSession;
  readonly counts: TokenCounts;
  /** The texts that were counted. */
  readonly counted: string[];
}

/** A dataset whose tokens are words; each look at the clock takes `stepMs`. */
function opened(
  text: string,
  { model = "gpt-4o", stepMs = 0, pause = (): void => undefined } = {},
): Opened {
  const counted: string[] = [];
  const counter: TokenCounter = {
    name: "words",
    count(words) {
      counted.push(words);
      return words.split(" ").length;
    },
    encode: () => [],
  };
  let now = 0;
  const host: ServerHost = {
    startTimer: () => () => undefined,
    pause: async () => pause(),
    now: () => (now += stepMs),
    today: () => "2026-01-01",
    version: "1",
  };
  const tokenizers = {
    encoding: () => ({ kind: "ready", counter }) as const,
    file: () => ({ kind: "failed", reason: "none" }) as const,
  };
  const session = new DatasetSession({
    uri: "file:///d.jsonl",
    text,
    version: 1,
    checkOptions: { target: "together", model, tokenizers },
    host,
    othersOf: () => Promise.resolve({ datasets: [], release: () => undefined }),
    showProgress: () => () => undefined,
    onChecked: () => undefined,
    onFailed: assert.ifError,
  });
  return { session, counts: new TokenCounts(host), counted };
}

function lines(from: number, to: number): Parameters<TokenCounts["hints"]>[1] {
  return { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
}

describe("the tokens of an open dataset", () => {
  it("are shown at the records in view and counted for no others", async () => {
    const texts = ["one", "one two", "one two three", "one two three four"];
    const { session, counts, counted } = opened(texts.map(conversation).join(""));
    const hints = await counts.hints(session, lines(1, 2), quiet);
    assert.deepEqual(
      hints?.map(({ position, label, tooltip }) => [position, label, tooltip]),
      [
        [
          { line: 1, character: 0 },
          "14 tokens",
          "2 of them are learned. The limit is 65,536 (gpt-4o). Counted with words.",
        ],
        [
          { line: 2, character: 0 },
          "15 tokens",
          "3 of them are learned. The limit is 65,536 (gpt-4o). Counted with words.",
        ],
      ],
    );
    assert.deepEqual(
      texts.map((text) => counted.includes(text)),
      [false, true, true, false],
    );
  });

  it("are counted once for each line until it is edited", async () => {
    const { session, counts, counted } = opened(conversation("one") + conversation("two"));
    await counts.ofDocument(session, quiet);
    await counts.hints(session, lines(0, 1), quiet);
    assert.deepEqual(counted.filter((text) => text === "one").length, 1);
    const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } };
    session.edit([{ range, text: " " }], 2);
    await counts.ofDocument(session, quiet);
    assert.deepEqual(
      ["one", "two"].map((word) => counted.filter((text) => text === word).length),
      [2, 1],
    );
  });

  it("are added up, with how they are spread", async () => {
    const { session, counts } = opened(`${conversation("one two")}{\n\n${conversation("one")}`);
    const tokens = await counts.ofDocument(session, quiet);
    assert.deepEqual(tokens, {
      records: 2,
      total: 27,
      trained: 3,
      least: 13,
      median: 13,
      p95: 14,
      most: 14,
      longestLine: 0,
      overLimit: 0,
      isEstimate: false,
      tokenizer: "words",
      limit: 65_536,
    });
  });

  it("are nothing where nobody knows how to count", async () => {
    const { session, counts } = opened(conversation("one"), { model: "our-own" });
    assert.equal(await counts.ofDocument(session, quiet), undefined);
    assert.equal(await counts.hints(session, lines(0, 0), quiet), null);
  });

  it("give way to messages, and end when they are cancelled or the text changes", async () => {
    const text = conversation("one").repeat(100);
    let pauses = 0;
    const token = { isCancellationRequested: false };
    const whenPaused = (): void => {
      pauses += 1;
      token.isCancellationRequested = pauses > 3;
    };
    const cancelled = opened(text, { stepMs: 10, pause: whenPaused });
    await cancelled.session.settled();
    cancelled.counted.length = 0;
    pauses = 0;
    // The rest of a cancellation token is not looked at.
    assert.equal(
      await cancelled.counts.ofDocument(cancelled.session, token as CancellationToken),
      undefined,
    );
    assert.ok(cancelled.counted.length < 100);

    const changing = opened(text, {
      stepMs: 10,
      pause: () => void (changing.session.version += 1),
    });
    await changing.session.settled();
    assert.equal(await changing.counts.ofDocument(changing.session, quiet), undefined);
  });
});
