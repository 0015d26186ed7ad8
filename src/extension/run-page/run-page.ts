import * as vscode from "vscode";
import type {
  CurveColumns,
  ModelUse,
  RunAction,
  RunPageHost,
  RunPageMemory,
  RunPageOpening,
  RunPageState,
  RunPageUi,
  SplitName,
} from "../../protocol/run-page.js";
import {
  isActionChoice,
  isCopied,
  isCurveExport,
  isModelChoice,
  isRunChoice,
  isSplitChoice,
  mostCompared,
} from "../../protocol/run-page.js";
import type { Connection, Handlers } from "../../protocol/rpc.js";
import { checked, connect } from "../../protocol/rpc.js";
import { pageFolder, webviewPage, webviewPort } from "../webview-page.js";
import { curveChange, noCurve } from "./curve-columns.js";
import { folderOfRun } from "./folder-runs.js";
import type { JobPlace } from "./job-runs.js";
import { jobAt } from "./job-runs.js";
import { runFacts } from "./run-facts.js";
import { pickCompared } from "./pick-runs.js";
import type { RunSource } from "./run-source.js";
import { saveCurve } from "./save-curve.js";
import type { RunNow } from "./shown-run.js";
import { readRun } from "./shown-run.js";

/** What pages are made with. */
export interface RunPageContext {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly source: RunSource;
}

/** Files change in bursts: the page is told at most so often, and never takes most of the time. */
const leastPauseMs = 200;
const pauseFactor = 4;
/** Watchers miss changes, over networks and after sleep: so often a page looks for itself. */
const lookMs = 15_000;

/** The page of a run in the editor. A class because it lives as long as its panel. */
export class RunPage {
  readonly #panel: vscode.WebviewPanel;
  readonly #context: RunPageContext;
  readonly #file: vscode.Uri;
  readonly #connection: Connection<RunPageUi>;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #watched = new Map<string, vscode.Disposable>();
  #compared: readonly vscode.Uri[];
  /** What the page knows. */
  #sent = new Map<string, CurveColumns>();
  /** One thing after the other: what the page is told builds on what it was told before. */
  #work: Promise<unknown> = Promise.resolve();
  #pauseMs = leastPauseMs;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(panel: vscode.WebviewPanel, memory: RunPageMemory, context: RunPageContext) {
    this.#panel = panel;
    this.#context = context;
    this.#file = vscode.Uri.parse(memory.file, true);
    this.#compared = memory.compared.map((file) => vscode.Uri.parse(file, true));
    const { extensionUri } = context;
    const title = titleOf(this.#file);
    panel.title = title;
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
    this.#connection = connect<RunPageHost, RunPageUi>(
      webviewPort(panel.webview),
      this.#handlers(),
    );
    const look = setInterval(() => this.#changed(), lookMs);
    this.#subscriptions.push(
      { dispose: () => this.#connection.dispose() },
      { dispose: () => clearInterval(look) },
      // After sleep, and where another window has changed something.
      vscode.window.onDidChangeWindowState(({ focused }) => focused && this.#changed()),
    );
    this.#watch();
    panel.webview.html = webviewPage(panel.webview, { extensionUri, name: "run", title });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Lays these runs over the page's own, and no others. */
  compareWith(compared: readonly vscode.Uri[]): void {
    this.#compared = compared.slice(0, mostCompared);
    this.#watch();
    this.#changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const watcher of this.#watched.values()) watcher.dispose();
  }

  #handlers(): Handlers<RunPageHost> {
    const { source } = this.#context;
    return {
      ready: () => this.#next(() => this.#open()),
      compare: () => this.#compare(),
      leaveOut: checked(isRunChoice, ({ file }) => {
        this.compareWith(this.#compared.filter((uri) => uri.toString() !== file));
      }),
      openRunFile: () => this.#openFile(this.#file),
      openSplit: checked(isSplitChoice, ({ name }) => this.#openSplit(name)),
      copy: checked(isCopied, ({ text }) => this.#copy(text)),
      useModel: checked(isModelChoice, ({ model, use }) => this.#useModel(model, use)),
      act: checked(isActionChoice, ({ action }) => this.#act(action)),
      save: checked(isCurveExport, (what) =>
        this.#tellWhereItFails(saveCurve(source, this.#file, what)),
      ),
    };
  }

  async #open(): Promise<RunPageOpening> {
    this.#sent = new Map();
    return { state: await this.#state(), translation: vscode.l10n.bundle ?? null };
  }

  /** All runs as they stand, and what is new of their curves. */
  async #state(): Promise<RunPageState> {
    const started = performance.now();
    const runs = await Promise.all(this.#files().map((file) => this.#read(file)));
    const curves = runs.flatMap(({ run, curve }) => {
      const change = curveChange(run.file, this.#sent.get(run.file) ?? noCurve, curve);
      return change === undefined ? [] : [change];
    });
    this.#sent = new Map(runs.map(({ run, curve }) => [run.file, curve]));
    this.#pauseMs = Math.max(leastPauseMs, pauseFactor * (performance.now() - started));
    return { runs: runs.map(({ run }) => run), curves };
  }

  async #read(file: vscode.Uri): Promise<RunNow> {
    try {
      return await readRun(this.#context.source, file);
    } catch (error) {
      // Such as a missing permission; the page says that the file cannot be read.
      this.#context.log.warn(`${file.fsPath}: ${String(error)}`);
      const name = titleOf(file);
      return { run: { kind: "broken", file: file.toString(), name }, curve: noCurve };
    }
  }

  #files(): readonly vscode.Uri[] {
    return [this.#file, ...this.#compared];
  }

  /** Something may be new: tells the page, after a pause. */
  #changed(): void {
    if (this.#timer !== undefined || !this.#panel.visible) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#next(() => this.#tell()).catch((error: unknown) => {
        this.#context.log.warn(`The run page was not told: ${String(error)}`);
      });
    }, this.#pauseMs);
  }

  async #tell(): Promise<void> {
    const state = await this.#state();
    // A hidden page is gone; it asks for everything when it is shown again.
    if (this.#panel.visible) void this.#connection.remote.show(state).catch(() => undefined);
  }

  #next<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#work.then(work, work);
    this.#work = done;
    return done;
  }

  /** Watches exactly the files that are on the page. */
  #watch(): void {
    const files = new Map(this.#files().map((file) => [file.toString(), file]));
    for (const [key, watcher] of this.#watched) {
      if (files.has(key)) continue;
      watcher.dispose();
      this.#watched.delete(key);
    }
    for (const [key, file] of files) {
      if (this.#watched.has(key)) continue;
      this.#watched.set(
        key,
        this.#context.source.onChange(file, () => this.#changed()),
      );
    }
  }

  async #compare(): Promise<void> {
    const { source } = this.#context;
    const chosen = await pickCompared(source, { file: this.#file, compared: this.#compared });
    if (chosen !== undefined) this.compareWith(chosen);
  }

  async #openSplit(name: SplitName): Promise<void> {
    const answer = await this.#context.source.read(this.#file);
    const path = answer.kind === "run" ? answer.run.files[name]?.path : undefined;
    if (path === undefined) return;
    const isAbsolute = path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
    await this.#openFile(
      isAbsolute
        ? this.#file.with({ path: vscode.Uri.file(path).path })
        : vscode.Uri.joinPath(folderOfRun(this.#file), path),
    );
  }

  async #openFile(file: vscode.Uri): Promise<void> {
    try {
      await vscode.workspace.fs.stat(file);
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
      void vscode.window.showWarningMessage(
        vscode.l10n.t("{0} is no longer there.", vscode.workspace.asRelativePath(file)),
      );
      return;
    }
    await vscode.commands.executeCommand("vscode.open", file);
  }

  /** The models of the run are those that its file names, not those that a page names. */
  async #useModel(model: string, use: ModelUse): Promise<void> {
    const answer = await this.#context.source.read(this.#file);
    if (answer.kind !== "run" && answer.kind !== "job") return;
    const facts = answer.kind === "job" ? answer.facts : runFacts(answer.run, {});
    const { id, provider, checkpoints } = facts;
    const isKnown = model === facts.model || checkpoints.some((at) => at.model === model);
    if (!isKnown) return;
    const remote = { kind: "remote", provider, what: "model", id: model };
    const subject = answer.kind === "job" ? remote : { kind: "run", id, model };
    await vscode.commands.executeCommand(useCommands[use], subject);
  }

  async #act(action: RunAction): Promise<void> {
    const job = jobAt(this.#file);
    if (job !== undefined) return this.#actOnJob(action, job);
    const answer = await this.#context.source.read(this.#file);
    if (answer.kind !== "run") return;
    const { id, provider } = answer.run;
    const about = action === "signIn" ? provider : id;
    const command = actionCommands[action];
    if (command !== undefined) await vscode.commands.executeCommand(command, about);
  }

  async #actOnJob(action: RunAction, { provider, job }: JobPlace): Promise<void> {
    const subject = { kind: "remote", provider, what: "job", id: job };
    if (action === "cancel")
      await vscode.commands.executeCommand("tunewright.deleteRemote", subject);
    if (action === "follow") await vscode.commands.executeCommand("tunewright.followJob", subject);
    if (action === "signIn") await vscode.commands.executeCommand(signInCommand, provider);
    await this.#context.source.look(this.#file);
    this.#changed();
  }

  async #copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t("Copied."), 3_000);
  }

  async #tellWhereItFails(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(vscode.l10n.t("Nothing was saved: {0}", reason));
    }
  }
}

const useCommands: Readonly<Record<ModelUse, string>> = {
  code: "tunewright.copyAsCode",
  further: "tunewright.tuneFurther",
  test: "tunewright.scoreModel",
};

const signInCommand = "tunewright.signInToProvider";

const actionCommands: Readonly<Partial<Record<RunAction, string>>> = {
  again: "tunewright.tuneAgain",
  cancel: "tunewright.cancelRun",
  signIn: signInCommand,
};

/** A run's id is the name of its file. */
function titleOf(file: vscode.Uri): string {
  return jobAt(file)?.job ?? (file.path.split("/").at(-1) ?? "").replace(/\.json$/, "");
}
