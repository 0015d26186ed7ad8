import * as l10n from "@vscode/l10n";
import type { CodeAction, Location, Range } from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import type { Finding, Related } from "../core/rules/finding.js";
import type { DocumentCheck } from "./checked-document.js";
import type { DocumentPosition } from "./line-document.js";
import type { Placement } from "./to-protocol.js";
import { toDiagnostic, toRange } from "./to-protocol.js";

/** The extension's command that goes to a place: its arguments are a URI and a range. */
export const goToFirstCommand = "tunewright.goToFirst";

/** The first occurrences of what the record at a place repeats. */
export function firstOccurrences(
  check: Pick<DocumentCheck, "findingsOn">,
  position: DocumentPosition,
  placement: Placement,
): Location[] {
  const repeats = check.findingsOn(position.line).filter(isRepeat);
  const here = repeats.filter((finding) => isAt(finding, position, placement));
  const firsts = (here.length > 0 ? here : repeats).flatMap(({ related }) => related.slice(0, 1));
  return unique(firsts.map((place) => toLocation(place, placement)));
}

/**
 * Where else the record at a place occurs: the first occurrence and all that repeat it, however
 * many findings were published. Yields between pieces of work; stop asking to cancel.
 */
export function* otherOccurrences(
  check: Pick<DocumentCheck, "findings" | "findingsOf">,
  { line }: DocumentPosition,
  placement: Placement,
): Generator<void, Location[], void> {
  const repeats: Finding[] = [];
  // A rule with a repeat somewhere has published its first one.
  const rules = new Set(check.findings.filter(isRepeat).map(({ rule }) => rule));
  for (const rule of rules) {
    for (const findings of check.findingsOf(rule)) {
      repeats.push(...findings.filter(isRepeat));
      yield;
    }
  }
  const here = repeats.filter((finding) => finding.line === line || firstLine(finding) === line);
  const keys = new Set(here.map(groupKey));
  const group = repeats.filter((finding) => keys.has(groupKey(finding)));
  const places = [...group.flatMap(({ related }) => related.slice(0, 1)), ...group];
  const locations = unique(places.map((place) => toLocation(place, placement)));
  return locations.filter(({ range }) => range.start.line !== line);
}

/** The action that goes to what a finding's record repeats, for a client that knows the command. */
export function goToFirstAction(finding: Finding, placement: Placement): CodeAction[] {
  const [first] = finding.related;
  if (first === undefined || !isRepeat(finding)) return [];
  const title = l10n.t("Go to the first occurrence (line {0})", first.line + 1);
  const range: Range = toRange(first.line, first.span, placement);
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(finding, placement)],
      command: { title, command: goToFirstCommand, arguments: [placement.uri, range] },
    },
  ];
}

/** Whether a finding says that something stood in the document before. */
function isRepeat(finding: Finding): boolean {
  return firstLine(finding) < finding.line;
}

function firstLine({ related }: Finding): number {
  return related[0]?.line ?? Infinity;
}

function isAt({ line, span }: Finding, position: DocumentPosition, placement: Placement): boolean {
  const { start, end } = toRange(line, span, placement);
  return start.character <= position.character && position.character <= end.character;
}

function groupKey(finding: Finding): string {
  return `${finding.rule} ${firstLine(finding)}`;
}

function toLocation({ line, span }: Finding | Related, placement: Placement): Location {
  return { uri: placement.uri, range: toRange(line, span, placement) };
}

/** Each line once, in order. */
function unique(locations: readonly Location[]): Location[] {
  const byLine = new Map(locations.toReversed().map((place) => [place.range.start.line, place]));
  return [...byLine.values()].sort((a, b) => a.range.start.line - b.range.start.line);
}
