import * as l10n from "@vscode/l10n";
import type { CodeAction } from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import { groupBy } from "../core/group-by.js";
import type { Finding } from "../core/rules/finding.js";
import type { PairStepName } from "../core/prepare/pairs/pair.js";
import commonCompletionPrefix from "../core/rules/common-completion-prefix.js";
import commonPromptPrefix from "../core/rules/common-prompt-prefix.js";
import conflictingCompletions from "../core/rules/conflicting-completions.js";
import duplicatePrompt from "../core/rules/duplicate-prompt.js";
import duplicateRecord from "../core/rules/duplicate-record.js";
import emptyCompletion from "../core/rules/empty-completion.js";
import labelCase from "../core/rules/label-case.js";
import labelImbalance from "../core/rules/label-imbalance.js";
import labelMisspelling from "../core/rules/label-misspelling.js";
import labelNormalForm from "../core/rules/label-normal-form.js";
import leakage from "../core/rules/leakage.js";
import mostlyUpperCase from "../core/rules/mostly-upper-case.js";
import nearDuplicate from "../core/rules/near-duplicate.js";
import noCommonSeparator from "../core/rules/no-common-separator.js";
import noCompletionLeadingSpace from "../core/rules/no-completion-leading-space.js";
import normalisedDuplicate from "../core/rules/normalised-duplicate.js";
import rareLabel from "../core/rules/rare-label.js";
import recordLong from "../core/rules/record-long.js";
import recordsSortedByLabel from "../core/rules/records-sorted-by-label.js";
import type { ActionSubject } from "./code-actions.js";
import { toDiagnostic } from "./to-protocol.js";

/** A command of the extension that changes a whole dataset; its argument is a URI. */
export type DatasetCommand =
  | "balanceDataset"
  | "deduplicateDataset"
  | "mergeLabels"
  | "prepareDataset"
  | "shuffleDataset"
  | "splitDataset"
  | "suggestExamples";

/** What is done to a whole dataset about a finding. */
interface Remedy {
  readonly command: DatasetCommand;
  /** For `prepareDataset` the steps that are chosen to begin with. */
  readonly step?: PairStepName;
}

const copies: Remedy = { command: "deduplicateDataset" };
const merging: Remedy = { command: "mergeLabels" };
const balancing: Remedy = { command: "balanceDataset" };

function preparing(step: PairStepName): Remedy {
  return { command: "prepareDataset", step };
}

/** What can be done to a whole dataset about the findings of a rule, the likeliest first. */
export const remedies: ReadonlyMap<string, readonly Remedy[]> = new Map([
  [duplicateRecord.id, [copies]],
  [duplicatePrompt.id, [copies]],
  [normalisedDuplicate.id, [copies]],
  [nearDuplicate.id, [copies]],
  [conflictingCompletions.id, [copies]],
  [recordsSortedByLabel.id, [{ command: "shuffleDataset" }]],
  [labelImbalance.id, [balancing]],
  [rareLabel.id, [merging, balancing, { command: "suggestExamples" }]],
  [labelCase.id, [merging]],
  [labelMisspelling.id, [merging]],
  [labelNormalForm.id, [merging]],
  [leakage.id, [{ command: "splitDataset" }]],
  // What OpenAI's tool did about the same.
  [emptyCompletion.id, [preparing("empty-completions")]],
  [recordLong.id, [preparing("long-examples")]],
  [mostlyUpperCase.id, [preparing("lower-case-prompts"), preparing("lower-case-completions")]],
  [noCommonSeparator.id, [preparing("prompt-ending")]],
  [commonPromptPrefix.id, [preparing("prompt-beginning")]],
  [commonCompletionPrefix.id, [preparing("completion-beginning")]],
  [noCompletionLeadingSpace.id, [preparing("completion-space")]],
]);

/** Ways to change the whole dataset, for a client that knows the commands. */
export function stepActions(
  found: readonly Finding[],
  { check, placement, abilities }: ActionSubject,
): CodeAction[] {
  if (abilities.runsCommands !== true) return [];
  const isOfPairs = check.plan.context?.format.id === "prompt-completion";
  return [...groupBy(found, ({ rule }) => rule)].flatMap(([rule, ofRule]) =>
    (remedies.get(rule) ?? [])
      .filter(({ step }) => step === undefined || isOfPairs)
      .map(({ command, step }): CodeAction => {
        const title = titleOf(command, step);
        return {
          title,
          kind: CodeActionKind.QuickFix,
          diagnostics: ofRule.map((finding) => toDiagnostic(finding, placement)),
          command: {
            title,
            command: `tunewright.${command}`,
            arguments: [placement.uri, ...(step === undefined ? [] : [step])],
          },
        };
      }),
  );
}

function titleOf(command: DatasetCommand, step: PairStepName | undefined): string {
  switch (command) {
    case "balanceDataset":
      return l10n.t("Balance labels of the dataset…");
    case "deduplicateDataset":
      return l10n.t("Remove copies from the dataset…");
    case "mergeLabels":
      return l10n.t("Merge labels of the dataset…");
    case "prepareDataset":
      return pairTitle(step);
    case "shuffleDataset":
      return l10n.t("Shuffle the dataset…");
    case "splitDataset":
      return l10n.t("Split the dataset anew…");
    case "suggestExamples":
      return l10n.t("Suggest more examples for rare labels…");
  }
}

function pairTitle(step: PairStepName | undefined): string {
  switch (step) {
    case "empty-completions":
      return l10n.t("Remove all records with an empty completion…");
    case "long-examples":
      return l10n.t("Remove all long records…");
    case "lower-case-prompts":
      return l10n.t("Write all prompts in lower case…");
    case "lower-case-completions":
      return l10n.t("Write all completions in lower case…");
    case "prompt-ending":
      return l10n.t("Add a separator to all prompts…");
    case "prompt-beginning":
      return l10n.t("Remove the beginning that all prompts have…");
    case "completion-beginning":
      return l10n.t("Remove the beginning that all completions have…");
    case "completion-space":
      return l10n.t("Put a space before all completions…");
    default:
      return l10n.t("Prepare the dataset…");
  }
}
