import * as l10n from "@vscode/l10n";
import type { CodeLens, Command } from "vscode-languageserver";
import { configurationFileName } from "../core/config/configuration.js";
import { grouped } from "../core/grouped.js";
import { linesForNames, nearPromptsOn } from "../core/convert/convert-lines.js";
import { formsFor } from "../core/convert/forms.js";
import type { Severity } from "../core/rules/finding.js";
import { severities } from "../core/rules/finding.js";
import type { RuleContext } from "../core/rules/rule.js";
import { acceptsFormat } from "../core/targets/readers.js";
import type { TokenStatistics } from "../core/tokens/token-statistics.js";
import { inspectCommand } from "./command-actions.js";
import { layoutFixKind } from "./code-actions.js";
import type { DatasetChoice } from "./check-choices.js";
import type { DocumentCheck } from "./checked-document.js";
import type { LineDocument } from "./line-document.js";

/** What stands above the first record is made from this. */
export interface LensSubject {
  readonly uri: string;
  readonly document: LineDocument;
  readonly check: DocumentCheck;
  readonly choice: Pick<DatasetChoice, "targetFrom" | "isIgnored">;
  /** Whether the client has the extension's commands; without them nothing can be clicked. */
  readonly runsCommands: boolean;
}

/**
 * What a dataset is, what was found in it and what to do next, above its first record. Nothing for
 * a document without one.
 */
export function datasetLenses(subject: LensSubject): CodeLens[] {
  const line = subject.document.lines.findIndex(({ text }) => text.trim() !== "");
  if (line < 0) return [];
  // An empty range may be lost by an editor that keeps track of it as text comes and goes.
  const range = { start: { line, character: 0 }, end: { line, character: 1 } };
  const steps = subject.runsCommands ? nextSteps(subject, line + 1) : [];
  return [
    { range, command: summary(subject) },
    ...(countsTokens(subject) ? [{ range, data: { uri: subject.uri } }] : []),
    ...steps.map((command) => ({ range, command })),
  ];
}

/** Whether a lens is to say how many tokens there are: it is filled in when it comes into view. */
function countsTokens({ check, choice }: LensSubject): boolean {
  return !choice.isIgnored && check.plan.context?.tokens.isCountable === true;
}

/** The dataset whose tokens a lens is to say, or `undefined` where it says something else. */
export function tokenLensUri({ data }: CodeLens): string | undefined {
  const value: unknown = data;
  if (typeof value !== "object" || value === null || !("uri" in value)) return undefined;
  return typeof value.uri === "string" ? value.uri : undefined;
}

/** What a lens says of the tokens of a dataset. */
export function tokenLens(tokens: TokenStatistics | undefined): Command {
  if (tokens === undefined) return { title: l10n.t("Tokens not counted"), command: noCommand };
  const numbers = [grouped(tokens.total), grouped(tokens.median)];
  const title = tokens.isEstimate
    ? l10n.t("About {0} tokens, median {1}", ...numbers)
    : l10n.t("{0} tokens, median {1}", ...numbers);
  return { title, command: noCommand };
}

/** The command of a lens that is only read. */
const noCommand = "";

function summary(subject: LensSubject): Command {
  const { uri, check, runsCommands, choice } = subject;
  const hasFindings = Object.values(check.severityCounts).some((count) => count > 0);
  const title = choice.isIgnored
    ? l10n.t("Ignored by {0}", configurationFileName)
    : summaryParts(subject).join(" · ");
  return runsCommands && hasFindings
    ? { title, command: "tunewright.showFindings", arguments: [uri] }
    : { title, command: noCommand };
}

/** What is known of the dataset as a whole, in the order in which people ask for it. */
function summaryParts({ check, choice }: LensSubject): readonly string[] {
  const { plan, records, severityCounts } = check;
  if (plan.layout !== "lines") {
    return [l10n.t("Not one record on each line"), findingsPart(severityCounts)];
  }
  return [
    formatPart(plan.context, choice.targetFrom === "format"),
    counted(records, countedRecords),
    findingsPart(severityCounts),
  ];
}

function formatPart(context: RuleContext | undefined, isTargetUsual: boolean): string {
  if (context === undefined) return l10n.t("Format not recognised");
  const { format, target } = context;
  const sign = acceptsFormat(target.id, format.id) ? "→" : "≠";
  const pairing = `${format.title} ${sign} ${target.title}`;
  return isTargetUsual ? l10n.t("{0} (no target chosen)", pairing) : pairing;
}

function findingsPart(counts: DocumentCheck["severityCounts"]): string {
  const parts = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => counted(counts[severity], countedFindings[severity]));
  return parts.length === 0 ? l10n.t("no findings") : parts.join(", ");
}

type Counted = (count: number, written: string) => string;

function counted(count: number, write: Counted): string {
  return write(count, grouped(count));
}

const countedRecords: Counted = (count, written) =>
  count === 1 ? l10n.t("1 record") : l10n.t("{0} records", written);

const countedFindings: Readonly<Record<Severity, Counted>> = {
  error: (count, written) => (count === 1 ? l10n.t("1 error") : l10n.t("{0} errors", written)),
  warning: (count, written) =>
    count === 1 ? l10n.t("1 warning") : l10n.t("{0} warnings", written),
  information: (count, written) => (count === 1 ? l10n.t("1 info") : l10n.t("{0} infos", written)),
  hint: (count, written) => (count === 1 ? l10n.t("1 hint") : l10n.t("{0} hints", written)),
};

/** What a person would do next with the dataset, the most pressing first. */
function nextSteps(subject: LensSubject, line: number): readonly Command[] {
  const { check, choice } = subject;
  if (choice.isIgnored) return [];
  if (check.plan.layout === "lines") return stepsFromLines(subject, line);
  return hasFix(check) ? [layoutStep()] : [];
}

function stepsFromLines(
  { uri, document, check, choice }: LensSubject,
  line: number,
): readonly Command[] {
  const { context } = check.plan;
  const steps: Command[] = [];
  const fixes = [...check.fixes.values()].reduce((sum, { safe }) => sum + safe, 0);
  if (fixes > 0) steps.push({ title: fixTitle(fixes), command: "tunewright.fixAll" });
  if (context === undefined) return [...steps, ...stepsFromOtherNames(document, uri)];
  const { format, target } = context;
  const isAccepted = acceptsFormat(target.id, format.id);
  if (!isAccepted && formsFor(format, target).length > 0) {
    const title = l10n.t("Convert…");
    steps.push({ title, command: "tunewright.convertDataset", arguments: [uri] });
  }
  if (!isAccepted || choice.targetFrom === "format") {
    steps.push({ title: l10n.t("Choose target…"), command: "tunewright.chooseTarget" });
  }
  if (check.severityCounts.error === 0) {
    steps.push({ title: l10n.t("Tune…"), command: "tunewright.tune", arguments: [uri] });
  }
  const inspect = { title: l10n.t("Inspect…"), command: inspectCommand };
  steps.push({ ...inspect, arguments: [uri, line] });
  const score = { title: l10n.t("Score…"), command: "tunewright.scoreDataset" };
  steps.push({ ...score, arguments: [uri] });
  const title = l10n.t("Who accepts this dataset?");
  steps.push({ title, command: "tunewright.compareTargets", arguments: [uri] });
  return steps;
}

/** A dataset that is of no format may be one of pairs under other names. */
function stepsFromOtherNames({ lines }: LineDocument, uri: string): readonly Command[] {
  const renames = nearPromptsOn(lines.slice(0, linesForNames).map(({ text }) => text));
  if (renames === undefined) return [];
  const names = renames.map(({ from, to }) => `${from} → ${to}`).join(", ");
  const title = l10n.t("Convert with {0}…", names);
  return [{ title, command: "tunewright.convertDataset", arguments: [uri] }];
}

function hasFix({ findings }: DocumentCheck): boolean {
  return findings.some(({ fix }) => fix?.convertsFile === true);
}

/** What makes a dataset of a file that is none yet, after a look at the changes. */
function layoutStep(): Command {
  const title = l10n.t("Write one record on each line");
  return { title, command: "tunewright.fixAll", arguments: [layoutFixKind] };
}

function fixTitle(count: number): string {
  return counted(count, (one, written) =>
    one === 1 ? l10n.t("Fix 1 problem") : l10n.t("Fix {0} problems", written),
  );
}
