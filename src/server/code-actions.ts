import * as l10n from "@vscode/l10n";
import type { CodeAction, Range, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import type { FixScope } from "../core/dataset/fix-text.js";
import { fixLines } from "../core/dataset/fix-dataset.js";
import { difference } from "../core/json/span.js";
import type { Finding, Fix } from "../core/rules/finding.js";
import { ruleById } from "../core/rules/index.js";
import type { CheckOutcome } from "../core/dataset/check-dataset.js";
import type { CheckedDocument } from "./checked-document.js";
import type { LineDocument } from "./line-document.js";
import type { Placement } from "./to-protocol.js";
import { toDiagnostic, toRange } from "./to-protocol.js";

/** The kind of the action that applies all safe fixes. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.tunewright`;

/** What the client can do with code actions. */
export interface ActionAbilities {
  /** It asks for the edit when a person has chosen the action. */
  readonly resolvesEdits: boolean;
  /** It shows edits for confirmation before they are made. */
  readonly confirmsEdits: boolean;
}

/** An open dataset that actions are wanted for. */
export interface ActionSubject {
  readonly checked: CheckedDocument;
  readonly check: CheckOutcome;
  readonly placement: Placement;
  readonly abilities: ActionAbilities;
}

/** What is kept in an action until a person chooses it. */
export interface FixAllRequest {
  readonly uri: string;
  readonly scope: FixScope;
  /** The one rule to fix; all of them where this is left out. */
  readonly rule?: string;
}

/** The actions for a range of a document, of the kinds that the client wants. */
export function codeActions(
  subject: ActionSubject,
  range: Range,
  only: readonly string[] | undefined,
): CodeAction[] {
  const wants = (kind: string): boolean =>
    only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) actions.push(...quickFixes(subject, range));
  // Source actions are for menus and for saving, not for the light bulb.
  if (only !== undefined && wants(fixAllKind)) actions.push(...fixAllAction(subject));
  return actions;
}

function quickFixes(subject: ActionSubject, range: Range): CodeAction[] {
  const found = subject.check.findings.filter((finding) => isIn(finding, range, subject.placement));
  const single = found.flatMap((finding) => singleFix(finding, subject));
  const rules = [...new Set(found.filter(({ fix }) => fix).map(({ rule }) => rule))];
  return [...single, ...rules.flatMap((rule) => fixAllOfRule(rule, subject))];
}

function isIn(finding: Finding, range: Range, placement: Placement): boolean {
  const own = toRange(finding.line, finding.span, placement);
  const startsBefore =
    own.start.line < range.end.line ||
    (own.start.line === range.end.line && own.start.character <= range.end.character);
  const endsBehind =
    own.end.line > range.start.line ||
    (own.end.line === range.start.line && own.end.character >= range.start.character);
  return startsBefore && endsBehind;
}

function singleFix(finding: Finding, subject: ActionSubject): CodeAction[] {
  const { fix } = finding;
  if (fix === undefined) return [];
  return [
    {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(finding, subject.placement)],
      isPreferred: fix.kind === "safe",
      edit: plainEdit(subject.placement.uri, fixEdits(finding.line, fix, subject)),
    },
  ];
}

function fixEdits(line: number, fix: Fix, { checked, placement }: ActionSubject): TextEdit[] {
  if (fix.removesRecord === true) return [removal(line, checked.document, placement)];
  const ending = lineEnding(checked.document);
  return fix.edits.map(({ span, text }) => ({
    range: toRange(line, span, placement),
    newText: text.replaceAll("\n", ending),
  }));
}

/** Takes a line out together with one line ending. */
function removal(line: number, document: LineDocument, placement: Placement): TextEdit {
  const text = document.recordText(line);
  const start = toRange(line, { start: 0, end: 0 }, placement).start;
  const isLast = line === document.lines.length - 1;
  if (!isLast) return { range: { start, end: { line: line + 1, character: 0 } }, newText: "" };
  const before = document.lines[line - 1];
  const from = before === undefined ? start : { line: line - 1, character: before.text.length };
  const end = toRange(line, { start: 0, end: text.length }, placement).end;
  return { range: { start: from, end }, newText: "" };
}

function lineEnding({ lines }: LineDocument): string {
  const ending = lines[0]?.ending ?? "";
  return ending === "" ? "\n" : ending;
}

function fixAllOfRule(rule: string, subject: ActionSubject): CodeAction[] {
  const count = subject.check.counts[rule] ?? 0;
  if (count < 2) return [];
  const fixes = subject.check.findings.filter((finding) => finding.rule === rule);
  const scope = fixes.some(({ fix }) => fix?.kind === "safe") ? "safe" : "all";
  const title = ruleById(rule)?.title ?? rule;
  const action: CodeAction = {
    title:
      scope === "safe"
        ? l10n.t("Fix all of this kind: {0} ({1})", title, count)
        : l10n.t("Fix all of this kind, after a look at the changes: {0} ({1})", title, count),
    kind: CodeActionKind.QuickFix,
  };
  return [withFixAll(action, { uri: subject.placement.uri, scope, rule }, subject)];
}

function fixAllAction(subject: ActionSubject): CodeAction[] {
  const hasSafeFix = subject.check.findings.some(({ fix }) => fix?.kind === "safe");
  if (!hasSafeFix) return [];
  const action = { title: l10n.t("Apply all safe fixes of Tunewright"), kind: fixAllKind };
  return [withFixAll(action, { uri: subject.placement.uri, scope: "safe" }, subject)];
}

/** Puts the edit into the action, now or when it is chosen. */
function withFixAll(
  action: CodeAction,
  request: FixAllRequest,
  subject: ActionSubject,
): CodeAction {
  if (subject.abilities.resolvesEdits) return { ...action, data: request };
  return { ...action, edit: fixAllEdit(request, subject) };
}

/** The edit behind a fix-all action. */
export function fixAllEdit(request: FixAllRequest, subject: ActionSubject): WorkspaceEdit {
  const { document } = subject.checked;
  const texts = document.lines.map((_, line) => document.recordText(line));
  const options = { ...subject.checked.options, scope: request.scope, rule: request.rule };
  const ending = lineEnding(document);
  const edits = fixLines(texts, options).map(({ line, becomes }) => {
    if (becomes.length === 0) return removal(line, document, subject.placement);
    const { span, text } = difference(texts[line] ?? "", becomes.join("\n"));
    return {
      range: toRange(line, span, subject.placement),
      newText: text.replaceAll("\n", ending),
    };
  });
  const needsLook = request.scope === "all" && subject.abilities.confirmsEdits;
  return needsLook ? confirmedEdit(request.uri, edits) : plainEdit(request.uri, edits);
}

function plainEdit(uri: string, edits: TextEdit[]): WorkspaceEdit {
  return { changes: { [uri]: edits } };
}

/** An edit that the editor shows before it makes it. */
function confirmedEdit(uri: string, edits: readonly TextEdit[]): WorkspaceEdit {
  const annotationId = "tunewright";
  return {
    documentChanges: [
      {
        textDocument: { uri, version: null },
        edits: edits.map((edit) => ({ ...edit, annotationId })),
      },
    ],
    changeAnnotations: {
      [annotationId]: {
        label: l10n.t("Fixes that Tunewright asks about"),
        needsConfirmation: true,
      },
    },
  };
}
