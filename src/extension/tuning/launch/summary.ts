import * as vscode from "vscode";
import { targetById } from "../../../core/targets/index.js";
import { estimateCost, priceOf } from "../../../tuning/prices.js";
import type { RunCost, RunFile } from "../../../tuning/runs/run-file.js";
import { priceTable } from "../provider-settings.js";
import { written } from "../../written.js";
import { money, recordsWord } from "../run-words.js";
import type { Draft } from "./draft.js";
import type { LookedAt } from "./look-at-files.js";
import { leakedRecords, leakWords } from "./look-at-files.js";
import { shutdownWords } from "./model-step.js";

/** What a person is told before a run begins. */
export interface Summary {
  readonly run: RunFile;
  readonly draft: Draft;
  readonly looks: readonly LookedAt[];
  /** Where it is sent. */
  readonly host: string;
  /** Which key is used, in words. */
  readonly account: string;
  /** The day, as `YYYY-MM-DD`. */
  readonly today: string;
}

/** The lowest and highest cost to expect; `null` where tokens or price are not known. */
export function costOf(draft: Draft, looks: readonly LookedAt[]): RunCost | null {
  const training = looks.find(({ role }) => role === "training")?.answer;
  const price = priceOf(draft.provider.id, draft.model, priceTable());
  if (price === undefined || training === undefined || training.tokens === null) return null;
  const { tokens, records } = training;
  return estimateCost({ tokens, records, epochs: draft.chosen.n_epochs }, price);
}

/** What will be sent where, what it costs, and what to think of before. */
export function summaryLines(summary: Summary): readonly string[] {
  const { draft, run, looks } = summary;
  const isHere = draft.provider.endpoint.kind === "here";
  return [
    isHere
      ? vscode.l10n.t("Nothing is sent: {0} trains on this machine.", draft.model)
      : sentLine(summary),
    ...looks.map((look) => fileLine(look, isHere)),
    ...(isHere ? [] : [tokenLine(looks), costLine(run.cost)]),
    ...warningLines(summary),
  ];
}

function sentLine({ draft, host, account }: Summary): string {
  return vscode.l10n.t(
    "To be sent to {0} ({1}, {2}), to tune {3}:",
    draft.provider.title,
    host,
    account,
    draft.model,
  );
}

function fileLine({ role, uri, answer }: LookedAt, isHere: boolean): string {
  const name = vscode.workspace.asRelativePath(uri);
  const records = recordsWord(answer.records);
  switch (role) {
    case "training":
      return vscode.l10n.t("• {0} (training): {1}", name, records);
    case "validation":
      return vscode.l10n.t("• {0} (validation): {1}", name, records);
    case "test":
      return isHere
        ? vscode.l10n.t("• {0} (test, to score the model at the end): {1}", name, records)
        : vscode.l10n.t("• {0} (test): {1}; it stays here", name, records);
  }
}

function tokenLine(looks: readonly LookedAt[]): string {
  const tokens = looks.find(({ role }) => role === "training")?.answer.tokens ?? null;
  return tokens === null
    ? vscode.l10n.t("Tokens: not known, as nobody has published how this model counts them.")
    : vscode.l10n.t("Tokens: {0} in the training file, each epoch.", written(tokens));
}

/** What is known of the cost: a sentence. */
export function costLine(cost: RunCost | null): string {
  if (cost === null) {
    return vscode.l10n.t(
      "Cost: not known. Add the price in the setting tunewright.tuning.prices to see it here.",
    );
  }
  const { least, most, currency, pricesOf, areOwnPrices } = cost;
  const amount =
    least === most
      ? money(most, currency)
      : vscode.l10n.t(
          "{0} to {1}, by the number of epochs",
          money(least, currency),
          money(most, currency),
        );
  return areOwnPrices === true
    ? vscode.l10n.t("Cost: {0} (your price of {1}; the provider's bill counts).", amount, pricesOf)
    : vscode.l10n.t("Cost: {0} (price of {1}; the provider's bill counts).", amount, pricesOf);
}

function warningLines({ draft, looks, today }: Summary): readonly string[] {
  const { provider, model } = draft;
  const end = shutdownWords(provider, { id: model, isTuned: model.startsWith("ft:") }, today);
  const closing = targetById(provider.target)?.closing;
  const warnings = looks.flatMap((look) =>
    look.answer.verdict.changes.filter(
      (change) => change.severity === "warning" && change !== leakedRecords(look),
    ),
  );
  return [
    ...(end === undefined ? [] : [vscode.l10n.t("⚠ {0}: {1}", model, end)]),
    ...(closing === undefined || provider.endpoint.kind === "here"
      ? []
      : [vscode.l10n.t("⚠ {0} takes no new jobs from {1}.", provider.title, closing.on)]),
    ...looks.flatMap((look) => {
      const leak = leakedRecords(look);
      return leak === undefined ? [] : [`⚠ ${leakWords(look, leak)}`];
    }),
    ...(warnings.length === 0
      ? []
      : [
          vscode.l10n.t(
            "⚠ The check warns: {0}",
            warnings.map(({ count, rule }) => `${written(count)} × ${rule}`).join(", "),
          ),
        ]),
  ];
}

/** Asks once, where anything leaves the machine. */
export async function confirmed(summary: Summary): Promise<boolean> {
  if (summary.draft.provider.endpoint.kind === "here") return true;
  const send = vscode.l10n.t("Send and tune");
  const [question = "", ...detail] = summaryLines(summary);
  const choice = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: detail.join("\n") },
    send,
  );
  return choice === send;
}
