import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mayBeCut, textEnding, wholeEnding } from "../../../src/core/kernel/text-ending.js";

/** Texts with their endings, which stand behind the bar. */
function endsAsMarked(marked: readonly string[]): void {
  const found = marked.map((one) => {
    const text = one.replace("|", "");
    const ending = textEnding(text);
    return `${text.slice(0, text.length - ending.length)}|${ending}`;
  });
  assert.deepEqual(found, marked);
}

describe("the ending of a text", () => {
  it("is marks, words with a mark, stop words and line breaks", () => {
    endsAsMarked([
      "Great kettle| ->",
      "Great kettle|->",
      "Great kettle|\n\n###\n\n",
      "Great kettle|\nScore:\n",
      "Great kettle| END",
      "Great kettle|\n",
    ]);
  });

  it("is arrows and other symbols, which need no blank before them", () => {
    endsAsMarked([
      "Great kettle| →",
      "Great kettle|→",
      "Great kettle.| ⇒",
      "很好|→",
      "很好。|→",
      "غلاية رائعة| ←",
      "Great kettle| ➡️",
      "Great kettle|\n═══\n",
    ]);
  });

  it("is a word of a script without spaces, where a sentence or a bracket sets it apart", () => {
    endsAsMarked([
      "这家餐厅的服务真的非常好，下次还会再来|\n情感：",
      "这家餐厅的服务真的非常好。|情感：",
      "“很好！”|答：",
      "この店はとても良かったです。|感情：",
      "这家餐厅的服务真的非常好|【情感】",
      "这家餐厅的服务真的非常好|（情感）：",
      "غلاية رائعة|\nالجواب:",
    ]);
  });

  it("is the mark alone where nothing sets its word apart", () => {
    endsAsMarked([
      "这家餐厅的服务真的非常好吃情感|：",
      "这家餐厅的服务真的非常好，请把它分类为|——",
    ]);
  });

  it("is not what ends plain sentences, letters and spaces", () => {
    endsAsMarked([
      "这家餐厅很好。|",
      "这家餐厅好吗？|",
      "他说：“很好。”|",
      "「とても良かったです」|",
      "他很好……|",
      "很好！！！|",
      "Il a dit « bonjour »|",
      "“Great kettle”|",
      "‘Great kettle’|",
      "Great kettle…|",
      "人々|",
      "スーパー|",
      "〇〇|",
      "很好　|",
      "ما هذا؟|",
      "Great kettle\u200b|",
    ]);
  });

  it("is known in its last part only where it is long", () => {
    const text = `Great kettle\n\n${"=".repeat(40)}\n\n`;
    assert.equal(textEnding(text), `${"=".repeat(22)}\n\n`);
    assert.equal(mayBeCut(textEnding(text)), true);
    assert.equal(wholeEnding(text), `\n\n${"=".repeat(40)}\n\n`);
    assert.equal(mayBeCut("\n\n###\n\n"), false);
  });

  it("never starts within a character", () => {
    for (const blanks of ["", " ", "  ", "\n"]) {
      const ending = textEnding(`很好${"→".repeat(20)}${blanks}`);
      assert.match(ending, /^→{7,8}[ \n]*$/);
      assert.equal(mayBeCut(ending), true);
      assert.equal(wholeEnding(`很好${"→".repeat(20)}${blanks}`).startsWith("→".repeat(20)), true);
    }
  });
});
