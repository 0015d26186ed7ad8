import * as l10n from "@vscode/l10n";
import type { CodeAction } from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import { grouped } from "../core/grouped.js";
import { formsFor } from "../core/convert/forms.js";
import { groupBy } from "../core/group-by.js";
import type { Finding } from "../core/rules/finding.js";
import formatNotAccepted from "../core/rules/format-not-accepted.js";
import { ruleById } from "../core/rules/index.js";
import type { ActionSubject } from "./code-actions.js";
import { toDiagnostic } from "./to-protocol.js";

/** The extension's command that converts a dataset: its arguments are a URI and a form. */
export const convertCommand = "tunewright.convertDataset";

/** The extension's command that lists findings: its arguments are a URI and a rule. */
export const showFindingsCommand = "tunewright.showFindings";

/** The extension's command that shows what a model says to a record: its arguments are a URI and a line. */
export const inspectCommand = "tunewright.inspectRecord";

/** The kind of the action that does so: it mends nothing, so it is offered for no finding. */
export const inspectKind = "inspect.tunewright";

/**
 * The way to the Inspector, for the record on a line. It lights no bulb by itself: it is there for who
 * asks for actions, and where there are others.
 */
export function inspectActions(
  line: number,
  { check, checked, placement, abilities }: ActionSubject,
): CodeAction[] {
  const { context, layout } = check.plan;
  if (abilities.runsCommands !== true || context === undefined || layout !== "lines") return [];
  if (checked.document.recordText(line).trim() === "") return [];
  const title = l10n.t("Inspect this record…");
  const command = { title, command: inspectCommand, arguments: [placement.uri, line + 1] };
  return [{ title, kind: inspectKind, command }];
}

/** Ways to a form that the target accepts, for a client that knows the command. */
export function convertActions(
  found: readonly Finding[],
  { check, placement, abilities }: ActionSubject,
): CodeAction[] {
  const finding = found.find(({ rule }) => rule === formatNotAccepted.id);
  const { context } = check.plan;
  if (finding === undefined || context === undefined || abilities.runsCommands !== true) return [];
  return formsFor(context.format, context.target).map((form) => {
    const title = l10n.t("Convert to: {0}…", form.title);
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(finding, placement)],
      command: { title, command: convertCommand, arguments: [placement.uri, form.id] },
    };
  });
}

/** Ways to all findings of rules that have more of them than were published. */
export function showAllActions(
  found: readonly Finding[],
  { check, placement, abilities }: ActionSubject,
): CodeAction[] {
  if (abilities.runsCommands !== true) return [];
  const published = groupBy(check.findings, ({ rule }) => rule);
  const rules = [...new Set(found.map(({ rule }) => rule))];
  return rules.flatMap((rule) => {
    const count = check.counts[rule] ?? 0;
    if (count <= (published.get(rule)?.length ?? 0)) return [];
    const title = l10n.t(
      "Show all {0} findings of this kind: {1}",
      grouped(count),
      ruleById(rule)?.title ?? rule,
    );
    return [
      {
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: found
          .filter((finding) => finding.rule === rule)
          .map((finding) => toDiagnostic(finding, placement)),
        command: { title, command: showFindingsCommand, arguments: [placement.uri, rule] },
      },
    ];
  });
}
