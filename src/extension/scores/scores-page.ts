import * as vscode from "vscode";
import { askedLine } from "../../core/inspection/inspected-lines.js";
import { surpriseOf } from "../../core/inspection/score-fact.js";
import type { ScoringSource } from "../../data/scoring-source.js";
import type { Connection, Handlers } from "../../protocol/rpc.js";
import { checked, connect } from "../../protocol/rpc.js";
import type {
  RowRange,
  ScoresHost,
  ScoresState,
  ScoresUi,
  ScoresView,
  ShownScore,
} from "../../protocol/scores-page.js";
import {
  isLineChoice,
  isMarkChoice,
  isRowRange,
  isScoreExport,
  isScoresView,
} from "../../protocol/scores-page.js";
import { pageFolder, webviewPage, webviewPort } from "../webview-page.js";
import { saveScores } from "./save-scores.js";
import type { SureFinding } from "./score-findings.js";
import { isSurelyWrong, ScoreFindings } from "./score-findings.js";
import type { ScoringJob, ScoringJobPowers } from "./scoring-job.js";

/** What the page is made with. */
export interface ScoresPagePowers extends Pick<ScoringJobPowers, "model" | "uri"> {
  readonly extensionUri: vscode.Uri;
  /** Made with what it is to call when it changes. */
  readonly job: (onChange: () => void) => ScoringJob;
  /** Scores what is not scored yet, with progress. */
  readonly run: (job: ScoringJob) => Promise<void>;
  /** Has the person choose another model for the same file. */
  readonly chooseModel: () => Promise<void>;
  readonly inspect: (uri: string, line: number) => Promise<void>;
  readonly log: vscode.LogOutputChannel;
}

const usualView: ScoresView = {
  order: "surprise",
  surprise: null,
  label: null,
  onlyWrong: false,
};
const histogramParts = 30;
const mostLabels = 1_000;
const promptLength = 160;
/** While records are scored the page is drawn anew so often; after a while as long as drawing takes. */
const drawEveryMs = 250;
const pauseFactor = 10;

/** The page of a file's scores under a model. A class because it lives as long as its panel. */
export class ScoresPage {
  readonly #panel: vscode.WebviewPanel;
  readonly #powers: ScoresPagePowers;
  readonly #connection: Connection<ScoresUi>;
  readonly #job: ScoringJob;
  readonly #findings: ScoreFindings;
  #view = usualView;
  #rows: Uint32Array = new Uint32Array(0);
  #rowsVersion = 0;
  #histogram: ScoresState["histogram"] = null;
  #isMarking = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawnMs = 0;

  constructor(panel: vscode.WebviewPanel, powers: ScoresPagePowers) {
    this.#panel = panel;
    this.#powers = powers;
    this.#findings = new ScoreFindings(powers.uri);
    this.#job = powers.job(() => this.#changed());
    const { extensionUri } = powers;
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
    this.#connection = connect<ScoresHost, ScoresUi>(webviewPort(panel.webview), this.#handlers());
    const title = vscode.l10n.t("Scores of {0}", vscode.workspace.asRelativePath(powers.uri));
    panel.title = title;
    panel.webview.html = webviewPage(panel.webview, { extensionUri, name: "scores", title });
  }

  get job(): ScoringJob {
    return this.#job;
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#timer);
    this.#findings.dispose();
    this.#connection.dispose();
    await this.#job.dispose();
  }

  #handlers(): Handlers<ScoresHost> {
    const { run, chooseModel, inspect, uri } = this.#powers;
    return {
      ready: () => ({ state: this.#state(), translation: vscode.l10n.bundle ?? null }),
      setView: checked(isScoresView, (view) => {
        this.#view = view;
        this.#sort();
        this.#tell();
      }),
      rows: checked(isRowRange, (range) => this.#shownRows(range)),
      reveal: checked(isLineChoice, ({ line }) => revealRecord(uri, line)),
      inspect: checked(isLineChoice, ({ line }) => inspect(uri.toString(), line)),
      cancel: () => this.#job.cancel(),
      again: () => run(this.#job),
      chooseModel,
      mark: checked(isMarkChoice, ({ isOn }) => {
        this.#isMarking = isOn;
        this.#mark();
        this.#tell();
      }),
      save: checked(isScoreExport, ({ kind }) => saveScores(this.#job, kind, uri)),
    };
  }

  /** Draws soon, and not for each record. */
  #changed(): void {
    const isUnderWay = ["counting", "scoring"].includes(this.#job.status.kind);
    if (!isUnderWay) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#draw();
      this.#mark();
      this.#tell();
      return;
    }
    const ms = Math.max(drawEveryMs, this.#drawnMs * pauseFactor);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
      this.#tell();
    }, ms);
  }

  #draw(): void {
    const before = performance.now();
    const { table } = this.#job;
    this.#histogram = table.length === 0 ? null : table.histogram(histogramParts);
    this.#sort();
    this.#drawnMs = performance.now() - before;
  }

  #sort(): void {
    const { order, ...filter } = this.#view;
    this.#rows = this.#job.table.rows(order, filter);
    this.#rowsVersion += 1;
  }

  #state(): ScoresState {
    const { job } = this;
    const summary = job.tally.records === 0 ? null : job.tally.summary;
    const { classification } = summary ?? { classification: null };
    return {
      file: vscode.workspace.asRelativePath(this.#powers.uri),
      model: this.#powers.model,
      status: job.status,
      records: job.source?.survey.records ?? null,
      notes: job.notes,
      summary: summary && {
        ...summary,
        classification: classification && {
          ...classification,
          labels: classification.labels.slice(0, mostLabels),
        },
      },
      histogram: this.#histogram,
      labels: job.table.labels.slice(0, mostLabels),
      view: this.#view,
      rows: this.#rows.length,
      rowsVersion: this.#rowsVersion,
      findings: { isOn: this.#isMarking, count: this.#findings.count },
    };
  }

  #tell(): void {
    // A hidden page is gone; it asks for everything when it is shown again.
    if (this.#panel.visible) {
      void this.#connection.remote.show(this.#state()).catch(() => undefined);
    }
  }

  #shownRows({ from, count }: RowRange): readonly ShownScore[] {
    return Array.from(this.#rows.subarray(from, from + count), (row) => this.#shownRow(row));
  }

  #shownRow(row: number): ShownScore {
    const fact = this.#job.fact(row);
    const { line, expected, predicted, margin, tokens, perplexity } = fact;
    const { predictedProbability, expectedProbability } = fact;
    return {
      line,
      prompt: promptOf(this.#job.source, line),
      expected: expected.slice(0, promptLength),
      predicted: predicted?.slice(0, promptLength) ?? null,
      predictedProbability,
      expectedProbability,
      margin,
      surprise: surpriseOf(fact),
      isBound: fact.logprob === null,
      tokens,
      perplexity,
    };
  }

  /** Marks what the model is sure of, the surest first. */
  #mark(): void {
    const { source, table } = this.#job;
    if (source === undefined) return;
    const found: SureFinding[] = [];
    const only = { surprise: null, label: null, onlyWrong: true };
    for (const row of this.#isMarking ? table.rows("wrongness", only) : []) {
      const fact = this.#job.fact(row);
      // Margins only grow from here; who has the largest share is not sure of anything any more.
      if (fact.margin === null || fact.margin > 0) break;
      if (isSurelyWrong(fact)) found.push({ fact, text: lineText(source, fact.line) });
      if (found.length === mostMarked) break;
    }
    this.#findings.show(found, source.survey.format);
  }
}

const mostMarked = 1_000;

function lineText(source: ScoringSource, line: number): string {
  // A byte order mark is no part of the text that editors show.
  return source.lineText(line).replace(/^\ufeff/, "");
}

/** How a record's question begins: of a conversation its last message. */
function promptOf(source: ScoringSource | undefined, line: number): string {
  if (source === undefined) return "";
  const asked = askedLine(lineText(source, line), source.survey.format);
  if (asked.kind === "refused") return "";
  const { sent } = asked;
  const text = sent.kind === "completion" ? sent.text : (sent.messages.at(-1)?.content ?? "");
  return text.slice(0, promptLength);
}

async function revealRecord(uri: vscode.Uri, line: number): Promise<void> {
  const place = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.commands.executeCommand("vscode.open", uri, {
    selection: place,
    viewColumn: vscode.ViewColumn.One,
  });
}
