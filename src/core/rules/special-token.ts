import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { textsIn } from "../dataset/record-texts.js";
import type { RecordText } from "../dataset/record.js";
import { textMark } from "../kernel/text-marks.js";
import type { RuleContext } from "./rule.js";
import { recordRule } from "./rule.js";

interface Tokens {
  readonly token: string;
  readonly count: number;
}

export default recordRule<Tokens>({
  id: "special-token",
  severity: "warning",
  title: "Special token in a text",
  why: "Tokenizers read such a text as the sign of a turn or of the end. The trainer sets these signs itself, so that the model sees a turn end twice or in the middle; some services refuse the file.",
  examples: {
    good: [
      `{"prompt":"Is a <|> b or a < b? ->","completion":" 5"}`,
      Array.from(
        { length: 8 },
        (_, n) =>
          `{"prompt":"Kettle no. ${n} ->","completion":" It boils ${n} litres.<|endoftext|>"}`,
      ).join("\n"),
      `{"text":"<|im_start|>user\\nGreat kettle<|im_end|>\\n<|im_start|>assistant\\nThanks.<|im_end|>"}`,
      Array.from(
        { length: 8 },
        (_, n) => `{"prompt":"<s>[INST] Kettle no. ${n} [/INST]","completion":" ${n} litres"}`,
      ).join("\n"),
    ],
    bad: [
      `{"messages":[{"role":"user","content":"«<|im_start|>»user\\nHi<|im_end|>"},{"role":"assistant","content":"Hello."}]}`,
      `{"prompt":"«[INST]» Great kettle [/INST] ->","completion":" 5"}`,
      `{"prompt":"Great kettle ->","completion":" 5«</s>»"}`,
    ],
    fixed: [null, null, null],
  },
  marks: textMark.specialToken,
  check(record, report, context) {
    // Trainers read such texts as they are: whoever made them has written the template into them.
    if (context.format.id === "text") return;
    for (const text of textsIn(record, (value) => value.search(tokens) >= 0)) {
      const found = [...text.value.matchAll(tokens)].filter(
        (match) => !isMeant(match, text, context) && !isMarkup(match[0], text.value),
      );
      const [first] = found;
      if (first === undefined) continue;
      const span = text.span(first.index, first.index + first[0].length);
      report(span, { token: first[0], count: found.length });
    }
  },
  message: ({ token, count }) =>
    count === 1
      ? l10n.t("The text holds {0}, which is a special token of tokenizers.", token)
      : l10n.t(
          "The text holds {0} special tokens of tokenizers, the first one {1}.",
          grouped(count),
          token,
        ),
});

const tokens =
  /<\|[a-z][a-z0-9_]*\|>|<｜[^｜>]{1,40}｜>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|<[be]os>|<\/?s>/g;

const llamaTokens = /^(?:\[\/?INST\]|<<\/?SYS>>|<s>)$/;

/** Whether it is, or is in, the separator or stop sequence that most records have. */
function isMeant(
  match: RegExpExecArray,
  { value }: RecordText,
  { traits: { separator, stop } }: RuleContext,
): boolean {
  // The prompts are written in Llama's template, to which these tokens belong.
  if (separator?.text.trim() === "[/INST]" && llamaTokens.test(match[0])) return true;
  const body = value.trimEnd();
  const end = match.index + match[0].length;
  return [separator?.text, stop?.text].some((ending) => {
    const marks = ending?.trim() ?? "";
    if (marks === "" || !body.endsWith(marks)) return false;
    // Of a token at the end of a word an ending has the last marks only.
    const isItsEnd = end === body.length && match[0].endsWith(marks);
    return isItsEnd || (marks.includes(match[0]) && end > body.length - marks.length);
  });
}

/** `<s>` and `</s>` also strike a text out in HTML: there both stand with text between them. */
function isMarkup(token: string, text: string): boolean {
  if (token !== "<s>" && token !== "</s>") return false;
  const isOpened = text.trimStart().startsWith("<s>");
  const isClosed = text.trimEnd().endsWith("</s>");
  return token === "<s>" ? !isOpened || /<\/s>./s.test(text) : !isClosed || /\S<s>/.test(text);
}
