import * as l10n from "@vscode/l10n";
import type { Format } from "../formats/format.js";
import type { Span } from "../json/span.js";
import { escapeJsonText } from "../json/string-offsets.js";
import type { Fix } from "../rules/finding.js";
import type { Report, RuleContext, Suspected } from "../rules/rule.js";
import type { OddLabel } from "./label-spellings.js";
import type { DatasetRecord } from "./record.js";

/** A record's label and where it stands, without its quotes. */
export function labelPlace(
  record: DatasetRecord,
  format: Format,
): { readonly label: string; readonly span: Span } | undefined {
  const path = record.object && format.completionTextPath(record.object);
  const text = path && record.textAt(path);
  return text && { label: text.value, span: text.span(0, text.value.length) };
}

/** A label that is to be written as most records write it. */
export interface OddlyWrittenLabel {
  readonly span: Span;
  /** The label as it stands here, and as it stands in most records. */
  readonly label: string;
  readonly usual: string;
}

/** What rules about oddly written labels have in common: all but which labels are such. */
export const oddlyWrittenLabel = {
  check(
    { record, suspect: { usual } }: Pick<Suspected, "record"> & { readonly suspect: OddLabel },
    report: Report<OddlyWrittenLabel>,
    { format }: RuleContext,
  ): void {
    const place = labelPlace(record, format);
    if (place !== undefined) report(place.span, { ...place, usual });
  },
  message: ({ label, usual }: OddlyWrittenLabel): string =>
    l10n.t(
      "The label {0} is written {1} in most records.",
      JSON.stringify(label),
      JSON.stringify(usual),
    ),
  fix: ({ span, usual }: OddlyWrittenLabel): Fix => ({
    kind: "asks",
    title: l10n.t("Write the label as {0}", JSON.stringify(usual)),
    edits: [{ span, text: escapeJsonText(usual) }],
  }),
};
