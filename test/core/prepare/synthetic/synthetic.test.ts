import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatTable } from "../../../../src/core/formats/index.js";
import { exampleRecords } from "../../../../src/core/prepare/synthetic/example-records.js";
import type { JudgedProposal } from "../../../../src/core/prepare/synthetic/judge-proposals.js";
import { judgeProposals } from "../../../../src/core/prepare/synthetic/judge-proposals.js";
import {
  proposalRequest,
  proposedLines,
} from "../../../../src/core/prepare/synthetic/proposal-request.js";
import { recordIdentity } from "../../../../src/core/prepare/synthetic/record-hash.js";
import { memorySource } from "../../../support/memory-source.ts";

const labelled = { format: formatTable["prompt-completion"], labelField: undefined };

const sentence =
  "The kettle arrived on a rainy Tuesday with a dented lid and no manual in its box at all";

function pair(prompt: string, completion: string): string {
  return JSON.stringify({ prompt, completion });
}

const lines = [
  ...Array.from({ length: 12 }, (_, at) => pair(`Soup number ${at} was salty ->`, " good")),
  pair(`${sentence} ->`, " bad"),
  pair("It leaks ->", " bad"),
];
const source = () => memorySource(lines.join("\n"));

function finish<Result>(steps: Generator<number, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function judge(...texts: readonly string[]): readonly JudgedProposal[] {
  const examples = finish(exampleRecords(source(), labelled, ["bad"]));
  const proposals = texts.map((text) => ({ label: "bad", text }));
  return finish(judgeProposals(source(), { labelled, examples }, proposals));
}

function reasonFor(text: string): string {
  const [judged] = judge(text);
  return judged?.kind === "unfit" ? judged.reason : `fits as ${judged?.line}`;
}

describe("a request for examples", () => {
  it("shows records of the label, and none of any other", () => {
    const examples = finish(exampleRecords(source(), labelled, ["bad"]));
    const request = proposalRequest({ label: "bad", count: 7 }, examples);
    assert.ok(request.includes(pair("It leaks ->", " bad")));
    assert.ok(!request.includes("Soup number"));
    assert.match(request, /Write 7 new records with the label "bad"/);
    assert.match(request, /ends with " ->"/);
  });

  it("shows no more than eight records of a label, the same ones each time", () => {
    const shown = () => finish(exampleRecords(source(), labelled, ["good"])).lines.get("good");
    assert.equal(shown()?.length, 8);
    assert.deepEqual(shown(), shown());
  });
});

describe("an answer", () => {
  it("is read line by line, in a fence, numbered or as a list", () => {
    assert.deepEqual(proposedLines('```json\n{"a":1}\n\n{"a":2},\n```'), ['{"a":1}', '{"a":2}']);
    assert.deepEqual(proposedLines('1. {"a":1}\n- {"a":2}'), ['{"a":1}', '{"a":2}']);
    assert.deepEqual(proposedLines('[\n {"a":1},\n {"a":2}\n]'), ['{"a":1}', '{"a":2}']);
  });
});

describe("a proposal", () => {
  it("fits where it is of the records' form, with its label and separator as they write them", () => {
    const [judged] = judge('{"completion":"bad","prompt":"The handle came off"}');
    assert.deepEqual(judged, {
      kind: "fit",
      label: "bad",
      line: '{"completion":" bad","prompt":"The handle came off ->"}',
      given: "The handle came off ->",
      answer: " bad",
    });
  });

  it("is refused with its reason", () => {
    assert.equal(reasonFor("Sure! Here they are:"), "it is no JSON object");
    assert.equal(reasonFor('{"prompt":"a ->"}'), 'it has no field "completion"');
    assert.equal(
      reasonFor('{"prompt":"a ->","completion":" bad","id":1}'),
      'no record has a field "id"',
    );
    assert.equal(
      reasonFor('{"prompt":5,"completion":" bad"}'),
      'its field "prompt" is of another type',
    );
    assert.equal(reasonFor(pair("Lovely ->", " good")), 'its label is "good"');
    assert.equal(reasonFor(pair("it LEAKS! ->", " bad")), "it asks the same as line 14");
    const near = pair(`${sentence.replace("rainy", "sunny")} ->`, " bad");
    assert.equal(reasonFor(near), "it is nearly the same as line 13");
  });

  it("is refused where an earlier one says the same", () => {
    const judged = judge(pair("No lid ->", " bad"), pair("No lid! ->", " bad"));
    assert.deepEqual(
      judged.map((one) => (one.kind === "fit" ? one.line : one.reason)),
      [pair("No lid ->", " bad"), "it repeats another proposal"],
    );
  });
});

describe("what makes a record this one", () => {
  it("is the same for a line, another order of its members, and a row of a table", () => {
    const line = recordIdentity([
      ["prompt", "a"],
      ["stars", 5],
    ]);
    const row = recordIdentity([
      ["stars", "5"],
      ["note", null],
      ["prompt", "a"],
      ["other", ""],
    ]);
    assert.equal(line, row);
    assert.notEqual(line, recordIdentity([["prompt", "a"]]));
  });
});
