import * as l10n from "@vscode/l10n";
import type {
  CodeAction,
  CodeActionContext,
  Range,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { CodeActionKind, CodeActionTriggerKind } from "vscode-languageserver";
import { grouped } from "../core/grouped.js";
import { groupBy } from "../core/group-by.js";
import type { FixScope } from "../core/dataset/fix-line.js";
import { fixLines } from "../core/dataset/fix-dataset.js";
import { losesMark } from "../core/dataset/fix-line.js";
import { difference } from "../core/json/span.js";
import type { Finding, Fix } from "../core/rules/finding.js";
import { ruleById } from "../core/rules/index.js";
import type { CheckedDocument, DocumentCheck } from "./checked-document.js";
import type { LineDocument } from "./line-document.js";
import { convertActions, inspectActions, showAllActions } from "./command-actions.js";
import { goToFirstAction } from "./occurrences.js";
import { stepActions } from "./step-actions.js";
import type { Placement } from "./to-protocol.js";
import { toDiagnostic, toRange } from "./to-protocol.js";

/** The kind of the action that applies all safe fixes. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.tunewright`;

/** The kind of the action that writes a file anew, with one record on each line. */
export const layoutFixKind = `${CodeActionKind.QuickFix}.layout.tunewright`;

/** Of a longer stretch only published findings have actions. */
const mostLinesInFull = 20;

/** What the client can do with code actions. */
export interface ActionAbilities {
  /** It asks for the edit when a person has chosen the action. */
  readonly resolvesEdits: boolean;
  /** It refuses an edit that was made for another version of the document. */
  readonly versionsEdits: boolean;
  /** It shows edits for confirmation before they are made. */
  readonly confirmsEdits: boolean;
  /** It has the extension's commands; left out for no. */
  readonly runsCommands?: boolean;
}

/** An open dataset that actions are wanted for. */
export interface ActionSubject {
  readonly checked: CheckedDocument;
  readonly check: DocumentCheck;
  /** The version that was checked. */
  readonly version: number;
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
  { only, triggerKind }: Pick<CodeActionContext, "only" | "triggerKind">,
): CodeAction[] {
  const wants = (kind: string): boolean =>
    only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  // What lies below the kind of the others is wanted wherever they are.
  if (wants(layoutFixKind)) actions.push(...quickFixes(subject, range));
  // Source actions are for menus and for saving, not for the light bulb.
  if (only !== undefined && wants(fixAllKind)) actions.push(...fixAllAction(subject));
  const isAsked = triggerKind === CodeActionTriggerKind.Invoked || actions.length > 0;
  const { start, end } = range;
  if (isAsked && start.line === end.line) actions.push(...inspectActions(start.line, subject));
  return actions.filter(({ kind = "" }) => wants(kind));
}

function quickFixes(subject: ActionSubject, range: Range): CodeAction[] {
  const found = findingsNear(range, subject.check).filter((finding) =>
    isIn(finding, range, subject.placement),
  );
  const single = found.flatMap((finding) => singleFix(finding, subject));
  const fixable = groupBy(
    found.filter(({ fix }) => fix),
    ({ rule }) => rule,
  );
  const ofRules = [...fixable].flatMap(([rule, ofRule]) => fixAllOfRule(rule, ofRule, subject));
  return [
    ...single,
    ...convertActions(found, subject),
    ...stepActions(found, subject),
    ...ofRules,
    ...goToFirst(found, range, subject),
    ...showAllActions(found, subject),
  ];
}

/** On a few lines everything that is found there; on many what was published. */
function findingsNear({ start, end }: Range, check: DocumentCheck): readonly Finding[] {
  if (end.line - start.line > mostLinesInFull) return check.findings;
  const lines = Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index);
  return lines.flatMap((line) => check.findingsOn(line));
}

/** Ways to what is repeated, for a place rather than for a stretch of many records. */
function goToFirst(
  found: readonly Finding[],
  { start, end }: Range,
  { placement, abilities }: ActionSubject,
): readonly CodeAction[] {
  if (abilities.runsCommands !== true || start.line !== end.line) return [];
  return found.flatMap((finding) => goToFirstAction(finding, placement));
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
  const action: CodeAction = {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(finding, subject.placement)],
    isPreferred: fix.kind === "safe",
  };
  if (fix.convertsFile === true) {
    const request = { uri: subject.placement.uri, scope: "all", rule: finding.rule } as const;
    return [withFixAll({ ...action, kind: layoutFixKind }, request, subject)];
  }
  return [{ ...action, edit: plainEdit(subject, fixEdits(finding.line, fix, subject)) }];
}

function fixEdits(line: number, fix: Fix, { checked, placement }: ActionSubject): TextEdit[] {
  if (fix.removesMark === true) return [markRemoval()];
  if (fix.removesLine === true) return [removal(line, line, { checked, placement })];
  const ending = lineEnding(checked.document);
  return fix.edits.map(({ span, text }) => ({
    range: toRange(line, span, placement),
    newText: text.replaceAll("\n", ending),
  }));
}

function markRemoval(): TextEdit {
  const start = { line: 0, character: 0 };
  return { range: { start, end: { line: 0, character: 1 } }, newText: "" };
}

/** Takes lines out, `last` included, together with as many line endings. */
function removal(
  first: number,
  last: number,
  { checked, placement }: Pick<ActionSubject, "checked" | "placement">,
): TextEdit {
  const { lines } = checked.document;
  const start = toRange(first, { start: 0, end: 0 }, placement).start;
  const isAtEnd = last === lines.length - 1;
  if (!isAtEnd) return { range: { start, end: { line: last + 1, character: 0 } }, newText: "" };
  const before = lines[first - 1];
  const from = before === undefined ? start : { line: first - 1, character: before.text.length };
  const end = { line: last, character: lines[last]?.text.length ?? 0 };
  return { range: { start: from, end }, newText: "" };
}

function lineEnding({ lines }: LineDocument): string {
  const ending = lines[0]?.ending ?? "";
  return ending === "" ? "\n" : ending;
}

/** Fixes all that can be fixed safely, and all that can be fixed at all after a look. */
function fixAllOfRule(
  rule: string,
  found: readonly Finding[],
  subject: ActionSubject,
): CodeAction[] {
  const { safe = 0, asks = 0 } = subject.check.fixes.get(rule) ?? {};
  const title = ruleById(rule)?.title ?? rule;
  const actions: CodeAction[] = [];
  // VS Code puts actions without a diagnostic behind all that have one, ways to silence the rule too.
  const diagnostics = found.map((finding) => toDiagnostic(finding, subject.placement));
  const add = (actionTitle: string, scope: FixScope): void => {
    const action = { title: actionTitle, kind: CodeActionKind.QuickFix, diagnostics };
    const request = { uri: subject.placement.uri, scope, rule };
    actions.push(withFixAll(action, request, subject));
  };
  if (safe > 1)
    add(l10n.t("Apply all safe fixes of this kind: {0} ({1})", title, grouped(safe)), "safe");
  if (asks > 0 && safe + asks > 1 && subject.abilities.confirmsEdits) {
    const all = safe + asks;
    add(
      l10n.t(
        "Apply all fixes of this kind, after a look at the changes: {0} ({1})",
        title,
        grouped(all),
      ),
      "all",
    );
  }
  return actions;
}

function fixAllAction(subject: ActionSubject): CodeAction[] {
  const hasSafeFix = [...subject.check.fixes.values()].some(({ safe }) => safe > 0);
  if (!hasSafeFix) return [];
  const action = { title: l10n.t("Apply all safe fixes (Tunewright)"), kind: fixAllKind };
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
  const { document, options } = subject.checked;
  const texts = document.lines.map((_, line) => document.recordText(line));
  const { scope, rule } = request;
  const fixes = fixLines(texts, { ...options, scope, rule });
  const isRemoved = new Set(fixes.filter(({ becomes }) => becomes.length === 0).map(lineOf));
  const edits = fixes.flatMap(({ line, becomes }) => {
    if (becomes.length > 0) return [changeEdit(line, becomes, subject)];
    // Lines that go together go in one edit: edits may not overlap.
    if (isRemoved.has(line - 1)) return [];
    let last = line;
    while (isRemoved.has(last + 1)) last += 1;
    return [removal(line, last, subject)];
  });
  const onFirst = subject.check.findingsOn(0).filter((found) => isAsked(found, rule));
  if (losesMark(onFirst, scope)) edits.unshift(markRemoval());
  const needsLook = scope === "all" && subject.abilities.confirmsEdits;
  return needsLook ? confirmedEdit(subject, edits) : plainEdit(subject, edits);
}

function isAsked(finding: Finding, rule: string | undefined): boolean {
  return rule === undefined || finding.rule === rule;
}

function lineOf({ line }: { readonly line: number }): number {
  return line;
}

function changeEdit(
  line: number,
  becomes: readonly string[],
  { checked, placement }: ActionSubject,
): TextEdit {
  const { span, text } = difference(checked.document.recordText(line), becomes.join("\n"));
  const newText = text.replaceAll("\n", lineEnding(checked.document));
  return { range: toRange(line, span, placement), newText };
}

/** An edit for the version that was checked, where the client can tell versions apart. */
function plainEdit(
  { placement, version, abilities }: ActionSubject,
  edits: TextEdit[],
): WorkspaceEdit {
  if (!abilities.versionsEdits) return { changes: { [placement.uri]: edits } };
  return { documentChanges: [{ textDocument: { uri: placement.uri, version }, edits }] };
}

/** An edit that the editor shows before it makes it. */
function confirmedEdit(
  { placement, version }: ActionSubject,
  edits: readonly TextEdit[],
): WorkspaceEdit {
  const annotationId = "tunewright";
  return {
    documentChanges: [
      {
        textDocument: { uri: placement.uri, version },
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
