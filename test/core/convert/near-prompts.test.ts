import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nearPrompts, renamesText } from "../../../src/core/convert/near-prompts.js";
import type { JsonObject } from "../../../src/core/json/json-node.js";

function namesFor(...records: readonly JsonObject[]): string | undefined {
  const renames = nearPrompts(records);
  return renames && renamesText(renames);
}

describe("names that would make pairs", () => {
  it("are found for what people call questions and answers", () => {
    assert.deepEqual(
      [
        namesFor({ question: "Hot?", answer: "Yes" }),
        namesFor({ input: "Hot?", output: "Yes", id: 7 }),
        namesFor({ text: "Hot", label: 1 }),
        namesFor({ prompt: "Hot?", response: "Yes" }),
        namesFor({ Query: "Hot?", Response: "Yes", category: "tea" }),
        namesFor({ context: "A kettle", question: "Hot?", answer: "Yes" }),
        namesFor({ instruction: "Say", context: "", response: "Yes", category: "tea" }),
      ],
      [
        "question=prompt,answer=completion",
        "input=prompt,output=completion",
        "text=prompt,label=completion",
        "response=completion",
        "Query=prompt,Response=completion",
        "context=prompt,question=prompt,answer=completion",
        "instruction=prompt,context=prompt,response=completion",
      ],
    );
  });

  it("are not guessed where something else stands beside them", () => {
    assert.deepEqual(
      [
        namesFor({ question: "Hot?", answer: "B", choices: ["A", "B"] }),
        namesFor({ input: "Hot?", output: ["Yes"] }),
        namesFor({ level: "info", text: "Started" }),
        namesFor({ text: "Hot", label: null }),
        namesFor(),
      ],
      [undefined, undefined, undefined, undefined, undefined],
    );
  });

  it("are those of at least half of the records", () => {
    const [pair, other] = [{ question: "Hot?", answer: "Yes" }, { level: "info" }];
    assert.equal(namesFor(pair, other), "question=prompt,answer=completion");
    assert.equal(namesFor(pair, other, other), undefined);
  });
});
