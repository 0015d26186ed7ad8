import * as l10n from "@vscode/l10n";
import type { Diagnostic, Location, Range } from "vscode-languageserver";
import { DiagnosticSeverity } from "vscode-languageserver";
import { grouped } from "../core/grouped.js";
import { groupBy } from "../core/group-by.js";
import type { Span } from "../core/json/span.js";
import type { Finding, Related, Severity } from "../core/rules/finding.js";
import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import type { DatasetSession } from "./dataset-session.js";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The name that our diagnostics carry. */
export const diagnosticSource = "Tunewright";

/** Where a document is and how places in it are counted. */
export interface Placement {
  readonly uri: string;
  /** The URI of the folder with the rules' documentation. */
  readonly ruleDocumentation: string | undefined;
  /** How many characters of a line come before the text that findings count from. */
  readonly markLength: (line: number) => number;
}

/** Where places in an open dataset are, for all that needs no documentation. */
export function placementIn({ uri, checked }: DatasetSession): Placement {
  const { document } = checked;
  return { uri, ruleDocumentation: undefined, markLength: (line) => document.markLength(line) };
}

/** A span of a line as a range of the document. */
export function toRange(line: number, span: Span, { markLength }: Placement): Range {
  const mark = markLength(line);
  return {
    start: { line, character: span.start + mark },
    end: { line, character: span.end + mark },
  };
}

/** A finding as the editor shows it. */
export function toDiagnostic(finding: Finding, placement: Placement): Diagnostic {
  const { rule, severity, line, span, message, related } = finding;
  const documentation = placement.ruleDocumentation;
  return {
    source: diagnosticSource,
    code: rule,
    severity: severities[severity],
    range: toRange(line, span, placement),
    message,
    ...(documentation !== undefined && {
      codeDescription: { href: `${documentation}/${rule}.md` },
    }),
    ...(related.length > 0 && {
      relatedInformation: related.map((place) => ({
        location: locationOf(place, placement),
        message: place.message,
      })),
    }),
  };
}

function locationOf({ file, line, span }: Related, placement: Placement): Location {
  // Of other files nobody sees a byte order mark.
  const uri = file ?? placement.uri;
  const place = file === undefined ? placement : { ...placement, markLength: () => 0 };
  return { uri, range: toRange(line, span, place) };
}

/** A check's findings. Where a rule has more than are shown, its last one says how many more. */
export function toDiagnostics(check: CheckOutcome, placement: Placement): Diagnostic[] {
  const { findings, counts } = check;
  const lastOfRule = new Map(findings.map((finding, index) => [finding.rule, index]));
  const shown = groupBy(findings, ({ rule }) => rule);
  return findings.map((finding, index) => {
    const more = (counts[finding.rule] ?? 0) - (shown.get(finding.rule)?.length ?? 0);
    if (more === 0 || lastOfRule.get(finding.rule) !== index) {
      return toDiagnostic(finding, placement);
    }
    const note =
      more === 1
        ? l10n.t("There is 1 more like this below.")
        : l10n.t("There are {0} more like this below.", grouped(more));
    return toDiagnostic({ ...finding, message: `${finding.message} (${note})` }, placement);
  });
}
