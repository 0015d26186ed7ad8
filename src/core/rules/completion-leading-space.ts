import * as l10n from "@vscode/l10n";
import { isSpacelessByte, startsSpaceless } from "../dataset/spaceless-script.js";
import type { Span } from "../json/span.js";
import type { RuleContext } from "./rule.js";
import { recordRule } from "./rule.js";

/** Space, line feed, carriage return. */
const startsRight: ReadonlySet<number> = new Set([0x20, 0x0a, 0x0d]);

interface FirstCharacter {
  readonly span: Span;
  /** Blanks other than a space that stand there instead. */
  readonly blanks: string;
}

export default recordRule<FirstCharacter>({
  id: "completion-leading-space",
  severity: "warning",
  title: "Completion without leading space",
  why: "Completion models read a word and the space before it as one token. Without the space the model learns rarer tokens than the ones it would use by itself, and answers worse.",
  formats: ["prompt-completion"],
  examples: {
    target: "legacy-completions",
    good: [
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":" 5"}`,
      `{"prompt":"Write a poem ->","completion":"\\nRoses are red"}`,
      `{"prompt":"水壶很好 ->","completion":"正面"}`,
      `{"prompt":"กาน้ำดี ->","completion":"บวก"}`,
    ],
    bad: [
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":"«5»"}`,
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":"«\\u00e9»norme"}`,
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":"«\\t»5"}`,
    ],
    fixed: [
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":" 5"}`,
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":" \\u00e9norme"}`,
      `{"prompt":"Great kettle\\n\\n###\\n\\n","completion":" 5"}`,
    ],
  },
  isFine: ({ completion: { length, firstByte } }, context) =>
    length === 0 || startsRight.has(firstByte) || isSpacelessByte(firstByte) || !isWanted(context),
  check(record, report, context) {
    if (!isWanted(context)) return;
    const completion = record.string("completion");
    if (completion === undefined || /^(?:[ \r\n]|$)/.test(completion)) return;
    if (startsSpaceless(completion)) return;
    const text = record.textAt(["completion"]);
    if (text === undefined) return;
    const blanks = /^[^\S\r\n]*/.exec(completion)?.[0] ?? "";
    if (blanks.length === completion.length) return;
    const length = blanks.length > 0 ? blanks.length : firstCharacterLength(completion);
    const span = text.span(0, length);
    report(span, { span, blanks });
  },
  message: ({ blanks }) =>
    blanks === ""
      ? l10n.t("The completion does not start with a space.")
      : l10n.t("The completion starts with white space that is not a space."),
  fix: ({ span, blanks }) =>
    blanks === ""
      ? {
          kind: "safe",
          title: l10n.t("Add a space before the completion"),
          edits: [{ span: { start: span.start, end: span.start }, text: " " }],
        }
      : {
          kind: "asks",
          title: l10n.t("Put one space before the completion"),
          edits: [{ span, text: " " }],
        },
});

/** UTF-16 length of the first character: 2 for one outside the basic plane. */
function firstCharacterLength(text: string): number {
  return (text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
}

/** Where nobody has named the target, most completions have to show that it wants the space. */
function isWanted({ isTargetChosen, traits }: RuleContext): boolean {
  return isTargetChosen || traits.completionsStartWithSpace;
}
