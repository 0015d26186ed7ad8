import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formsFor, formsOf } from "../../../src/core/convert/forms.js";
import type { FormatId } from "../../../src/core/formats/format.js";
import { formats } from "../../../src/core/formats/index.js";
import { targetById } from "../../../src/core/targets/index.js";

function accepted(format: FormatId, target: string): readonly string[] {
  const [from, to] = [formats.find(({ id }) => id === format), targetById(target)];
  assert.ok(from && to);
  return formsFor(from, to).map(({ id }) => id);
}

describe("the forms of a dataset", () => {
  it("are those that the target accepts, with the arguments of tool calls as it wants them", () => {
    assert.deepEqual(accepted("sharegpt", "openai"), ["chat/openai"]);
    assert.deepEqual(accepted("sharegpt", "trl"), [
      "chat/openai",
      "chat/trl",
      "prompt-completion",
      "prompt-completion/messages",
    ]);
    assert.deepEqual(accepted("chat", "vertex"), ["gemini"]);
    assert.deepEqual(accepted("preference-trl", "openai"), ["preference/openai"]);
    assert.deepEqual(accepted("preference-trl", "vertex"), []);
  });

  it("are all refused, with a reason, where nothing else holds the same", () => {
    const text = formats.find(({ id }) => id === "text");
    assert.ok(text);
    const reasons = new Set(formsOf(text).map(({ refusal }) => refusal));
    assert.deepEqual(
      [...reasons],
      ["Records of this format are not converted: no other form holds the same."],
    );
  });

  it("name the variants of a format apart", () => {
    const chat = formats.find(({ id }) => id === "chat");
    assert.ok(chat);
    const titles = formsOf(chat).map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length);
  });
});
