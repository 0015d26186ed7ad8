import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { Classification, ScoreSummary } from "../../core/inspection/score-summary.js";
import { tokenName } from "../ui/token-text.js";
import { DataTable } from "../ui/data-table.js";
import { usePage } from "./page-context.js";

/** What the scores come to, as numbers. */
export function Summary({ summary }: { readonly summary: ScoreSummary }): VNode {
  const { forms } = usePage();
  const { records, known, tokens, perToken, perplexity, classification } = summary;
  const numbers: readonly (readonly [name: string, value: string])[] = [
    [l10n.t("Records"), forms.count(records)],
    ...(classification === null
      ? []
      : ([
          [l10n.t("Accuracy"), percent(classification.accuracy)],
          [l10n.t("F1, mean of the labels"), percent(classification.macroF1)],
        ] as const)),
    ...(perToken === null || perplexity === null
      ? []
      : ([
          [l10n.t("Log probability per token"), perToken.toFixed(4)],
          [l10n.t("Perplexity"), perplexity.toFixed(4)],
          [l10n.t("Tokens"), forms.count(tokens)],
        ] as const)),
  ];
  return (
    <>
      <dl class="numbers">
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {known < records && (
        <p class="detail">
          {l10n.t(
            "Of {0} records only a bound is known: the service does not score given texts, and their completion is not among what it considered. They count in neither the log probability nor the perplexity.",
            forms.count(records - known),
          )}
        </p>
      )}
      {classification !== null && <ByLabel labels={classification.labels} />}
    </>
  );
}

function ByLabel({ labels }: Pick<Classification, "labels">): VNode {
  const { forms } = usePage();
  const numbers = [
    l10n.t("Records"),
    l10n.t("Predicted"),
    l10n.t("Precision"),
    l10n.t("Recall"),
    l10n.t("F1"),
  ];
  return (
    <details>
      <summary>{l10n.t("By label")}</summary>
      <DataTable
        caption={l10n.t("How well each label is told")}
        columns={[
          { title: l10n.t("Label") },
          ...numbers.map((title) => ({ title, isNumber: true })),
        ]}
        rows={labels.map(({ label, records, predicted, precision, recall, f1 }) => [
          <code key={label}>{tokenName(label)}</code>,
          forms.count(records),
          forms.count(predicted),
          ...[precision, recall, f1].map(percent),
        ])}
      />
    </details>
  );
}

/** With two decimals, as the difference of two models may be small. */
export function percent(share: number): string {
  // A number and its sign stay on one line.
  return `${(100 * share).toFixed(2)}\u00a0%`;
}
