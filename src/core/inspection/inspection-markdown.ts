import { shownBound } from "./compare-text.js";
import type { Inspection, LabelDistribution, ScoredText } from "./inspection.js";
import { probabilityOf } from "./token-metrics.js";
import type { Token } from "./token.js";

/** An inspection as a text for notes and reviews. */
export function inspectionMarkdown(inspection: Inspection): string {
  const { record, model, provider, expected, generated, scored, labels } = inspection;
  const parts = [
    `# ${inText(record.file)}, line ${record.line}`,
    `Model ${code(model)} of ${inText(provider)}.`,
    `- Answer: ${code(generated.text)}`,
    ...(expected === null ? [] : [`- Record: ${code(expected)}`]),
    "",
    ...(generated.tokens.length === 0
      ? [inText(generated.whyNoTokens ?? "")]
      : tokenTable(generated.tokens)),
    ...(scored === null ? [] : ["", "## The record's own completion", "", ...scoredPart(scored)]),
    ...(labels === null ? [] : ["", "## Labels", "", ...labelPart(labels)]),
  ];
  return `${parts.join("\n")}\n`;
}

function tokenTable(tokens: readonly Token[]): readonly string[] {
  return [
    "| token | probability | log probability | alternatives |",
    "| --- | ---: | ---: | --- |",
    ...tokens.map(({ text, logprob, alternatives }) => {
      const others = alternatives
        .map((other) => `${code(other.text)} ${percent(probabilityOf(other.logprob))}`)
        .join(", ");
      const numbers =
        logprob === null
          ? ["unknown", "unknown"]
          : [percent(probabilityOf(logprob)), logprob.toFixed(4)];
      return `| ${[code(text), ...numbers, others].join(" | ")} |`;
    }),
  ];
}

function scoredPart(scored: ScoredText): readonly string[] {
  const { logprob, perToken, perplexity, atMost, note, method, tokens } = scored;
  const sum =
    logprob === null || perToken === null || perplexity === null
      ? `Probability: at most ${shownBound(atMost)}.`
      : `Probability ${percent(probabilityOf(logprob))}, log probability ${logprob.toFixed(4)}, ${perToken.toFixed(4)} for each token, perplexity ${perplexity.toFixed(4)}.`;
  const table = method === "comparison" ? [] : [...tokenTable(tokens), ""];
  return [...table, sum, ...(note === null ? [] : [inText(note)])];
}

function labelPart({ labels, predicted, expected }: LabelDistribution): readonly string[] {
  return [
    "| label | probability | normalised | |",
    "| --- | ---: | ---: | --- |",
    ...labels.map(({ label, probability, atMost, normalised }) => {
      const marks = [
        ...(label === predicted ? ["predicted"] : []),
        ...(label === expected ? ["expected"] : []),
      ];
      const raw = probability === null ? `below ${shownBound(atMost)}` : percent(probability);
      const share = normalised === null ? "" : percent(normalised);
      return `| ${[code(label), raw, share, marks.join(", ")].join(" | ")} |`;
    }),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.001 ? 4 : 2)} %`;
}

/** A text with its spaces and line breaks to be seen, as code that nothing in it can end. */
function code(text: string): string {
  const shown = JSON.stringify(text).slice(1, -1).replaceAll(" ", "␣").replaceAll("|", "\\|");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${shown} ${fence}`;
}

/** A text in which nothing is Markdown. */
function inText(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>#|!~&]/g, String.raw`\$&`);
}
