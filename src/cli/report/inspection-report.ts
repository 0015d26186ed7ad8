import type { Capabilities } from "../../core/inspection/capabilities.js";
import { shownBound } from "../../core/inspection/compare-text.js";
import type {
  Inspection,
  LabelDistribution,
  LabelLikelihood,
  ScoredText,
} from "../../core/inspection/inspection.js";
import { textPieces } from "../../core/inspection/text-pieces.js";
import { isSameToken } from "../../core/inspection/read-tokens.js";
import { spaceTwin } from "../../core/inspection/space-twins.js";
import { entropyBounds, probabilityOf } from "../../core/inspection/token-metrics.js";
import type { Token } from "../../core/inspection/token.js";
import { isFloor } from "../../core/inspection/token.js";
import type { Output } from "../io.js";
import { printable } from "./printable.js";

/** How a report is to look. */
interface Look extends Pick<Output, "columns" | "hasColours"> {
  /** How wide the texts of its rows are. */
  readonly textColumns: number;
}

const usualColumns = 100;
const mostColumns = 120;
/** What stands in a row beside the text and the bar. */
const numberColumns = 52;
const leastBar = 8;

/** What people read of an inspection: a table with a bar for each probability. */
export function inspectionText(
  inspection: Inspection,
  capabilities: Capabilities,
  output: Pick<Output, "columns" | "hasColours">,
): string {
  const { record, model, expected, generated, scored, labels } = inspection;
  const look = { ...output, textColumns: textColumnsOf(inspection) };
  const lines = [
    printable(`${record.file}:${record.line}, ${model}`),
    `  answer    ${quoted(generated.text)}${generated.finishReason === null ? "" : ` (${printable(generated.finishReason)})`}`,
    ...(expected === null ? [] : [`  expected  ${quoted(expected)}`]),
    ...spaceNote(inspection),
    "",
    ...(generated.whyNoTokens === null
      ? tokenTable(generated.tokens, look)
      : [`  No log probabilities: ${printable(generated.whyNoTokens)}`]),
    ...(scored === null ? [] : ["", ...scoredLines(scored, look)]),
    ...(labels === null ? [] : ["", ...labelLines(labels, look)]),
    "",
    `  ${capabilityLine(capabilities)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What the service was found to tell, and when. */
function capabilityLine({ routes, scoring, chatScoring, probedAt }: Capabilities): string {
  const ways = Object.entries(routes)
    .filter(([, { hasLogprobs }]) => hasLogprobs)
    .map(([route, { alternatives }]) => `${route} (up to ${alternatives} alternatives)`);
  const scores = [scoring, chatScoring].flatMap((one) =>
    one.kind === "scores" ? [`${one.method} in ${one.route}`] : [],
  );
  const told = `Log probabilities: ${ways.join(", ") || "none"}. Scoring: ${scores.join(", ") || "none"}.`;
  return `${told} Found out ${probedAt.slice(0, 10)}; --probe asks again.`;
}

/** A leading space is half of what a token is: `␣1` is not `1`. */
function spaceNote({ generated, expected }: Inspection): readonly string[] {
  const first = generated.tokens[0];
  const twin = first === undefined || expected === null ? undefined : spaceTwin(first);
  if (twin === undefined) return [];
  return [`  ${shown(` ${twin}`)} and ${shown(twin)} are two tokens: both are candidates.`];
}

function tokenTable(tokens: readonly Token[], look: Look): readonly string[] {
  const pieces = new Map(textPieces(tokens).map(({ start, end, text }) => [start, { end, text }]));
  return tokens.flatMap((token, index) => {
    const piece = pieces.get(index);
    // A character that is spread over tokens is told once, with the first of them.
    const whole =
      piece !== undefined && piece.end > index + 1
        ? [`     tokens ${index + 1} to ${piece.end} are ${quoted(piece.text)}`]
        : [];
    const { least, most } = entropyBounds(token);
    const entropy =
      most - least < 0.01 ? least.toFixed(2) : `${least.toFixed(2)}–${most.toFixed(2)}`;
    const rank = token.rank === null ? "" : ` rank ${token.rank}`;
    const head = row(
      { number: String(index + 1), text: token.text, logprob: token.logprob, mark: "own" },
      look,
    );
    const others = token.alternatives
      .filter((other) => !isSameToken(other, token))
      .map((other) => row({ number: "", text: other.text, logprob: other.logprob }, look));
    return [...whole, `${head}${rank}, entropy ${entropy}`, ...others];
  });
}

interface Row {
  readonly number: string;
  readonly text: string;
  readonly logprob: number | null;
  readonly mark?: "expected" | "own";
}

const leastTextColumns = 14;
const mostTextColumns = 32;

/** As wide as the longest text wants, within reason. */
function textColumnsOf({ generated, labels }: Inspection): number {
  const tokens = generated.tokens.flatMap(({ text, alternatives }) => [
    text,
    ...alternatives.map((other) => other.text),
  ]);
  const named = labels === null ? [] : namedLabels(labels).map(({ label }) => label);
  const widths = [...tokens, ...named].map((text) => Array.from(shown(text)).length);
  const widest = widths.reduce((most, width) => Math.max(most, width), leastTextColumns);
  return Math.min(widest, mostTextColumns);
}

function row({ number, text, logprob, mark }: Row, look: Look): string {
  const probability = logprob === null ? null : probabilityOf(logprob);
  const name = fitted(shown(text), look.textColumns);
  const numbers =
    logprob === null || probability === null
      ? "unknown"
      : `${percent(probability).padStart(8)} ${isFloor(logprob) ? "at the floor" : logprob.toFixed(4)}`;
  const line = `${number.padStart(4)} ${name} ${bar(probability ?? 0, look)} ${numbers}`;
  return look.hasColours && mark === "own" ? `\u001b[1m${line}\u001b[0m` : line;
}

/** Eighths of a block, so that small probabilities differ, too. */
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

function bar(share: number, { columns = usualColumns, hasColours, textColumns }: Look): string {
  const width = Math.max(leastBar, Math.min(columns, mostColumns) - textColumns - numberColumns);
  const units = Math.round(share * width * 8);
  const filled = "█".repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? "");
  const padding = " ".repeat(Math.max(0, width - Math.ceil(units / 8)));
  return hasColours ? `\u001b[34m${filled}\u001b[0m${padding}` : filled + padding;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.001 ? 4 : 2)} %`;
}

function scoredLines(scored: ScoredText, look: Look): readonly string[] {
  const { method, text, logprob, atMost, perToken, perplexity, note } = scored;
  const title = method === "comparison" ? "Compared with the answer" : `Scored by ${method}`;
  const sum =
    logprob === null || perToken === null || perplexity === null
      ? `  probability: at most ${shownBound(atMost)}`
      : `  probability ${percent(probabilityOf(logprob))}, log probability ${logprob.toFixed(4)}, ${perToken.toFixed(4)} for each token, perplexity ${perplexity.toFixed(4)}`;
  const tokens = scored.tokens.map((token, index) =>
    row({ number: String(index + 1), text: token.text, logprob: token.logprob }, look),
  );
  return [
    `${title}: ${quoted(text)}`,
    ...(method === "comparison" ? [] : tokens),
    sum,
    ...(note === null ? [] : [`  ${printable(note)}`]),
  ];
}

const mostLabels = 20;

/** The likeliest, and what the record says, however unlikely it is. */
function namedLabels({
  labels,
  expected,
}: Pick<LabelDistribution, "labels" | "expected">): readonly LabelLikelihood[] {
  return labels.filter(({ label }, rank) => rank < mostLabels || label === expected);
}

function labelLines(
  { labels, predicted, expected, margin, entropy }: LabelDistribution,
  look: Look,
): readonly string[] {
  const rows = namedLabels({ labels, expected }).map(({ label, probability, atMost }) => {
    const line = row(
      { number: "", text: label, logprob: probability === null ? null : Math.log(probability) },
      look,
    );
    const known =
      probability === null ? line.replace("unknown", `below ${shownBound(atMost)}`) : line;
    const marks = [
      ...(label === predicted ? ["predicted"] : []),
      ...(label === expected ? ["expected"] : []),
    ];
    return marks.length === 0 ? known : `${known} ${marks.join(", ")}`;
  });
  const more = labels.length - rows.length;
  const sum = labels.reduce((total, { probability }) => total + (probability ?? 0), 0);
  return [
    `Labels, ${percent(sum)} together`,
    ...rows,
    ...(more > 0 ? [`     and ${more} more`] : []),
    `  margin ${margin === null ? "unknown" : percent(margin)}, entropy ${entropy === null ? "unknown" : entropy.toFixed(4)}`,
  ];
}

function quoted(text: string): string {
  return JSON.stringify(printable(text.replaceAll("\n", "⏎")));
}

/** A token with its space and its line breaks to be seen. */
function shown(text: string): string {
  return printable(text.replaceAll(" ", "␣").replaceAll("\n", "⏎").replaceAll("\t", "⇥"));
}

function fitted(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length > width
    ? `${characters.slice(0, width - 1).join("")}…`
    : text + " ".repeat(width - characters.length);
}
