import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import { recordSpan } from "../dataset/record-span.js";
import { textsIn } from "../dataset/record-texts.js";
import type { DatasetRecord } from "../dataset/record.js";
import { utf8Length } from "../dataset/utf8.js";
import type { Span } from "../json/span.js";
import { recordTokens } from "../tokens/record-tokens.js";
import { recordRule } from "./rule.js";

interface TooLong {
  readonly count: number;
  readonly isEstimate: boolean;
  /** Whether there are more, which were not counted. */
  readonly isLeast: boolean;
  readonly limit: number;
  readonly limitOf: string;
}

const review = "The kettle boils fast, pours well and has been on our table every day since May.";

export default recordRule<TooLong>({
  id: "record-too-long",
  severity: "warning",
  title: "Record with more tokens than fit",
  why: "What is too long is cut at its end, without a word, and the answer stands at the end: the model learns from a text without it, or from half of it. Shorten the record, or split it.",
  examples: {
    target: "trl",
    model: "gpt-4o",
    maxTokens: 24,
    good: [`{"prompt":"The kettle boils fast. ->","completion":" 5"}`],
    bad: [`{"prompt":«"${review} It is easy to clean too. ->"»,"completion":" 5"}`],
    fixed: [null],
  },
  isFine: ({ lineBytes }, { tokens: { fittingBytes } }) => lineBytes <= fittingBytes,
  check(record, report, { format, tokens }) {
    const { limit, limitOf, overhead, fittingBytes } = tokens;
    if (limit === undefined || record.object === undefined) return;
    if (surelyFits(record.text, fittingBytes)) return;
    const counter = tokens.counter();
    if (counter === undefined) return;
    const most = limit * timesCounted;
    const { total, isEstimate, isLeast } = recordTokens(record.object, {
      format,
      counter,
      overhead,
      most,
    });
    const count = isLeast ? most : total;
    if (count > limit) report(longestText(record), { count, isEstimate, isLeast, limit, limitOf });
  },
  message({ count, isEstimate, isLeast, limit, limitOf }) {
    if (isLeast) {
      return l10n.t(
        "The record has more than {0} tokens; the limit is {1} ({2}).",
        grouped(count),
        grouped(limit),
        limitOf,
      );
    }
    return isEstimate
      ? l10n.t(
          "The record has about {0} tokens; the limit is {1} ({2}).",
          grouped(count),
          grouped(limit),
          limitOf,
        )
      : l10n.t(
          "The record has {0} tokens; the limit is {1} ({2}).",
          grouped(count),
          grouped(limit),
          limitOf,
        );
  },
});

/** What is so many times too long is counted no further. */
const timesCounted = 8;

/** A tool costs at most so many tokens for a byte of its JSON; a picture is not measured in bytes. */
const mostForToolBytes = 2;

function surelyFits(text: string, fittingBytes: number): boolean {
  if (fittingBytes === Infinity) return true;
  return utf8Length(text) * mostForToolBytes <= fittingBytes && !text.includes('"image_url"');
}

/** Where there is most to shorten. */
function longestText(record: DatasetRecord): Span {
  let longest = "";
  textsIn(record, (text) => {
    if (text.length > longest.length) longest = text;
    return false;
  });
  const [found] = textsIn(record, (text) => text === longest);
  return found?.quoted ?? recordSpan(record.text);
}
