import * as vscode from "vscode";
import type { Sampling } from "../../core/inspection/inspection.js";
import {
  isBranchWish,
  isCodeChoice,
  isFollowChoice,
  isInspectionExport,
  isModelPlace,
  isQuestionChoice,
  isSamplingChoice,
} from "../../protocol/inspector-checks.js";
import type {
  BranchWish,
  InspectorHost,
  InspectorMemory,
  InspectorOpening,
  InspectorState,
  InspectorUi,
  ModelName,
  ShownModel,
  ShownTraining,
} from "../../protocol/inspector-page.js";
import type { Connection, Handlers } from "../../protocol/rpc.js";
import { checked, connect } from "../../protocol/rpc.js";
import type { Provider } from "../../tuning/provider.js";
import { findProvider } from "../../tuning/providers/index.js";
import { pageFolder, webviewPage, webviewPort } from "../webview-page.js";
import { branchOf } from "./branch-of.js";
import type { RecordPlace, RecordToInspect } from "./inspected-record.js";
import { readRecord } from "./inspected-record.js";
import { copyCode, saveInspection } from "./keep-inspection.js";
import type { Question, QuestionPowers } from "./questions.js";
import { Questions } from "./questions.js";
import { isSameModel, namesOf, shownModel, shownModels } from "./shown-models.js";
import { told, wordsOf } from "./told.js";

/** What the page is made with. */
export interface InspectorContext extends Omit<QuestionPowers, "onChange"> {
  readonly extensionUri: vscode.Uri;
  /** Has the person choose a model; `undefined` where they do not. */
  readonly choose: (title: string) => Promise<ModelName | undefined>;
  /** The models to ask of a dataset, where these were asked of the last one. */
  readonly modelsFor: (dataset: vscode.Uri, last: readonly ModelName[]) => readonly ModelName[];
  /** Keeps a choice for the next page. */
  readonly remember: (models: readonly ModelName[]) => void;
  readonly signIn: (provider: Provider) => Promise<boolean>;
  /**
   * Trains a model on this machine. `undefined` where it was told why not; rejects with words for
   * people where the training fails.
   */
  readonly train: (
    dataset: vscode.Uri,
    onShare: (share: number | null) => void,
  ) => Promise<ModelName | undefined>;
}

const usualSampling: Sampling = { temperature: 0, maxTokens: 64, stop: [], alternatives: 10 };

/** The page on which a record is inspected. A class because it lives as long as its panel. */
export class InspectorPage {
  readonly #panel: vscode.WebviewPanel;
  readonly #context: InspectorContext;
  readonly #questions: Questions;
  readonly #connection: Connection<InspectorUi>;
  #record: RecordToInspect | undefined;
  #models: readonly ShownModel[];
  #sampling = usualSampling;
  #isFollowing = false;
  #isRestored = false;
  #isDisposed = false;
  #shown: readonly number[] = [];
  #training: ShownTraining = { kind: "none" };
  /** Records are read one after the other; only the last that is wanted is shown. */
  #wanted = 0;

  constructor(panel: vscode.WebviewPanel, models: readonly ModelName[], context: InspectorContext) {
    this.#panel = panel;
    this.#context = context;
    this.#models = shownModels(models);
    this.#questions = new Questions({ ...context, onChange: (one) => this.#changed(one) });
    const { extensionUri } = context;
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
    this.#connection = connect<InspectorHost, InspectorUi>(
      webviewPort(panel.webview),
      this.#handlers(),
    );
    const title = vscode.l10n.t("Inspector");
    panel.title = title;
    panel.webview.html = webviewPage(panel.webview, { extensionUri, name: "inspector", title });
  }

  /** Whether the page goes along with the cursor. */
  get isFollowing(): boolean {
    return this.#isFollowing && this.#panel.visible;
  }

  /** Shows a record. Models of this machine are asked at once; others wait for the person. */
  async inspect(place: RecordPlace, model?: ModelName): Promise<void> {
    this.#panel.reveal(undefined, true);
    if (model !== undefined) this.#take(shownModels([model]));
    await this.goTo(place);
  }

  /** The same for a page that stays where it is, which need not be in view. */
  async goTo(place: RecordPlace): Promise<void> {
    const before = this.#record;
    if (!(await this.#read(place))) return;
    const { shown, ending } = this.#record ?? {};
    this.#shown = [];
    if (shown?.file !== before?.shown.file) {
      const stop = ending === undefined || ending === "" ? [] : [ending];
      this.#sampling = { ...this.#sampling, stop };
      this.#models = shownModels(this.#context.modelsFor(place.uri, this.#models));
    }
    this.#tell();
    this.#askIfFree();
  }

  /** Takes up what a page has remembered. Nothing is sent for it. */
  async restore({ file, line, models, sampling, isFollowing }: InspectorMemory): Promise<void> {
    this.#models = shownModels(models);
    this.#sampling = sampling;
    this.#isFollowing = isFollowing;
    this.#isRestored = true;
    if (!(await this.#read({ uri: vscode.Uri.parse(file, true), line }))) return;
    this.#tell();
    this.#askIfFree();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#questions.cancel();
    this.#connection.dispose();
  }

  #handlers(): Handlers<InspectorHost> {
    return {
      ready: () => this.#open(),
      ask: checked(
        isSamplingChoice,
        told(({ sampling }) => {
          this.#sampling = sampling;
          return this.#askAgain();
        }),
      ),
      cancel: () => this.#questions.cancel(),
      chooseModel: checked(
        isModelPlace,
        told(({ place }) => this.#chooseModel(place)),
      ),
      leaveOut: () => {
        this.#shown = this.#shown.slice(0, 1);
        this.#take(this.#models.slice(0, 1));
      },
      train: () => this.#train(),
      signIn: checked(
        isQuestionChoice,
        told(({ question }) => this.#signIn(question)),
      ),
      probeAgain: () => this.#ask(true),
      branch: checked(
        isBranchWish,
        told((wish) => this.#branch(wish)),
      ),
      showQuestion: checked(isQuestionChoice, ({ question }) => this.#showQuestion(question)),
      follow: checked(isFollowChoice, ({ isFollowing }) => {
        this.#isFollowing = isFollowing;
        this.#tell();
      }),
      reveal: () => told(() => this.#reveal())(undefined),
      copyCode: checked(
        isCodeChoice,
        told(({ question, language }) => copyCode(this.#questions.find(question), language)),
      ),
      save: checked(
        isInspectionExport,
        told((what) => saveInspection(this.#questions.find(what.question), what)),
      ),
    };
  }

  /** Whether the record is the one that is wanted last: reading takes a while. */
  async #read(place: RecordPlace): Promise<boolean> {
    this.#wanted += 1;
    const number = this.#wanted;
    const record = await readRecord(place);
    if (number !== this.#wanted || this.#isDisposed) return false;
    this.#record = record;
    this.#panel.title = titleOf(place);
    return true;
  }

  #open(): InspectorOpening {
    const answers = this.#questions.all.flatMap(({ shown, inspection }) =>
      inspection === undefined ? [] : [{ id: shown.id, inspection }],
    );
    return { state: this.#state(), answers, translation: vscode.l10n.bundle ?? null };
  }

  #state(): InspectorState {
    return {
      record: this.#record?.shown ?? null,
      models: this.#models,
      sampling: this.#sampling,
      isFollowing: this.#isFollowing,
      questions: this.#questions.all.map(({ shown }) => shown),
      shown: this.#shown,
      training: this.#training,
      isRestored: this.#isRestored,
      memory: this.#memory(),
    };
  }

  #memory(): InspectorMemory | null {
    if (this.#record === undefined) return null;
    const { uri, line } = this.#record.place;
    return {
      file: uri.toString(),
      line,
      models: namesOf(this.#models),
      sampling: this.#sampling,
      isFollowing: this.#isFollowing,
    };
  }

  /** A hidden page is gone; it asks for everything when it is shown again. */
  get #isShown(): boolean {
    return !this.#isDisposed && this.#panel.visible;
  }

  #tell(): void {
    if (this.#isShown) void this.#connection.remote.show(this.#state()).catch(() => undefined);
  }

  #changed({ shown, inspection }: Question): void {
    if (inspection !== undefined && this.#isShown) {
      void this.#connection.remote.answer({ id: shown.id, inspection }).catch(() => undefined);
    }
    this.#tell();
  }

  /** Asks what the record says now: it may have been edited. */
  async #askAgain(): Promise<void> {
    const place = this.#record?.place;
    if (place !== undefined && (await this.#read(place))) this.#ask();
  }

  #askIfFree(): void {
    if (this.#models.length > 0 && this.#models.every(({ host }) => host === null)) this.#ask();
  }

  #ask(probesAgain = false): void {
    const record = this.#record;
    const sent = record?.shown.sent ?? null;
    if (record !== undefined && sent !== null) {
      const order = { record, sent, sampling: this.#sampling, branch: null, probesAgain };
      this.#isRestored = false;
      this.#shown = this.#models.map((model) => this.#questions.ask({ ...order, model }));
    }
    this.#tell();
  }

  #take(models: readonly ShownModel[]): void {
    this.#models = models;
    this.#context.remember(namesOf(models));
    this.#tell();
  }

  async #chooseModel(place: 0 | 1): Promise<void> {
    const title =
      place === 0
        ? vscode.l10n.t("Inspect: which model is asked?")
        : vscode.l10n.t("Inspect: compare with which model?");
    const name = await this.#context.choose(title);
    const chosen = name && shownModel(name);
    if (chosen === undefined) return;
    const others = place === 0 ? this.#models.slice(1) : this.#models.slice(0, 1);
    this.#shown = [];
    this.#take(place === 0 ? [chosen, ...others] : [...others, chosen]);
    this.#askIfFree();
  }

  async #train(): Promise<void> {
    const record = this.#record;
    if (record?.shown.mayTrain !== true || this.#training.kind === "running") return;
    const tell = (training: ShownTraining): void => {
      this.#training = training;
      this.#tell();
    };
    tell({ kind: "running", share: null });
    try {
      const { uri } = record.place;
      const name = await this.#context.train(uri, (share) => tell({ kind: "running", share }));
      tell({ kind: "none" });
      if (name === undefined || this.#isDisposed) return;
      this.#take(shownModels([name]));
      this.#askIfFree();
    } catch (error) {
      tell({ kind: "failed", message: wordsOf(error) });
    }
  }

  async #signIn(id: number): Promise<void> {
    const provider = findProvider(this.#questions.find(id)?.shown.model.provider ?? "");
    if (provider !== undefined && (await this.#context.signIn(provider))) await this.#askAgain();
  }

  #branch({ question: id, ...way }: BranchWish): void {
    const question = this.#questions.find(id);
    const wish = question && branchOf(question, way);
    if (question === undefined || wish === undefined) return;
    const { record, shown } = question;
    const { model, sampling } = shown;
    const asked = this.#questions.ask({ record, model, sampling, ...wish, probesAgain: false });
    this.#shown = this.#shown.map((one) => (one === id ? asked : one));
    this.#tell();
  }

  /** Goes back to where a question was asked: asking again repeats it. */
  #showQuestion(id: number): void {
    const question = this.#questions.find(id);
    if (question === undefined) return;
    const { model, sampling } = question.shown;
    // What is being read for another place is no longer wanted.
    this.#wanted += 1;
    this.#record = question.record;
    this.#panel.title = titleOf(question.record.place);
    this.#sampling = sampling;
    if (!this.#models.some((one) => isSameModel(one, model))) this.#models = [model];
    this.#shown = [id];
    this.#tell();
  }

  async #reveal(): Promise<void> {
    if (this.#record === undefined) return;
    const { uri, line } = this.#record.place;
    const position = new vscode.Position(line - 1, 0);
    const selection = new vscode.Range(position, position);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, selection });
  }
}

/** What the tab is called: several may be open beside each other. */
function titleOf({ uri, line }: RecordPlace): string {
  return vscode.l10n.t("Inspect {0}:{1}", uri.path.split("/").at(-1) ?? "", line);
}
