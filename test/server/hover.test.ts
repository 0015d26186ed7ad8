import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MarkupContent } from "vscode-languageserver";
import type { Finding } from "../../src/core/rules/finding.js";
import { CheckedDocument } from "../../src/server/checked-document.js";
import { recordHover } from "../../src/server/hover.js";

/** What a hover shows; where findings are given, as if those were all. */
function hover(
  text: string,
  {
    line = 0,
    character = 0,
    findings,
    showsFindings = false,
  }: { line?: number; character?: number; findings?: Finding[]; showsFindings?: boolean } = {},
): string | undefined {
  const checked = new CheckedDocument(text, {});
  checked.work(() => true);
  const check = checked.check(100);
  const given = findings ?? check.findings;
  const shown = recordHover(
    checked,
    { ...check, findings: given, findingsOn: (one) => given.filter((found) => found.line === one) },
    { line, character },
    { showsFindings, ruleDocumentation: "file:///docs/rules" },
  );
  // Ours is always of this kind.
  return (shown?.contents as MarkupContent | undefined)?.value;
}

function finding(message: string, line = 0): Finding {
  const span = { start: 0, end: 1 };
  return { rule: "some-rule", severity: "warning", line, span, message, related: [] };
}

const good = '{"prompt":"b ->","completion":" 1"}\n';

describe("hovering over a record", () => {
  it("shows what is found in it before its texts", () => {
    assert.equal(
      hover('{"prompt":"a\\n\\n->","completion":"1"}\n', {
        findings: [finding("There is _no_ space."), finding("Elsewhere.", 1)],
      }),
      "**Record 1 of 1** · Prompt and completion\n\n" +
        "- **Warning** · There is \\_no\\_ space\\. (some-rule)\n\n" +
        "prompt · 5 characters\n```text\na\n\n->\n```\n\n" +
        "completion · 1 character\n```text\n1\n```",
    );
  });

  it("counts no records where there are none", () => {
    const shown = hover("text,label\ngreat,1\nleaks,0\nfine,1\n", { character: 2 }) ?? "";
    assert.match(shown, /^- \*\*Error\*\* · This is a table/);
  });

  it("makes the white space at the edges of a text visible", () => {
    const shown = hover('{"prompt":"\\ta b\\n","completion":" 5 \\n"}') ?? "";
    assert.match(shown, /```text\n⇥a b⏎\n```/);
    assert.match(shown, /```text\n␣5␣⏎\n```$/);
  });

  it("shows what is wrong with a broken line and what a fix would make of it", () => {
    const shown = hover(`{"prompt":"a ->","completion":" 5",}\n${good}`) ?? "";
    assert.match(shown, /^\*\*Record 1 of 2\*\* · Prompt and completion\n\n- \*\*Error\*\* · /);
    assert.match(shown, /\(invalid-json\)\n\nWhat can be read of it:\n\nprompt · 4 characters/);
    assert.match(shown, /completion · 2 characters\n```text\n␣5\n```$/);
  });

  it("shows what can be read of a line that no fix can mend", () => {
    const shown = hover(`{"prompt":"Leaks\\n ->","compl\n${good}`) ?? "";
    assert.match(shown, /\(invalid-json\)\n\nWhat can be read of it:\n\nprompt · 9 characters\n/);
    assert.match(shown, /```text\nLeaks\n ->\n```$/);
  });

  it("shows only the finding where nothing can be read", () => {
    assert.match(hover(`rubbish\n${good}`) ?? "", /\(invalid-json\)$/);
  });

  it("treats texts and messages as somebody else's", () => {
    const role = "<img src=x>](command:evil) `x` **b**\\n# h &lt;";
    const record = `{"messages":[{"role":"${role}","content":"\`\`\`\\n[x](y)"}]}`;
    const shown = hover(record, { findings: [finding(`${role}\n# x`)] }) ?? "";
    const outside = shown.replace(/^(`{3,})text\n.*?\n\1$/gms, "").replace(/\\./g, "");
    assert.doesNotMatch(outside, /[<>`[&]|^#/m);
  });

  it("says nothing where there is nothing to say", () => {
    assert.equal(hover("\n"), undefined);
    assert.equal(hover('{"level":"info"}\n'), undefined);
  });

  it("shows a long conversation around the pointer, and long texts in part", () => {
    const message = (i: number): string =>
      `{"role":"user","content":"Text ${i} ${"x".repeat(3_000)}"}`;
    const line = `{"messages":[${Array.from({ length: 50 }, (_, i) => message(i)).join(",")}]}`;
    const shown = hover(line, { character: line.indexOf("Text 30") + 100 }) ?? "";
    assert.match(shown, /Texts 27 to 34 of 50:/);
    assert.match(shown, /Text 30 x/);
    assert.ok(shown.length < 12_000);
    assert.match(hover(line) ?? "", /Texts 1 to 8 of 50:/);
  });

  it("lists a few findings of a record with many", () => {
    const findings = Array.from({ length: 30 }, (_, i) => finding(`Number ${i}`));
    const shown = hover(good, { findings }) ?? "";
    assert.equal(shown.match(/\(some-rule\)/g)?.length, 8);
    assert.match(shown, /^- and 22 more$/m);
  });

  it("says of findings that the client shows beside it only why they matter", () => {
    const twice = good + good;
    const own = hover(twice, { line: 1, character: 14, showsFindings: true }) ?? "";
    assert.match(own, /^\*\*Record 2 of 2\*\* · Prompt and completion\n\n[^\n-][^\n]*/);
    assert.match(own, /\(\[duplicate-record\]\(file:\/\/\/docs\/rules\/duplicate-record\.md\)\)/);
    assert.doesNotMatch(own, /\*\*Warning\*\*/);
    const other = hover(twice, { line: 1, character: 14 }) ?? "";
    assert.match(other, /- \*\*Warning\*\* · /);
  });

  it("still says what is found elsewhere in the record", () => {
    const elsewhere = { ...finding("Far away."), span: { start: 25, end: 30 } };
    const shown = hover(good, { character: 14, findings: [elsewhere], showsFindings: true }) ?? "";
    assert.match(shown, /- \*\*Warning\*\* · Far away\\\./);
  });
});

describe("hovering over a field", () => {
  const chat =
    '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":1}]}\n';

  it("says what it means, with the source, and nothing else", () => {
    assert.equal(
      hover(chat, { character: chat.indexOf("weight"), findings: [finding("Elsewhere.")] }),
      "**weight** · Chat\n\nWhether an assistant's answer is learned: 1, as without it, or 0 for context only. ([source](https://developers.openai.com/api/docs/guides/supervised-fine-tuning))",
    );
  });

  it("says what is different for the target", () => {
    const pair = '{"prompt":"a\\n\\n###\\n\\n","completion":" 1"}\n';
    const shown = hover(pair, { character: 3 }) ?? "";
    assert.match(shown, /\n\n\*\*Completion models:\*\* Ends with a separator/);
  });

  it("says what a role means", () => {
    const shown = hover(chat, { character: chat.indexOf('assistant"') }) ?? "";
    assert.match(shown, /^\*\*assistant\*\* · Chat\n\nAn answer of the model/);
  });

  it("works in a line that is broken behind it", () => {
    const shown = hover(`${chat}{"messages":[{"role":"user","content":"Hi`, {
      line: 1,
      character: 4,
    });
    assert.match(shown ?? "", /^\*\*messages\*\* · Chat\n\nThe conversation/);
  });

  it("shows the record where the name is none that anything is known of", () => {
    const odd = '{"prompt":"b ->","completion":" 1","constructor":"x"}\n';
    assert.match(hover(odd, { character: odd.indexOf("constr") }) ?? "", /^\*\*Record 1 of 1/);
  });
});
