import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { once } from "../../src/core/once.js";
import type { Disagreement } from "../support/oracles/compare.ts";
import { disagreements } from "../support/oracles/compare.ts";
import { differences } from "../support/oracles/differences.ts";
import { oracles } from "../support/oracles/index.ts";
import {
  differencesPage,
  differencesText,
  namedDifference,
} from "../support/oracles/named-difference.ts";
import type { Oracle } from "../support/oracles/oracle.ts";
import { propertyRuns } from "../support/property-runs.ts";
import { mutatedLine } from "../support/record-mutations.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const root = join(import.meta.dirname, "..", "..");
const runs = 150;
const mutatedAtOnce = 5;

/** A record without a fault of each format that one of the checks knows. */
const plain = {
  chat: `{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye."}]}`,
  tools: `{"messages":[{"role":"user","content":"Greet Ann."},{"role":"assistant","content":null,"tool_calls":[{"id":"abcDEF123","type":"function","function":{"name":"greet","arguments":"{}"}}]},{"role":"tool","tool_call_id":"abcDEF123","content":"done"},{"role":"assistant","content":"I have."}],"tools":[{"type":"function","function":{"name":"greet","description":"Greets.","parameters":{}}}]}`,
  pair: `{"prompt":"2 + 2 =","completion":" 4"}`,
  text: `{"text":"The kettle boils."}`,
  preference: `{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello."}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}`,
};

/** Records that show what faults by chance seldom do. */
const rare = [
  `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}],"tools":[5]}`,
  `{"messages":[{"role":"user","content":"Hi"}],"mood":true}`,
  `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":0}]}`,
  `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},{"role":"system","content":"Be kind."}]}`,
  `{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":" "}}]},{"role":"assistant","content":"A kettle."}]}`,
];

/** A pair whose sides answer the second call of the prompt. */
const toolSides = `{"input":{"messages":[{"role":"user","content":"Greet Ann."},{"role":"assistant","content":null,"tool_calls":[{"id":"abcDEF123","type":"function","function":{"name":"greet","arguments":"{}"}},{"id":"abcDEF456","type":"function","function":{"name":"greet","arguments":"{}"}}]},{"role":"tool","tool_call_id":"abcDEF123","content":"done"}],"tools":[{"type":"function","function":{"name":"greet","description":"Greets.","parameters":{}}}]},"preferred_output":[{"role":"tool","tool_call_id":"abcDEF456","content":"done"}],"non_preferred_output":[{"role":"tool","tool_call_id":"abcDEF456","content":"failed"}]}`;

function recordsFor({ target }: Oracle): readonly string[] {
  return target === "together" ? Object.values(plain) : [plain.chat, plain.tools];
}

/** What each check and we say differently of mutated records among plain ones. */
const met = new Map(oracles.map((oracle) => [oracle, once(() => allMet(oracle))]));

function allMet(oracle: Oracle): readonly Disagreement[] {
  const random = new SeededRandom(propertyRuns(1).seed);
  const byChance = recordsFor(oracle).flatMap((record) =>
    Array.from({ length: runs }, () => {
      const mutated = Array.from({ length: mutatedAtOnce }, () => mutatedLine(record, random));
      // The rest keeps the dataset's format what it is.
      return disagreements(oracle, [...mutated, ...Array<string>(12).fill(record)]);
    }).flat(),
  );
  const others = Array<string>(12).fill(plain.chat);
  const marked = disagreements(oracle, [`\uFEFF${plain.chat}`, ...others]);
  const pairs = [toolSides, ...Array<string>(12).fill(plain.preference)];
  const ofPairs = oracle.target === "together" ? disagreements(oracle, pairs) : [];
  return [...byChance, ...marked, ...ofPairs, ...disagreements(oracle, [...rare, ...others])];
}

function disagreed(oracle: Oracle): readonly Disagreement[] {
  return met.get(oracle)?.() ?? [];
}

describe("records with faults", () => {
  for (const oracle of oracles) {
    it(`are refused by us and by ${oracle.title} alike, but for differences with a name`, () => {
      const unnamed = disagreed(oracle).filter((one) => namedDifference(oracle, one) === undefined);
      assert.deepEqual(unnamed.slice(0, 5), []);
    });

    it(`are refused by ${oracle.title} often enough, and plain ones taken by both`, () => {
      const random = new SeededRandom(1);
      const mutated = recordsFor(oracle).flatMap((record) =>
        Array.from({ length: 100 }, () => mutatedLine(record, random)),
      );
      const refused = mutated.filter((line) => oracle.refusalOf(line) !== undefined);
      assert.ok(refused.length > mutated.length / 3, `${refused.length}`);
      const others = disagreements(oracle, Array<string>(12).fill(plain.chat));
      assert.deepEqual([oracle.refusalOf(plain.chat), others], [undefined, []]);
    });
  }

  it("show all kinds of difference, so that names do not outlive what they name", () => {
    const shown = new Set(
      oracles.flatMap((oracle) => disagreed(oracle).map((one) => namedDifference(oracle, one))),
    );
    const unseen = differences.filter((difference) => !shown.has(difference));
    assert.deepEqual(
      unseen.map(({ check, reasons }) => `${check}: ${reasons.join(", ")}`),
      [],
    );
  });
});

describe("the page about other checks", () => {
  it("is current; `npm run golden` writes it", () => {
    // The formatter has laid out the table.
    const plainly = (text: string): string =>
      text.replaceAll(/ {2,}/g, " ").replaceAll(/-{2,}/g, "--");
    const page = readFileSync(join(root, differencesPage), "utf8");
    assert.equal(plainly(page), plainly(differencesText(oracles)));
  });
});
