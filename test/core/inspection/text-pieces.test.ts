import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { textPieces } from "../../../src/core/inspection/text-pieces.js";
import { utf8 } from "../../../src/core/inspection/token-bytes.js";

/** Tokens as servers write them that tell no bytes: a part of a character is a replacement. */
function tokens(...texts: readonly string[]) {
  return texts.map((text) => ({ text, bytes: text.includes("\ufffd") ? null : utf8(text) }));
}

describe("the pieces of a text", () => {
  it("are the text's own where a service does not say what parts of characters are", () => {
    const written = tokens("ok", " ", "\ufffd", "\ufffd", "\ufffd", "。", "\ufffd", "\ufffd");
    assert.deepEqual(textPieces(written, "ok 好。é"), [
      { text: "ok", start: 0, end: 1 },
      { text: " ", start: 1, end: 2 },
      { text: "好", start: 2, end: 5 },
      { text: "。", start: 5, end: 6 },
      { text: "é", start: 6, end: 8 },
    ]);
  });

  it("stay as they are where the text is another", () => {
    const written = tokens("a", "\ufffd", "b");
    const untold = textPieces(written);
    for (const whole of ["", "xb", "ac"]) {
      assert.deepEqual(textPieces(written, whole), untold, whole);
    }
    assert.equal(untold.map(({ text }) => text).join(""), written.map(({ text }) => text).join(""));
  });

  it("join bytes before they are decoded", () => {
    const bytes = utf8("好");
    const parts = bytes.map((byte) => ({ text: "\ufffd", bytes: [byte] }));
    assert.deepEqual(textPieces(parts), [{ text: "好", start: 0, end: 3 }]);
  });
});
