import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { labelPlace } from "../dataset/label-place.js";
import type { FoundInText } from "../dataset/record-texts.js";
import { matchesIn } from "../dataset/record-texts.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { Edit, Span } from "../json/span.js";
import { textMark } from "../kernel/text-marks.js";
import type { RuleContext } from "./rule.js";
import { recordRule } from "./rule.js";

interface Invisible {
  readonly character: string;
  readonly count: number;
  readonly edits: readonly Edit[];
}

export default recordRule<Invisible>({
  id: "invisible-characters",
  severity: "warning",
  title: "Characters that nobody sees",
  why: "Characters without width come along when text is copied from web pages. To a model they are tokens of their own: a word with one is another word, a label with one another class.",
  examples: {
    good: [
      `{"prompt":"A family 👩\u200d👩\u200d👧, می\u200cخواهم, 5\u00a0litres ->","completion":" 5"}`,
    ],
    bad: [
      `{"prompt":"Great« »kettle ->","completion":" 5"}`.replace("« »", "«\u200b»"),
      `{"prompt":"«\\ufeff»Great kettle ->","completion":" 5"}`,
      `{"prompt":"Great ->","completion":" very good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" very good"}\n{"prompt":"Nice ->","completion":" very«\\u00a0»good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}\n{"prompt":"Hot ->","completion":" bad"}\n{"prompt":"New ->","completion":" very good"}\n{"prompt":"Old ->","completion":" bad"}`,
    ],
    fixed: [
      `{"prompt":"Greatkettle ->","completion":" 5"}`,
      `{"prompt":"Great kettle ->","completion":" 5"}`,
      `{"prompt":"Great ->","completion":" very good"}\n{"prompt":"Leaks ->","completion":" bad"}\n{"prompt":"Fine ->","completion":" very good"}\n{"prompt":"Nice ->","completion":" very good"}\n{"prompt":"Ugly ->","completion":" bad"}\n{"prompt":"Loud ->","completion":" bad"}\n{"prompt":"Hot ->","completion":" bad"}\n{"prompt":"New ->","completion":" very good"}\n{"prompt":"Old ->","completion":" bad"}`,
    ],
  },
  marks: textMark.odd | textMark.oddBlank,
  isFine: ({ marks, completion }, { traits }) =>
    (marks & textMark.odd) === 0 &&
    !(traits.hasLabels && (completion.marks & textMark.oddBlank) !== 0),
  check(record, report, context) {
    const inLabel = inLabelOf(record, context);
    const found = matchesIn(record, invisible).filter(
      ({ text, span }) =>
        !isOfItsScript(text.value) && !inLabel.some((one) => isSame(one.span, span)),
    );
    for (const { text, matches, span } of [...found, ...inLabel]) {
      const edits = matches.map(({ 0: character, index }) => ({
        span: text.span(index, index + character.length),
        text: /^[\u00a0\u2000-\u200a\u202f\u205f]/.test(character) ? " " : "",
      }));
      report(span, { character: matches[0]?.[0] ?? "", count: matches.length, edits });
    }
  },
  message({ character, count }) {
    const unit = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return count === 1
      ? l10n.t("The character U+{0} stands here, which nobody sees.", unit)
      : l10n.t(
          "The text holds {0} characters that nobody sees, the first one U+{1}.",
          grouped(count),
          unit,
        );
  },
  fix: ({ edits }) => ({ kind: "asks", title: l10n.t("Remove what nobody sees"), edits }),
});

/** Without width or for directions; joiners only where they have nothing to join. */
const invisible =
  /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|(?<=[\0-\u007f])[\u200c\u200d](?=[\0-\u007f])/g;

/** In labels blanks that look like the usual one, and soft hyphens. */
const inLabels = /[\u00a0\u00ad\u2000-\u200a\u202f\u205f]/g;

/** Whether the text is in a script that needs marks of direction or of where words end. */
function isOfItsScript(text: string): boolean {
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Lao}\p{Script=Tibetan}]/u.test(
    text,
  );
}

function inLabelOf(record: DatasetRecord, { format, traits }: RuleContext): readonly FoundInText[] {
  if (!traits.hasLabels) return [];
  const label = labelPlace(record, format);
  if (label === undefined || label.label.trim() === "") return [];
  return matchesIn(record, inLabels).filter(
    ({ span }) => span.start >= label.span.start && span.end <= label.span.end,
  );
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
