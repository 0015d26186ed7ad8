import * as vscode from "vscode";
import type { ScoreFact } from "../../core/inspection/score-fact.js";
import { ScoreTally } from "../../core/inspection/score-summary.js";
import { ScoreTable } from "../../core/inspection/score-table.js";
import type { ScoringSource } from "../../data/scoring-source.js";
import { openScoringSource } from "../../data/scoring-source.js";
import type { ShownModel } from "../../protocol/inspector-page.js";
import type { ScoresStatus } from "../../protocol/scores-page.js";
import type { ScoringOrder } from "../../tuning/asking/score-dataset.js";
import type { ScoringEstimate } from "../../tuning/asking/scoring-estimate.js";
import { estimateScoring } from "../../tuning/asking/scoring-estimate.js";
import { capableClient } from "../../tuning/node/capable-client.js";
import { FactLog } from "../../tuning/node/scores/fact-log.js";
import type { ScorePlace } from "../../tuning/node/scores/score-place.js";
import { scorePlace } from "../../tuning/node/scores/score-place.js";
import { countUnknown, scoreSource } from "../../tuning/node/scores/score-source.js";
import { waitUnlessStopped } from "../../tuning/node/wait.js";
import { inferencePriceOf } from "../../tuning/prices.js";
import type { Connection, Provider } from "../../tuning/provider.js";
import { trainedOn } from "../../tuning/runs/trained-on.js";
import type { KnownRun } from "../tuning/runs-service.js";
import { written } from "../written.js";

/** What a file is scored with. */
export interface ScoringJobPowers {
  readonly uri: vscode.Uri;
  readonly provider: Provider;
  readonly model: ShownModel;
  /** Rejects with words for people where the provider cannot be reached. */
  readonly connect: (provider: Provider) => Promise<Connection>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly runs: () => readonly KnownRun[];
  /** Whether the person wants that sent; asked where something is to be sent to somebody. */
  readonly confirm: (estimate: ScoringEstimate) => Promise<boolean>;
  readonly onChange: () => void;
}

/** Services let so many requests run at a time without complaint. */
const atOnce = 4;
const maxTokens = 64;
const mostToldRefusals = 3;

/** What a job has in hand while it works, and afterwards for who looks at its results. */
interface Opened {
  readonly source: ScoringSource;
  readonly log: FactLog;
  readonly place: ScorePlace;
}

/** The scoring of a file under a model. A class because it has files open as long as its page lives. */
export class ScoringJob {
  readonly #powers: ScoringJobPowers;
  #opened: Opened | undefined;
  #stopping = new AbortController();
  #status: ScoresStatus = { kind: "counting" };
  #tally = new ScoreTally();
  #table = new ScoreTable();
  #notes: readonly string[] = [];
  #refusals: readonly string[] = [];
  #refused = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(powers: ScoringJobPowers) {
    this.#powers = powers;
  }

  get status(): ScoresStatus {
    return this.#status;
  }

  get table(): ScoreTable {
    return this.#table;
  }

  get tally(): ScoreTally {
    return this.#tally;
  }

  get source(): ScoringSource | undefined {
    return this.#opened?.source;
  }

  get notes(): readonly string[] {
    const { l10n } = vscode;
    const more = this.#refused - this.#refusals.length;
    return [
      ...this.#notes,
      ...this.#refusals,
      ...(more > 0 ? [l10n.t("{0} more records were refused.", written(more))] : []),
    ];
  }

  /** What is known of a row of the table. */
  fact(row: number): ScoreFact {
    const log = this.#opened?.log;
    if (log === undefined) throw new Error(vscode.l10n.t("The scores are closed."));
    return { ...log.at(this.#table.offset(row)), line: this.#table.line(row) };
  }

  /** Scores what is not known yet. Resolves at the end, whatever that is; `status` says. */
  async run(signal: AbortSignal): Promise<void> {
    await this.cancel();
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#work = this.#run(AbortSignal.any([signal, stopping.signal]));
    await this.#work;
  }

  /** Ends what is under way, and waits for that. */
  async cancel(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  async dispose(): Promise<void> {
    await this.cancel();
    await this.#close();
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      this.#set({ kind: "counting" });
      await this.#close();
      const opened = await this.#open(signal);
      this.#opened = opened;
      await this.#score(opened, signal);
      // Its page goes on reading it, and other windows may score.
      await opened.log.rest();
      this.#end(signal.aborted ? "cancelled" : "done", opened);
    } catch (error) {
      await this.#opened?.log.rest();
      const done = this.#tally.records;
      if (signal.aborted) this.#set({ kind: "cancelled", done });
      else {
        const message = error instanceof Error ? error.message : String(error);
        this.#set({ kind: "failed", done, message });
      }
    }
  }

  async #open(signal: AbortSignal): Promise<Opened> {
    const { uri, model, environment } = this.#powers;
    this.#tally = new ScoreTally();
    this.#table = new ScoreTable();
    this.#refusals = [];
    this.#refused = 0;
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    const place = await scorePlace({ ...model, file: uri.fsPath, folder, environment });
    const name = vscode.workspace.asRelativePath(uri);
    const source = await openScoringSource(uri.fsPath, name, signal);
    try {
      return { source, place, log: await FactLog.open(place.factsPath) };
    } catch (error) {
      source.close();
      throw error;
    }
  }

  async #score({ source, log, place }: Opened, signal: AbortSignal): Promise<void> {
    const { provider, connect, environment, model, confirm } = this.#powers;
    const { survey } = source;
    if (survey.records === 0) {
      const reason = survey.firstSkipped?.reason ?? "";
      throw new Error(vscode.l10n.t("No record can be scored: {0}.", reason));
    }
    const connection = await connect(provider);
    const order = orderFor(source, this.#powers, connection);
    const unknown = await countUnknown(source, order, { log, signal });
    this.#notes = notesFor({ source, place, unknown }, this.#powers);
    this.#powers.onChange();
    const price = inferencePriceOf(provider.id, model.model);
    const capabilities = undefined;
    const estimate = estimateScoring({ survey, unknown, capabilities, maxTokens, price });
    if (model.host !== null && unknown > 0 && !(await confirm(estimate))) {
      this.#stopping.abort();
      return;
    }
    this.#set({ kind: "scoring", done: 0, waiting: null });
    const asked = { provider, connection, model: model.model, signal, environment };
    await scoreSource(source, order, {
      ...(await capableClient({ ...asked, probesAgain: false })),
      signal,
      log,
      atOnce: model.host === null ? 1 : atOnce,
      wait: waitUnlessStopped,
      onWait: (error, ms) => {
        const words = vscode.l10n.t("Trying again in {0} s.", Math.ceil(ms / 1_000));
        this.#told(`${error.message} ${words}`);
      },
      onScored: (fact, offset) => {
        this.#tally.add(fact);
        this.#table.add(fact, offset);
        this.#told(null);
      },
      onRefused: (line, error) => this.#tellRefused(line, error.message),
    });
  }

  #tellRefused(line: number, message: string): void {
    this.#refused += 1;
    if (this.#refusals.length >= mostToldRefusals) return;
    const words = vscode.l10n.t("Line {0} was not scored. {1}", line, message);
    this.#refusals = [...this.#refusals, words];
    this.#powers.onChange();
  }

  #told(waiting: string | null): void {
    this.#set({ kind: "scoring", done: this.#tally.records, waiting });
  }

  #end(kind: "cancelled" | "done", { place }: Opened): void {
    const finishedAt = kind === "done" ? new Date().toISOString() : null;
    place.write({ finishedAt, summary: this.#tally.summary });
    this.#set({ kind, done: this.#tally.records });
  }

  #set(status: ScoresStatus): void {
    this.#status = status;
    this.#powers.onChange();
  }

  async #close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    opened?.source.close();
    await opened?.log.close();
  }
}

function orderFor(
  { survey: { labels, ending } }: ScoringSource,
  { provider, model }: ScoringJobPowers,
  { url }: Connection,
): ScoringOrder {
  const isLocal = model.host === null;
  return {
    provider: provider.id,
    model: model.model,
    endpoint: isLocal ? "" : url,
    sampling: {
      temperature: 0,
      maxTokens,
      alternatives: 5,
      // Its tokens are whole labels, endings included.
      stop: isLocal || ending === "" ? [] : [ending],
    },
    labels: { labels, ending, areTokens: isLocal, areScored: isLocal },
  };
}

interface NoteFacts {
  readonly source: ScoringSource;
  readonly place: ScorePlace;
  readonly unknown: number;
}

/** What has to be known before one believes the numbers. */
function notesFor(
  { source: { survey }, place: { hashBefore, dataset }, unknown }: NoteFacts,
  { model, runs }: ScoringJobPowers,
): readonly string[] {
  const { l10n } = vscode;
  const all = runs().map(({ run }) => run);
  const notes: string[] = [];
  const trained = trainedOn(model.model, dataset, all);
  if (trained !== undefined) {
    notes.push(
      trained === "same"
        ? l10n.t(
            'This model was trained on this very file: its scores flatter it. Score a file that it has not seen. For wrong labels use "Find label errors": it judges each record by what was learned from others.',
          )
        : l10n.t(
            'This model was trained on an earlier state of this file: its scores flatter it. For wrong labels use "Find label errors": it judges each record by what was learned from others.',
          ),
    );
  }
  if (hashBefore !== undefined && hashBefore !== dataset.sha256) {
    notes.push(
      l10n.t(
        "The file has changed since it was last scored: {0} records are new.",
        written(unknown),
      ),
    );
  }
  const { firstSkipped, skipped } = survey;
  if (firstSkipped !== undefined) {
    const { line, reason } = firstSkipped;
    notes.push(
      l10n.t(
        "{0} records cannot be scored, the first on line {1}: {2}.",
        written(skipped),
        line,
        reason,
      ),
    );
  }
  return notes;
}
