import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CheckResult } from "../../../src/core/dataset/check-dataset.js";
import { checkDatasetAtOnce } from "../../../src/core/dataset/check-dataset.js";
import { textSource } from "../../../src/core/dataset/line-reader.js";
import { preflight } from "../../../src/core/dataset/preflight.js";
import { targetById } from "../../../src/core/targets/index.js";
import { applyEdits } from "../../../src/core/json/span.js";
import { boundariesOn } from "../../../src/server/boundaries.js";
import { LineDocument } from "../../../src/server/line-document.js";

const chinese = [
  "这家餐厅的服务真的非常好，下次还会再来",
  "水壶漏水，很失望！",
  "价格便宜，质量也不错。",
  "声音太吵了",
  "用了三天就坏了。",
  "客服态度很好",
  "颜色比图片好看……",
  "物流太慢",
  "很喜欢，推荐给朋友",
  "一般般，没有想象中好",
  "“物超所值”",
  "不值这个价",
];
const japanese = [
  "とても使いやすいケトルです。",
  "すぐに壊れました",
  "「また買いたい」と思いました。",
  "音がうるさい",
  "値段のわりに良い",
  "デザインが好き！",
  "思ったより小さい…",
  "スイッチが固いです",
  "お湯がすぐに沸く",
  "期待はずれでした。",
  "説明書がない",
  "色がきれい〜",
];
const arabic = [
  "غلاية رائعة",
  "تسرب الماء منها!",
  "هل تستحق السعر؟",
  "صوتها مرتفع",
  "سعرها جيد، وجودتها أيضا",
  "تعطلت بعد ثلاثة أيام",
  "خدمة العملاء ممتازة",
  "لونها جميل",
  "التوصيل بطيء",
  "أنصح بها",
  "لا تستحق السعر.",
  "صغيرة جدا",
];
const latin = [
  "Great kettle",
  "It leaks, and how",
  "Fine…",
  "“Good value”",
  "Ugly",
  "Too loud!",
  "Fast and quiet",
  "Old stock?",
  "Cheap",
  "I don’t like it",
  "Broke on day three.",
  "Très bien !",
];

/** Reviews with a separator that is written in their language. */
const written: readonly (readonly [
  name: string,
  reviews: readonly string[],
  separator: string,
  text: string,
])[] = [
  ["Chinese, an arrow", chinese, "→", "→"],
  ["Chinese, an arrow behind a space", chinese, " →", " →"],
  ["Chinese, a word on a line", chinese, "\n情感：", "\n情感："],
  ["Chinese, a word between brackets", chinese, "【情感】", "【情感】"],
  ["Chinese, a question on a line", chinese, "\n\n答：", "\n\n答："],
  ["Chinese, a word behind anything", chinese, "情感：", "："],
  ["Japanese, an arrow", japanese, " ⇒ ", " ⇒"],
  ["Japanese, a word on a line", japanese, "\n感情：", "\n感情："],
  ["Arabic, an arrow to the left", arabic, " ←", " ←"],
  ["Arabic, a word on a line", arabic, "\nالتصنيف:", "\nالتصنيف:"],
  ["Latin, an arrow", latin, " →", " →"],
  ["Latin, an arrow without a space", latin, "→", "→"],
  ["Latin, lines", latin, "\n\n───\n\n", "\n\n───\n\n"],
  ["Latin, an emoji of an arrow", latin, " ➡️", " ➡️"],
];

const labels = ["好", "坏", "一般"];
const spaced = [" good", " bad", " middling"];

function record(prompt: string, n: number, separator: string): string {
  const completion = (/[一-龥ぁ-ん]/.test(prompt) ? labels : spaced)[n % 3];
  return JSON.stringify({ prompt: prompt + separator, completion });
}

function check(lines: readonly string[]): CheckResult {
  return checkDatasetAtOnce(textSource(lines.join("\n")), { target: "legacy-completions" });
}

/** What rules say of separators and stop sequences, by rule. */
function saidOfEndings({ counts }: CheckResult): Readonly<Record<string, number>> {
  const said = Object.entries(counts).filter(([rule]) => /separator|stop-sequence/.test(rule));
  return Object.fromEntries(said);
}

describe("a separator in any script", () => {
  for (const [name, reviews, separator, text] of written) {
    const good = reviews.map((review, n) => record(review, n, separator));
    const isSpaced = separator.endsWith(" ");

    it(`is found: ${name}`, () => {
      const result = check(good);
      assert.equal(result.plan.context?.traits.separator?.text, text);
      const expected = isSpaced ? { "separator-trailing-whitespace": good.length } : {};
      assert.deepEqual(saidOfEndings(result), expected);
    });

    it(`is put where it is missing: ${name}`, () => {
      const without = record(`${reviews[0]} X`, 1, "");
      const { findings } = check([...good, ...good, without]);
      const missing = findings.filter(({ rule }) => rule === "separator-missing");
      assert.deepEqual(
        missing.map(({ line }) => line),
        [good.length * 2],
      );
      const [fixed] = missing.map(({ fix }) => applyEdits(without, fix?.edits ?? []));
      assert.equal(fixed, record(`${reviews[0]} X`, 1, text));
    });

    it(`is shown at its place: ${name}`, () => {
      const { plan } = check(good);
      const document = new LineDocument(good.join("\n"));
      const placement = { uri: "file:///a.jsonl", ruleDocumentation: "", markLength: () => 0 };
      const { separators } = boundariesOn(
        document,
        { plan },
        {
          firstLine: 0,
          lastLine: good.length - 1,
          placement,
        },
      );
      assert.equal(separators.length, good.length);
    });
  }

  it("is found inside a prompt where it has no words", () => {
    const lines = chinese.map((review, n) => record(review, n, "→"));
    lines[4] = record("先加热→再放凉", 4, "→");
    const finding = check(lines).findings.find(({ rule }) => rule === "separator-inside-prompt");
    assert.deepEqual(
      [finding?.line, lines[4].slice(finding?.span.start, finding?.span.end)],
      [4, "→"],
    );
  });

  it("is told from others in the same file", () => {
    const lines = [...japanese, ...chinese].map((review, n) =>
      record(review, n, n % 2 === 0 ? " →" : "\n\n═══\n\n"),
    );
    const finding = check(lines).findings.find(({ rule }) => rule === "several-separators");
    assert.equal(
      finding?.message,
      String.raw`The prompts end with 2 different separators: 12 × "\n\n═══\n\n", 12 × " →".`,
    );
  });

  it("is missed where prompts end like plain text", () => {
    for (const reviews of [chinese, japanese, arabic, latin]) {
      const result = check(reviews.map((review, n) => record(review, n, "")));
      assert.deepEqual(saidOfEndings(result), { "no-common-separator": 1 });
    }
  });
});

describe("a separator that is longer than what is kept of endings", () => {
  const separator = `\n\n${"=".repeat(40)}\n\n`;
  const lines = latin.map((review, n) => record(review, n, separator));

  it("is shown whole", () => {
    const result = check(lines);
    assert.deepEqual(saidOfEndings(result), { "separator-too-long": 1 });
    const finding = result.findings.find(({ rule }) => rule === "separator-too-long");
    assert.equal(
      finding?.message,
      `The prompts end with a long separator, here ${JSON.stringify(separator)}.`,
    );
    const shown = lines[0]?.slice(finding?.span.start, finding?.span.end);
    assert.equal(JSON.parse(`"${shown}"`), separator);
  });

  it("never shows a part of a character", () => {
    for (const blanks of ["", " ", "  ", "\n"]) {
      const long = chinese.map((review, n) => record(review, n, `${"→".repeat(20)}${blanks}`));
      const { findings } = check(long);
      const finding = findings.find(({ rule }) => rule === "separator-too-long");
      assert.ok(finding !== undefined);
      assert.ok(finding.message.includes("→".repeat(20)), finding.message);
      assert.doesNotMatch(finding.message, /\uFFFD/);
    }
  });

  it("is not put into a prompt in part", () => {
    const { findings } = check([...lines, ...lines, record("Broken", 1, "")]);
    const missing = findings.filter(({ rule }) => rule === "separator-missing");
    assert.deepEqual(
      missing.map(({ fix, message }) => [fix, message.includes('"…====')]),
      [[undefined, true]],
    );
  });

  it("goes whole into what a model is asked with", () => {
    const target = targetById("local");
    assert.ok(target !== undefined);
    const steps = preflight(textSource(lines.join("\n")), { check: {}, target, model: undefined });
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    assert.equal(step.value.separator, separator);
  });
});
