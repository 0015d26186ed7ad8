import * as l10n from "@vscode/l10n";
import { grouped } from "../../grouped.js";
import type { ColumnFacts, SourceFacts } from "../column-facts.js";

const mostValues = 6;
const longestValue = 60;

/** What a column holds, as paragraphs: its type, its values, how often they are absent. */
export function columnWords(
  { type, distinct, isMore, absent, values, longest, isNumeric }: ColumnFacts,
  { rows, isWhole }: Pick<SourceFacts, "isWhole" | "rows">,
): readonly string[] {
  const looked = isWhole
    ? l10n.t("{0} rows", grouped(rows))
    : l10n.t("the first {0} rows", grouped(rows));
  const kind = type === "text" && isNumeric ? l10n.t("text, all numbers") : type;
  const different = isMore
    ? l10n.t("more than {0} different values", grouped(distinct))
    : l10n.t("{0} different values", grouped(distinct));
  const empty = absent === 0 ? [] : [l10n.t("{0} rows have none", grouped(absent))];
  const size = l10n.t("the longest has {0} characters", grouped(longest));
  const shown = values
    .slice(0, mostValues)
    .map(({ text, count: times }) => `${JSON.stringify(shortened(text))} (${grouped(times)})`);
  return [
    `${kind}; ${[different, ...empty, size].join(", ")} (${looked})`,
    ...(shown.length === 0 ? [] : [l10n.t("Most frequent: {0}", shown.join(", "))]),
  ];
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > longestValue ? `${line.slice(0, longestValue)}…` : line;
}
