import * as l10n from "@vscode/l10n";
import type { Hover } from "vscode-languageserver";
import { MarkupKind } from "vscode-languageserver";
import { grouped } from "../core/grouped.js";
import { readLine } from "../core/dataset/read-line.js";
import type { Format, NamedText } from "../core/formats/format.js";
import type { JsonObject } from "../core/json/json-node.js";
import { isJsonObject } from "../core/json/json-node.js";
import { placeAt } from "../core/json/path-at.js";
import { applyEdits } from "../core/json/span.js";
import { looseText, looseValue, readTolerantly } from "../core/json/tolerant-reader.js";
import type { Finding, Severity } from "../core/rules/finding.js";
import { ruleById } from "../core/rules/index.js";
import type { CheckedDocument, DocumentCheck } from "./checked-document.js";
import { escapeMarkdown } from "../core/escape-markdown.js";
import { inspectCommand } from "./command-actions.js";
import { fieldSections } from "./field-hover.js";
import type { DocumentPosition } from "./line-document.js";
import { shortened } from "./preview.js";
import { namedTexts } from "./record-texts.js";

const longestText = 1_200;
const mostTexts = 8;
const mostFindings = 8;
const longestMessage = 400;
/** A longer line that is broken is not put together again for a hover. */
const longestBrokenLine = 1_000_000;

/** What the client shows beside the hover, and where documentation is. */
export interface HoverAbilities {
  /** It shows the findings under the pointer itself, with a link to the rule. */
  readonly showsFindings: boolean;
  /** The URI of the folder with the rules' documentation. */
  readonly ruleDocumentation: string | undefined;
  /** The URI of the document, where the client has the extension's commands. */
  readonly inspectedUri?: string;
}

/**
 * What hovering over a record shows. Over a field's name or a role: what it means in this format
 * and for this target. Elsewhere the record's number and its texts as the model reads them; of many
 * texts those around the pointer, of a broken line what can still be read. What is found in the
 * record comes before the texts.
 */
export function recordHover(
  checked: CheckedDocument,
  check: DocumentCheck,
  { line, character }: DocumentPosition,
  abilities: HoverAbilities,
): Hover | undefined {
  const number = checked.recordNumber(line);
  if (number === undefined) return undefined;
  const { context } = check.plan;
  const text = checked.document.recordText(line);
  const offset = Math.max(character - checked.document.markLength(line), 0);
  const findings = check.findingsOn(line);
  const here = { offset, check, abilities };
  const field = context === undefined ? [] : fieldSections(text, offset, context);
  if (field.length > 0) {
    const atField = findings.filter((finding) => isAt(finding, offset));
    return markdown([...field, ...hoveredFindings(atField, here)]);
  }
  const found = hoveredFindings(findings, here);
  const format = context?.format;
  const texts = textSections(text, { format, findings, offset });
  if (texts.length === 0 && found.length === 0) return undefined;
  // A file that is laid out in another way has lines, but no records.
  if (check.records === 0) return markdown([...found, ...texts]);
  const heading = l10n.t("Record {0} of {1}", grouped(number), grouped(check.records));
  const title = `**${heading}**${format === undefined ? "" : ` · ${format.title}`}`;
  const way = format === undefined ? "" : wayToInspector(abilities, line);
  return markdown([title + way, ...found, ...texts]);
}

/** A link to what a model says to the record. */
function wayToInspector({ inspectedUri }: HoverAbilities, line: number): string {
  if (inspectedUri === undefined) return "";
  const place = encodeURIComponent(JSON.stringify([inspectedUri, line + 1]));
  return ` · [${l10n.t("Inspect…")}](command:${inspectCommand}?${place})`;
}

function markdown(sections: readonly string[]): Hover {
  return { contents: { kind: MarkupKind.Markdown, value: sections.join("\n\n") } };
}

interface Hovered {
  readonly format: Format | undefined;
  readonly findings: readonly Finding[];
  /** Where the pointer is in the line. */
  readonly offset: number;
}

function textSections(text: string, { format, findings, offset }: Hovered): readonly string[] {
  if (format === undefined) return [];
  const read = readLine(text);
  if (read.kind === "blank") return [];
  if (read.kind === "record") {
    const { object } = read.record;
    return object === undefined ? [] : shownTexts(format.texts(object), { text, offset });
  }
  const recovered = recoveredObject(text, findings);
  const texts = recovered === undefined ? [] : namedTexts(recovered, format);
  if (texts.length === 0) return [];
  return [l10n.t("What can be read of it:"), ...shownTexts(texts, { text, offset })];
}

/** What a fix would make of a broken line, else what can be made out of it. */
function recoveredObject(text: string, findings: readonly Finding[]): JsonObject | undefined {
  if (text.length > longestBrokenLine) return undefined;
  const fix = findings.find((finding) => finding.fix !== undefined)?.fix;
  const [first = ""] = fix === undefined ? [] : applyEdits(text, fix.edits).split("\n");
  const mended = readLine(first);
  if (mended.kind === "record") return mended.record.object;
  const [node] = readTolerantly(text);
  const value = node === undefined ? undefined : looseValue(text, node);
  return isJsonObject(value) ? value : undefined;
}

/** As many of the texts as there is room for: those around the pointer. */
function shownTexts(
  texts: readonly NamedText[],
  { text, offset }: { readonly text: string; readonly offset: number },
): readonly string[] {
  if (texts.length <= mostTexts) return texts.map(textSection);
  const { span, isQuoted } = placeAt(text, offset);
  const hovered = isQuoted ? looseText(text, span) : undefined;
  const at = texts.findIndex((candidate) => candidate.text === hovered);
  const first = Math.min(Math.max(at - mostTexts / 2, 0), texts.length - mostTexts);
  const shown = texts.slice(first, first + mostTexts).map(textSection);
  const note = l10n.t(
    "Texts {0} to {1} of {2}:",
    grouped(first + 1),
    grouped(first + mostTexts),
    grouped(texts.length),
  );
  return [note, ...shown];
}

function textSection({ name, text }: NamedText): string {
  const length =
    text.length === 1 ? l10n.t("1 character") : l10n.t("{0} characters", grouped(text.length));
  return `${escapeMarkdown(shortened(name, 80))} · ${length}\n${fenced(visible(text))}`;
}

interface FoundHere {
  readonly offset: number;
  readonly check: DocumentCheck;
  readonly abilities: HoverAbilities;
}

/**
 * Of findings that the client shows beside this hover only what it does not say: why they matter.
 * Of the others what they are: those elsewhere in a line that may be long, and those beyond what
 * was published.
 */
function hoveredFindings(
  findings: readonly Finding[],
  { offset, check, abilities }: FoundHere,
): readonly string[] {
  const isShown = (finding: Finding): boolean =>
    abilities.showsFindings &&
    isAt(finding, offset) &&
    check.findings.some(({ rule, line }) => rule === finding.rule && line === finding.line);
  const shown = new Set(findings.filter(isShown).map(({ rule }) => rule));
  const reasons = [...shown].flatMap((rule) => reasonFor(rule, abilities));
  return [...reasons, ...findingSections(findings.filter((finding) => !isShown(finding)))];
}

function isAt({ span }: Finding, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

function reasonFor(id: string, { ruleDocumentation }: HoverAbilities): readonly string[] {
  const rule = ruleById(id);
  if (rule === undefined) return [];
  const more = ruleDocumentation === undefined ? "" : ` ([${id}](${ruleDocumentation}/${id}.md))`;
  return [`${escapeMarkdown(rule.why)}${more}`];
}

function findingSections(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, mostFindings).map(findingItem);
  const more = findings.length - shown.length;
  if (more > 0) shown.push(`- ${l10n.t("and {0} more", grouped(more))}`);
  return [shown.join("\n")];
}

function findingItem({ rule, severity, message }: Finding): string {
  const text = escapeMarkdown(shortened(message.replace(/\s+/g, " "), longestMessage));
  return `- **${severityName(severity)}** · ${text} (${rule})`;
}

function severityName(severity: Severity): string {
  const names: Readonly<Record<Severity, string>> = {
    error: l10n.t("Error"),
    warning: l10n.t("Warning"),
    information: l10n.t("Information"),
    hint: l10n.t("Hint"),
  };
  return names[severity];
}

/** A dataset's text is somebody else's: a fence longer than any in it keeps it text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** The text with blanks at its edges shown as `␣` and line breaks at its end as `⏎`. */
function visible(text: string): string {
  const shown = shortened(text, longestText);
  const marks: Readonly<Record<string, string>> = { " ": "␣", "\t": "⇥", "\n": "⏎\n", "\r": "␍" };
  const mark = (blanks: string): string => blanks.replace(/./gs, (blank) => marks[blank] ?? blank);
  return shown.replace(/^[ \t]+/, mark).replace(/[ \t\r\n]+$/, (blanks) => mark(blanks).trimEnd());
}
