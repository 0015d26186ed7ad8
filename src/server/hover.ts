import * as l10n from "@vscode/l10n";
import type { Hover } from "vscode-languageserver";
import { MarkupKind } from "vscode-languageserver";
import { readLine } from "../core/dataset/read-line.js";
import type { NamedText } from "../core/formats/format.js";
import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import type { CheckedDocument } from "./checked-document.js";

const longestText = 1_200;

/** What hovering over a record shows: its number, and its texts as the model reads them. */
export function recordHover(
  checked: CheckedDocument,
  check: CheckOutcome,
  line: number,
): Hover | undefined {
  const number = checked.recordNumber(line);
  const context = check.plan.context;
  if (number === undefined || context === undefined) return undefined;
  const read = readLine(checked.document.recordText(line));
  if (read.kind !== "record" || read.record.object === undefined) return undefined;
  const { format } = context;
  const heading = l10n.t("Record {0} of {1}", number, check.records);
  const texts = format.texts(read.record.object);
  const sections = [`**${heading}** · ${format.title}`, ...texts.map(textSection)];
  return { contents: { kind: MarkupKind.Markdown, value: sections.join("\n\n") } };
}

function textSection({ name, text }: NamedText): string {
  const length = text.length === 1 ? l10n.t("1 character") : l10n.t("{0} characters", text.length);
  return `${escapeMarkdown(name)} · ${length}\n${fenced(visible(text))}`;
}

/** A dataset's text is somebody else's: a fence longer than any in it keeps it text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** The text with blanks at its edges shown as `␣` and line breaks at its end as `⏎`. */
function visible(text: string): string {
  const shown = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  const marks: Readonly<Record<string, string>> = { " ": "␣", "\t": "⇥", "\n": "⏎\n", "\r": "␍" };
  const mark = (blanks: string): string => blanks.replace(/./gs, (blank) => marks[blank] ?? blank);
  return shown.replace(/^[ \t]+/, mark).replace(/[ \t\r\n]+$/, (blanks) => mark(blanks).trimEnd());
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~]/g, "\\$&").slice(0, 80);
}
