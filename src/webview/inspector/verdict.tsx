import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { Inspection, LabelDistribution } from "../../core/inspection/inspection.js";
import { shownBound } from "../../core/inspection/compare-text.js";
import { decimal, percent } from "./probability.js";
import { tokenName } from "../ui/token-text.js";

/** The answer in one sentence, for who has no time: what the model says, and what the record says. */
export function Verdict({ inspection }: { readonly inspection: Inspection }): VNode | null {
  const { labels, expected, generated, scored } = inspection;
  if (labels !== null && labels.predicted !== null) return <LabelVerdict labels={labels} />;
  if (expected === null || generated.text === "") return null;
  if (isSameText(generated.text, expected)) {
    return <Sentence agrees words={l10n.t("The model answers as the record does.")} />;
  }
  const perplexity = scored?.perplexity ?? null;
  const words =
    perplexity === null
      ? l10n.t("The model answers otherwise than the record.")
      : l10n.t(
          "The model answers otherwise than the record, whose completion has a perplexity of {0}.",
          decimal(perplexity, 2),
        );
  return <Sentence agrees={false} words={words} />;
}

function LabelVerdict({ labels: told }: { readonly labels: LabelDistribution }): VNode {
  const { predicted, expected } = told;
  const said = `${tokenName(predicted ?? "")} (${shareWords(told, predicted)})`;
  if (expected === null) return <Sentence words={l10n.t("The model says {0}.", said)} />;
  if (expected === predicted) {
    return <Sentence agrees words={l10n.t("The model says {0}, as the record does.", said)} />;
  }
  const own = `${tokenName(expected)} (${shareWords(told, expected)})`;
  const words = l10n.t("The model says {0}; the record says {1}.", said, own);
  return <Sentence agrees={false} words={words} />;
}

/** The same number as the bars have. */
function shareWords({ labels }: LabelDistribution, wanted: string | null): string {
  const found = labels.find(({ label }) => label === wanted);
  if (found === undefined) return l10n.t("unknown");
  const { normalised, atMost } = found;
  return normalised === null ? l10n.t("below {0}", shownBound(atMost)) : percent(normalised);
}

function Sentence({ agrees, words }: { readonly agrees?: boolean; readonly words: string }): VNode {
  const kind = agrees === undefined ? "" : agrees ? " agrees" : " disagrees";
  return (
    <p class={`verdict${kind}`}>
      <span aria-hidden="true">{agrees === undefined ? "" : agrees ? "✓ " : "≠ "}</span>
      {words}
    </p>
  );
}

/** Space around an answer is cut off by services, or given to the prompt. */
function isSameText(one: string, other: string): boolean {
  return one.trim() === other.trim();
}
