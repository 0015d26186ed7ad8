import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { shownBound } from "../../core/inspection/compare-text.js";
import type { LabelDistribution, LabelLikelihood } from "../../core/inspection/inspection.js";
import { Section } from "../ui/section.js";
import { percent } from "./probability.js";
import { Bar } from "./token-details.js";
import { tokenName } from "../ui/token-text.js";

const firstLabels = 20;

/** How likely each label of the dataset is, as bars. */
export function Labels({ labels: told }: { readonly labels: LabelDistribution }): VNode {
  const [isRaw, setRaw] = useState(false);
  const [most, setMost] = useState(firstLabels);
  const { labels, predicted, expected, margin, entropy } = told;
  const unknown = l10n.t("unknown");
  return (
    <Section title={l10n.t("Labels")}>
      {isDivided(labels) && (
        <label class="choice">
          <input
            type="checkbox"
            checked={isRaw}
            onChange={({ currentTarget }) => setRaw(currentTarget.checked)}
          />
          {l10n.t("As the model has them, not divided by their sum")}
        </label>
      )}
      <ul class="alternatives labels" aria-label={l10n.t("Labels")}>
        {labels.slice(0, most).map((label) => (
          <Label
            key={label.label}
            label={label}
            isRaw={isRaw}
            isPredicted={label.label === predicted}
            isExpected={label.label === expected}
          />
        ))}
      </ul>
      {labels.length > most && (
        <button type="button" class="link" onClick={() => setMost(labels.length)}>
          {l10n.t("Show all {0} labels", labels.length)}
        </button>
      )}
      <dl class="numbers">
        <div>
          <dt>{l10n.t("Margin of the record's label")}</dt>
          <dd>{margin === null ? unknown : percentSigned(margin)}</dd>
        </div>
        <div>
          <dt>{l10n.t("Entropy in nats")}</dt>
          <dd>{entropy === null ? unknown : entropy.toFixed(4)}</dd>
        </div>
      </dl>
    </Section>
  );
}

function Label({
  label: { label, probability, normalised, atMost },
  isRaw,
  isPredicted,
  isExpected,
}: {
  readonly label: LabelLikelihood;
  readonly isRaw: boolean;
  readonly isPredicted: boolean;
  readonly isExpected: boolean;
}): VNode {
  const marks = [
    ...(isPredicted ? [l10n.t("predicted")] : []),
    ...(isExpected ? [l10n.t("in the record")] : []),
  ];
  const share = isRaw ? probability : normalised;
  const words = share === null ? l10n.t("below {0}", shownBound(atMost)) : percent(share);
  return (
    <li class={isPredicted ? "predicted" : isExpected ? "expected" : undefined}>
      <code class="name">{tokenName(label)}</code>
      <Bar share={share ?? 0} />
      <span class="number">{words}</span>
      <span class="marks">{marks.join(", ")}</span>
    </li>
  );
}

/** Whether the labels are not all that the model might say. */
function isDivided(labels: readonly LabelLikelihood[]): boolean {
  return labels.some(
    ({ probability, normalised }) =>
      probability !== null && normalised !== null && Math.abs(probability - normalised) > 1e-4,
  );
}

function percentSigned(share: number): string {
  return `${share < 0 ? "−" : ""}${percent(Math.abs(share))}`;
}
