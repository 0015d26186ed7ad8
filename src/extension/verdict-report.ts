import * as vscode from "vscode";
import type { NeededChange, TargetVerdict, Verdict } from "../core/dataset/target-verdict.js";
import { escapeMarkdown } from "../core/escape-markdown.js";
import { targetById } from "../core/targets/index.js";
import type { VerdictsAnswer } from "../protocol/dataset-messages.js";
import { written } from "./written.js";

/** The verdicts, the best first. */
export const verdictOrder: readonly Verdict[] = ["accepted", "accepted with warnings", "refused"];

/** A verdict in the language of the person. */
export function verdictName(verdict: Verdict): string {
  const names: Readonly<Record<Verdict, string>> = {
    accepted: vscode.l10n.t("accepted"),
    "accepted with warnings": vscode.l10n.t("accepted with warnings"),
    refused: vscode.l10n.t("refused"),
  };
  return names[verdict];
}

/** The name of a target that people read. */
export function targetTitle({ target }: TargetVerdict): string {
  return targetById(target)?.title ?? target;
}

/** Whether a target takes datasets of another format only, so that this one was not checked for it. */
export function isOtherFormat({ changes }: TargetVerdict): boolean {
  return changes[0]?.rule === "format-not-accepted";
}

/** The verdicts with the best first; those that are alike in the order of the table. */
export function sortedVerdicts(verdicts: readonly TargetVerdict[]): readonly TargetVerdict[] {
  const place = (one: TargetVerdict): number =>
    isOtherFormat(one) ? verdictOrder.length : verdictOrder.indexOf(one.verdict);
  return [...verdicts].sort((a, b) => place(a) - place(b));
}

/** Every target with its verdict and all that would have to change, as a page of markdown. */
export function verdictReport(name: string, { format, records, verdicts }: VerdictsAnswer): string {
  const count = written(records);
  return [
    `# ${escapeMarkdown(vscode.l10n.t("Who accepts {0}?", name))}`,
    escapeMarkdown(
      vscode.l10n.t("Records: {0}. Format: {1}.", count, format?.title ?? vscode.l10n.t("unknown")),
    ),
    [
      tableRow([
        vscode.l10n.t("Target"),
        vscode.l10n.t("Verdict"),
        vscode.l10n.t("What to change"),
      ]),
      "| --- | --- | --- |",
      ...sortedVerdicts(verdicts).map(targetRow),
    ].join("\n"),
    vscode.l10n.t(
      "*Fix all* stands for safe fixes, which remove no record and guess nothing; *look first* for fixes that ask before they change anything.",
    ),
  ].join("\n\n");
}

function targetRow(verdict: TargetVerdict): string {
  const changes = verdict.changes.map(changeText).join("<br>");
  const title = escapeMarkdown(targetTitle(verdict));
  return tableRow([`**${title}**`, escapeMarkdown(verdictName(verdict.verdict)), changes]);
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function changeText({ rule, count, line, message, fix }: NeededChange): string {
  const text = escapeMarkdown(message);
  if (rule === "format-not-accepted") return text;
  const place =
    count === 1
      ? vscode.l10n.t("line {0}", line + 1)
      : vscode.l10n.t("{0} times, first on line {1}", count, line + 1);
  const mends = { safe: vscode.l10n.t("*fix all*"), asks: vscode.l10n.t("*look first*") };
  const mend = fix === null ? "" : ` (${mends[fix]})`;
  return `\`${rule}\`, ${escapeMarkdown(place)}: ${text}${mend}`;
}
