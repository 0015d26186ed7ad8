import * as vscode from "vscode";
import { branchText } from "../../core/inspection/branch-text.js";
import type { Sampling, SentPrompt } from "../../core/inspection/inspection.js";
import type {
  BranchWish,
  InspectorHost,
  InspectorOpening,
  InspectorState,
  InspectorUi,
  ShownBranch,
  ShownModel,
} from "../../protocol/inspector-page.js";
import {
  isBranchWish,
  isCodeChoice,
  isFollowChoice,
  isInspectionExport,
  isModelPlace,
  isQuestionChoice,
  isSamplingChoice,
} from "../../protocol/inspector-page.js";
import type { Connection, Handlers } from "../../protocol/rpc.js";
import { checked, connect } from "../../protocol/rpc.js";
import { pageFolder, webviewPage, webviewPort } from "../webview-page.js";
import type { ModelName } from "./choose-model.js";
import { shownModel } from "./choose-model.js";
import type { RecordPlace, RecordToInspect } from "./inspected-record.js";
import { readRecord } from "./inspected-record.js";
import { codeOf, saveInspection } from "./keep-inspection.js";
import type { Question, QuestionPowers } from "./questions.js";
import { Questions } from "./questions.js";

/** What the page is made with. */
export interface InspectorContext extends Omit<QuestionPowers, "onChange"> {
  readonly extensionUri: vscode.Uri;
  /** Has the person choose a model; `undefined` where they do not. */
  readonly choose: (title: string) => Promise<ModelName | undefined>;
  /** Keeps a choice for the next page. */
  readonly remember: (models: readonly ModelName[]) => void;
}

const usualSampling: Sampling = { temperature: 0, maxTokens: 64, stop: [], alternatives: 10 };

/** The page on which a record is inspected. A class because it lives as long as its panel. */
export class InspectorPage {
  readonly #panel: vscode.WebviewPanel;
  readonly #context: InspectorContext;
  readonly #questions: Questions;
  readonly #connection: Connection<InspectorUi>;
  #place: RecordPlace | undefined;
  #record: RecordToInspect | undefined;
  #models: readonly ShownModel[];
  #sampling = usualSampling;
  #isFollowing = false;
  #shown: readonly number[] = [];

  constructor(panel: vscode.WebviewPanel, models: readonly ModelName[], context: InspectorContext) {
    this.#panel = panel;
    this.#context = context;
    this.#models = models.flatMap((name) => shownModel(name) ?? []);
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
    return this.#isFollowing;
  }

  /** Shows a record. A model of this machine is asked at once; others wait for the person. */
  async inspect(place: RecordPlace, model?: ModelName): Promise<void> {
    this.#panel.reveal(undefined, true);
    const before = this.#record?.shown.file;
    this.#place = place;
    this.#record = await readRecord(place);
    this.#shown = [];
    const { shown, ending } = this.#record;
    if (shown.file !== before) {
      this.#sampling = { ...this.#sampling, stop: ending === "" ? [] : [ending] };
    }
    this.#tell();
    const chosen = model && shownModel(model);
    if (chosen !== undefined) this.#take([chosen]);
    else if (this.#models.length === 0) await this.#chooseModel(0);
    if (this.#models.length > 0 && this.#models.every(({ host }) => host === null)) this.#ask();
  }

  dispose(): void {
    this.#questions.cancel();
    this.#connection.dispose();
  }

  #handlers(): Handlers<InspectorHost> {
    return {
      ready: () => this.#open(),
      ask: checked(
        isSamplingChoice,
        told(async ({ sampling }) => {
          this.#sampling = sampling;
          // As it stands now: it may have been edited.
          if (this.#place !== undefined) this.#record = await readRecord(this.#place);
          this.#ask();
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
        told(({ question, language }) => this.#copy(question, language)),
      ),
      save: checked(
        isInspectionExport,
        told(async (what) => {
          const question = this.#questions.find(what.question);
          if (question !== undefined) await saveInspection(question, what);
        }),
      ),
    };
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
    };
  }

  #tell(): void {
    // A hidden page is gone; it asks for everything when it is shown again.
    if (this.#panel.visible)
      void this.#connection.remote.show(this.#state()).catch(() => undefined);
  }

  #changed({ shown, inspection }: Question): void {
    if (inspection !== undefined && this.#panel.visible) {
      void this.#connection.remote.answer({ id: shown.id, inspection }).catch(() => undefined);
    }
    this.#tell();
  }

  #ask(probesAgain = false): void {
    const record = this.#record;
    const sent = record?.shown.sent ?? null;
    if (record === undefined || sent === null) {
      this.#tell();
      return;
    }
    const order = { record, sent, sampling: this.#sampling, branch: null, probesAgain };
    this.#shown = this.#models.map((model) => this.#questions.ask({ ...order, model }));
    this.#tell();
  }

  #take(models: readonly ShownModel[]): void {
    this.#models = models;
    this.#context.remember(models.map(({ provider, model }) => ({ provider, model })));
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
  }

  #branch({ question: id, token, alternative }: BranchWish): void {
    const question = this.#questions.find(id);
    const wish = question && branchOf(question, token, alternative);
    if (question === undefined || wish === undefined) return;
    const { record, shown } = question;
    const { model, sampling } = shown;
    const asked = this.#questions.ask({ record, model, sampling, ...wish, probesAgain: false });
    this.#shown = this.#shown.map((one) => (one === id ? asked : one));
    this.#tell();
  }

  #showQuestion(id: number): void {
    const question = this.#questions.find(id);
    if (question === undefined) return;
    this.#record = question.record;
    this.#shown = [id];
    this.#tell();
  }

  async #reveal(): Promise<void> {
    if (this.#place === undefined) return;
    const { uri, line } = this.#place;
    const position = new vscode.Position(line - 1, 0);
    const selection = new vscode.Range(position, position);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, selection });
  }

  async #copy(id: number, language: Parameters<typeof codeOf>[1]): Promise<void> {
    const question = this.#questions.find(id);
    const code = question && codeOf(question, language);
    if (code === undefined) return;
    await vscode.env.clipboard.writeText(code);
    vscode.window.setStatusBarMessage(vscode.l10n.t("Copied."), 3_000);
  }
}

/** From where another way goes on, and what is sent for it; `undefined` where there is none. */
function branchOf(
  { record, inspection, shown }: Question,
  token: number,
  alternative: number,
): { readonly branch: ShownBranch; readonly sent: SentPrompt } | undefined {
  const { sent } = record.shown;
  const tokens = inspection?.generated.tokens ?? [];
  const candidate = tokens[token]?.alternatives[alternative];
  if (candidate === undefined || sent?.kind !== "completion") return undefined;
  const added = branchText(tokens, token, candidate);
  if (added === undefined) {
    throw new Error(
      vscode.l10n.t("A text that ends inside of a character cannot be sent: choose another token."),
    );
  }
  const text = (shown.branch?.text ?? "") + added;
  const branch = { of: shown.id, token, text };
  return { branch, sent: { kind: "completion", text: sent.text + text } };
}

/** What a page asks for and fails is told: the page itself does not say so. */
function told<Argument>(
  work: (argument: Argument) => Promise<void> | void,
): (argument: Argument) => Promise<void> {
  return async (argument) => {
    try {
      await work(argument);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(
        vscode.l10n.t("Tunewright could not do that: {0}", reason),
      );
    }
  };
}
