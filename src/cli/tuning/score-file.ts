import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { grouped } from "../../core/grouped.js";
import type { ScoreFact } from "../../core/inspection/score-fact.js";
import type { ScoreSummary } from "../../core/inspection/score-summary.js";
import { ScoreTally } from "../../core/inspection/score-summary.js";
import { ScoreTable } from "../../core/inspection/score-table.js";
import type { ScoringSurvey } from "../../core/inspection/scored-lines.js";
import { removeAtExit } from "../../data/remove-at-exit.js";
import type { ScoringSource } from "../../data/scoring-source.js";
import type { ScoringOrder } from "../../tuning/asking/score-dataset.js";
import { estimateScoring } from "../../tuning/asking/scoring-estimate.js";
import { FactLog } from "../../tuning/node/scores/fact-log.js";
import { countUnknown, scoreSource } from "../../tuning/node/scores/score-source.js";
import { describeSplit } from "../../tuning/node/run-splits.js";
import { waitUnlessStopped } from "../../tuning/node/wait.js";
import { inferencePriceOf } from "../../tuning/prices.js";
import { trainedOn } from "../../tuning/runs/trained-on.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import type { Asking } from "./asking.js";
import { askingPowers, labelWishes, samplingFor } from "./asking.js";
import { confirmSending } from "./confirm-sending.js";
import { workspaceAt } from "./workspace.js";

/** Services let so many requests run at a time without complaint. */
const atOnce = 4;

/** Scores the completion of every record of a file, in bounded memory. */
export async function scoreFile(source: ScoringSource, asking: Asking, io: Io): Promise<ExitCode> {
  const place = factPlace(asking.request.output, io);
  const log = await FactLog.open(place.path);
  try {
    const order = orderFor(source.survey, asking);
    const isLocal = order.endpoint === "";
    await warnOfTraining(asking, io);
    const unknown = isLocal
      ? source.survey.records
      : await countUnknown(source, order, { log, signal: asking.signal });
    if (!isLocal && unknown > 0) await announce(source.survey, unknown, asking, io);
    const found = await scored(source, { order, log, asking }, io);
    tellSummary(found, asking, io);
  } finally {
    await log.close();
    place.remove();
  }
  return exitCode.fine;
}

/** Says how many records cannot be scored, and why the first cannot. */
export function tellSkipped(
  path: string,
  { skipped, firstSkipped }: Pick<ScoringSurvey, "firstSkipped" | "skipped">,
  io: Io,
): void {
  if (firstSkipped === undefined) return;
  const { line, reason } = firstSkipped;
  const count = skipped === 1 ? "1 record" : `${grouped(skipped)} records`;
  tell(`${path}: ${count} cannot be scored, the first on line ${line}: ${reason}.`, io);
}

/** Scores are kept where the person says, else for as long as the command runs. */
function factPlace(output: string | undefined, io: Io): { readonly path: string; remove(): void } {
  if (output !== undefined) return { path: resolve(io.cwd, output), remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "tunewright-scores-"));
  const keep = removeAtExit(folder);
  return {
    path: join(folder, "scores.jsonl"),
    remove() {
      rmSync(folder, { recursive: true, force: true });
      keep();
    },
  };
}

function orderFor(survey: ScoringSurvey, { request, model, connected }: Asking): ScoringOrder {
  const { provider, connection } = connected;
  const isLocal = provider.endpoint.kind === "here";
  return {
    provider: provider.id,
    model,
    endpoint: isLocal ? "" : connection.url,
    sampling: samplingFor(request.sampling, survey, isLocal),
    labels: labelWishes(survey, isLocal, isLocal),
  };
}

/** A model knows the records that it was trained on: what it says of them flatters it. */
async function warnOfTraining({ request, model }: Asking, io: Io): Promise<void> {
  const { folder, ledger } = workspaceAt(io.cwd);
  const runs = await ledger.list();
  if (
    !runs.some((run) => run.model === model || run.checkpoints.some((one) => one.model === model))
  )
    return;
  const file = await describeSplit(resolve(io.cwd, request.file), folder);
  const found = trainedOn(model, file, runs);
  if (found === undefined) return;
  const how =
    found === "same"
      ? `${model} was trained on this very file`
      : `${model} was trained on an earlier state of this file`;
  tell(
    `${how}: its scores flatter it. Score a file that it has not seen; wrong labels are found by "tunewright check --label-errors", which judges each record by what was learned from others.`,
    io,
  );
}

/** Says what goes where and what it comes to, and asks. */
async function announce(
  survey: ScoringSurvey,
  unknown: number,
  { request, model, connected: { provider, connection } }: Asking,
  io: Io,
): Promise<void> {
  const { maxTokens } = request.sampling;
  const price = inferencePriceOf(provider.id, model);
  const { requests, inputTokens, outputTokens, cost } = estimateScoring({
    survey,
    unknown,
    capabilities: undefined,
    maxTokens,
    price,
  });
  const count = `${grouped(unknown)} of ${grouped(survey.records)} records`;
  const what =
    unknown === survey.records ? `${grouped(unknown)} records` : `${count} (the others are known)`;
  const paid =
    cost === undefined
      ? `Price not known here: it costs what ${provider.title} asks for it.`
      : `Cost: ${cost.most.toFixed(2)} ${cost.price.currency} at most (price of ${cost.price.of}; the provider's bill counts).`;
  tell(
    `To be sent to ${provider.title} (${new URL(connection.url).host}), to be scored by ${model}: ${what}, ${grouped(requests.least)} to ${grouped(requests.most)} requests, about ${grouped(inputTokens)} tokens, answers of ${grouped(outputTokens)} tokens at most. ${paid}`,
    io,
  );
  if (!request.yes) await confirmSending("Send and score? [y/N] ", io);
}

interface Scored {
  readonly tally: ScoreTally;
  readonly refused: number;
}

async function scored(
  source: ScoringSource,
  {
    order,
    log,
    asking,
  }: { readonly order: ScoringOrder; readonly log: FactLog; readonly asking: Asking },
  io: Io,
): Promise<Scored> {
  const { request, signal } = asking;
  const { output, sort } = request;
  const tally = new ScoreTally();
  const table = sort === undefined ? undefined : new ScoreTable();
  let refused = 0;
  await scoreSource(source, order, {
    ...(await askingPowers(asking, io)),
    signal,
    log,
    atOnce: order.endpoint === "" ? 1 : atOnce,
    wait: waitUnlessStopped,
    onWait: (error, ms) => tell(`${error.message} Trying again in ${Math.ceil(ms / 1000)} s.`, io),
    onScored: (fact, offset) => {
      tally.add(fact);
      table?.add(fact, offset);
      tellProgress(tally.records, source.survey.records, io);
      if (output === undefined && sort === undefined) io.stdout.write(lineOf(fact));
    },
    onRefused: (line, error) => {
      refused += 1;
      tell(`${request.file}:${line} was not scored. ${error.message}`, io);
    },
  });
  signal.throwIfAborted();
  if (table !== undefined && sort !== undefined) {
    for (const row of table.rows(sort)) {
      io.stdout.write(lineOf({ ...log.at(table.offset(row)), line: table.line(row) }));
    }
  }
  return { tally, refused };
}

function lineOf(fact: ScoreFact): string {
  return `${JSON.stringify(fact)}\n`;
}

/** In words, and as JSON where nothing else is printed. */
function tellSummary({ tally, refused }: Scored, { request }: Asking, io: Io): void {
  const { output, sort, json } = request;
  const { summary } = tally;
  tell(`${summaryWords(summary, refused)}${output === undefined ? "" : ` Kept in ${output}.`}`, io);
  if (json && output !== undefined && sort === undefined) {
    io.stdout.write(`${JSON.stringify({ version: 1, ...summary, refused }, undefined, 2)}\n`);
  }
}

function summaryWords(
  { records, known, perToken, perplexity, classification }: ScoreSummary,
  refused: number,
): string {
  const parts = [
    `${grouped(records)} records scored${refused === 0 ? "" : `, ${grouped(refused)} refused`}.`,
  ];
  if (classification !== null) {
    const { accuracy, macroF1, judged } = classification;
    parts.push(
      `Accuracy of ${grouped(judged)}: ${(100 * accuracy).toFixed(2)} %, F1 of the labels on average: ${(100 * macroF1).toFixed(2)} %.`,
    );
  }
  if (perToken !== null && perplexity !== null) {
    parts.push(
      `Perplexity of the ${grouped(known)} whose probability is known: ${perplexity.toFixed(4)} (${perToken.toFixed(4)} for each token).`,
    );
  }
  return parts.join(" ");
}

const progressEvery = 50;

function tellProgress(done: number, all: number, { stderr }: Io): void {
  if (!stderr.isTerminal || (done % progressEvery !== 0 && done !== all)) return;
  stderr.write(`\r\u001b[KScoring: ${grouped(done)} of ${grouped(all)}`);
}

function tell(words: string, { stderr }: Io): void {
  stderr.write(`${stderr.isTerminal ? "\r\u001b[K" : ""}${printable(words)}\n`);
}
