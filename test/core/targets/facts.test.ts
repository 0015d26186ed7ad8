import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { targets } from "../../../src/core/targets/index.js";
import type { TargetId } from "../../../src/core/targets/target.js";
import { memorySource } from "../../support/memory-source.ts";

const megabyte = 1024 ** 2;

/** Fewest and most records, bytes of a file, tokens of a record, and the day of the closing. */
const limits: Readonly<Record<string, readonly unknown[]>> = {
  openai: [10, null, 512 * megabyte, 65_536, "2027-01-06"],
  azure: [10, null, 512 * megabyte, null, null],
  together: [1, null, 102_400 * megabyte, null, null],
  fireworks: [3, 3_000_000, null, null, null],
  mistral: [0, null, null, null, null],
  vertex: [0, 1_000_000, 1024 * megabyte, 131_072, null],
  bedrock: [0, null, null, null, null],
  nebius: [0, null, 5 * 1024 * megabyte, null, null],
  trl: [0, null, null, null, null],
  axolotl: [0, null, null, null, null],
  "llama-factory": [0, null, null, null, null],
  unsloth: [0, null, null, null, null],
  local: [10, null, 512_000_000, null, null],
  "legacy-completions": [0, null, null, null, null],
  cookbook: [0, null, null, 16_385, null],
  cohere: [2, null, null, null, "2025-09-15"],
  "openai-batch": [0, 50_000, 200 * megabyte, null, null],
  compatible: [0, null, null, null, null],
  "openai-evals": [0, null, null, null, "2026-10-31"],
};

function line(...messages: readonly object[]): string {
  return JSON.stringify({ messages });
}

const user = { role: "user", content: "Hi" };
const assistant = { role: "assistant", content: "Hello." };
const others = Array.from({ length: 10 }, (_, index) =>
  line({ role: "user", content: `${index} + 1` }, { role: "assistant", content: `${index + 1}` }),
);

/** What a target says of a record that stands among others without a fault. */
function said(target: TargetId, ...lines: readonly string[]): unknown {
  const { findings } = checkDatasetAtOnce(memorySource([...lines, ...others].join("\n")), {
    target,
  });
  return findings.map(({ rule, severity }) => `${severity} ${rule}`);
}

describe("the targets", () => {
  it("have the limits and dates that their documentation gives", () => {
    const told = targets.filter(({ id }) => id in limits);
    const facts = told.map((target) => [
      target.id,
      [
        target.leastRecords,
        target.mostRecords ?? null,
        target.largestFileBytes ?? null,
        target.longestRecordTokens ?? null,
        target.closing?.on ?? null,
      ],
    ]);
    assert.deepEqual(Object.fromEntries(facts), limits);
  });

  it("are as strict about the order of messages as their own checks", () => {
    const repeated = line(user, { ...user, content: "Are you there?" }, assistant);
    const targetsAsked: readonly TargetId[] = ["azure", "together", "mistral", "openai"];
    assert.deepEqual(
      targetsAsked.map((target) => said(target, repeated)),
      [["error role-order"], ["warning role-order"], [], []],
    );
  });

  it("refuse a conversation without an answer at its end where their checks do", () => {
    const open = line(user, assistant, { role: "user", content: "Bye" });
    const asked: readonly TargetId[] = ["azure", "mistral", "openai"];
    assert.deepEqual(
      asked.map((target) => said(target, open)),
      ["error", "error", "warning"].map((severity) => [`${severity} last-message-not-assistant`]),
    );
  });

  it("refuse a line without a record where their checks read every line", () => {
    const asked: readonly TargetId[] = ["together", "mistral", "cookbook", "openai"];
    assert.deepEqual(
      asked.map((target) => said(target, line(user, assistant), "")),
      ["error", "error", "error", "warning"].map((severity) => [`${severity} blank-line`]),
    );
  });

  it("refuse other columns of pairs where their checks do", () => {
    const pairs = Array.from(
      { length: 10 },
      (_, index) => `{"prompt":"${index} + 1","completion":"${index + 1}"}`,
    );
    const text = [`{"prompt":"1 + 1","completion":"2","mood":"good","weight":0.5}`, ...pairs].join(
      "\n",
    );
    const rules = (target: TargetId): unknown =>
      checkDatasetAtOnce(memorySource(text), { target }).counts["unknown-field"] ?? 0;
    assert.deepEqual([rules("together"), rules("nebius"), rules("trl")], [1, 0, 0]);
  });

  it("want arguments as text where their checks do", () => {
    const call = { id: "abcDEF123", type: "function", function: { name: "greet", arguments: {} } };
    const record = line(user, { role: "assistant", content: null, tool_calls: [call] });
    const asked: readonly TargetId[] = ["openai", "azure", "together", "mistral", "trl"];
    assert.deepEqual(
      asked.map((target) => said(target, record)),
      [...Array.from({ length: 4 }, () => ["error tool-arguments-not-json"]), []],
    );
  });

  it("take at most ten pictures in a record where their documentation says so", () => {
    const part = { type: "image_url", image_url: { url: "https://a.example/b.png" } };
    const pictures = (count: number): string =>
      line({ role: "user", content: Array.from({ length: count }, () => part) }, assistant);
    assert.deepEqual(
      [said("openai", pictures(10)), said("openai", pictures(11)), said("trl", pictures(11))],
      [[], ["error too-many-images"], []],
    );
  });
});
