import * as l10n from "@vscode/l10n";
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionParams,
  CodeLens,
  CodeLensParams,
  Connection,
  Hover,
  HoverParams,
  InitializeParams,
  InitializeResult,
} from "vscode-languageserver";
import { LayoutError } from "../core/dataset/layout-error.js";
import { readInitializationOptions } from "../protocol/initialization-options.js";
import type {
  ConfigurationAnswer,
  ConfigurationRequest,
  DatasetStatus,
  InitializationOptions,
  ServerSettings,
  TargetChoice,
} from "../protocol/server-messages.js";
import { datasetStatus } from "../protocol/server-messages.js";
import { abilitiesOf, serverAbilities } from "./abilities.js";
import { canonicalUri } from "./canonical-uri.js";
import type { DatasetChoice } from "./check-choices.js";
import { CheckChoices, isSameCheck } from "./check-choices.js";
import { ClosedDatasets } from "./closed-datasets.js";
import type { ActionAbilities, ActionSubject, FixAllRequest } from "./code-actions.js";
import { codeActions, fixAllEdit } from "./code-actions.js";
import type { ConfigurationFile } from "./configuration-actions.js";
import { configurationActions, newConfigurationFile } from "./configuration-actions.js";
import { ConfigurationStore } from "./configuration-store.js";
import { DatasetLenses, refreshesLenses } from "./dataset-lenses.js";
import { natureOf, stateOf } from "./dataset-status.js";
import { DatasetSession } from "./dataset-session.js";
import { recordHover } from "./hover.js";
import type { Rule } from "../core/rules/rule.js";
import type { ServerHost } from "./host.js";
import type { DocumentEdit } from "./line-document.js";
import { isBefore, OpenSplits } from "./open-splits.js";
import { showComparing } from "./show-comparing.js";
import type { Placement } from "./to-protocol.js";
import { toDiagnostics } from "./to-protocol.js";

/** A document that an editor has opened. */
export interface OpenedDocument {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
}

/** The open datasets of one editor. */
export class DatasetServer {
  readonly closed: ClosedDatasets;
  readonly configurations: ConfigurationStore;
  readonly lenses: DatasetLenses;
  readonly #choices: CheckChoices;
  readonly #connection: Connection;
  readonly #host: ServerHost;
  readonly #sessions = new Map<string, DatasetSession>();
  readonly #splits: OpenSplits;
  /** How each open dataset is checked now. */
  readonly #chosen = new Map<string, DatasetChoice>();
  /** What the editor was sent last about each open dataset. */
  readonly #published = new Map<string, string>();
  #ruleDocumentation: string | undefined;
  #sendsStatus = false;
  #hoversFindings = false;
  #client: ClientCapabilities = {};
  #folders: readonly string[] = [];
  #abilities: ActionAbilities = {
    resolvesEdits: false,
    versionsEdits: false,
    confirmsEdits: false,
  };

  constructor(connection: Connection, host: ServerHost) {
    this.#connection = connection;
    this.#host = host;
    this.#ruleDocumentation = host.ruleDocumentation;
    this.#splits = new OpenSplits({
      files: host.files,
      sessions: () => this.#sessions.values(),
      named: (uri) => this.#choices.of(uri).options.splits,
    });
    this.configurations = new ConfigurationStore({
      files: host.files,
      startTimer: (callback, delayMs) => host.startTimer(callback, delayMs),
      publish: (uri, diagnostics) => void connection.sendDiagnostics({ uri, diagnostics }),
      onChanged: () => this.#followChoices(),
    });
    this.#choices = new CheckChoices(this.configurations, host);
    this.lenses = new DatasetLenses({
      connection,
      choiceFor: (uri) => this.#chosen.get(canonicalUri(uri)),
      isOn: () => this.#choices.hasLenses,
    });
    this.closed = new ClosedDatasets({
      connection,
      files: host.files,
      isOpen: (uri) => this.session(uri) !== undefined,
      choiceFor: (uri) => this.#choices.of(uri),
      placementOf: (uri) => this.#placement(uri, () => 0),
    });
  }

  initialize({ capabilities, ...params }: InitializeParams): InitializeResult {
    const options = readInitializationOptions(params.initializationOptions);
    this.#readOptions(options);
    this.#client = capabilities;
    this.lenses.start({
      refreshes: refreshesLenses(capabilities),
      runsCommands: options.commands === true,
    });
    this.#folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
    this.#abilities = abilitiesOf(capabilities, options);
    return serverAbilities(this.#host.version);
  }

  session(uri: string): DatasetSession | undefined {
    return this.#sessions.get(canonicalUri(uri));
  }

  open({ uri, text, version }: OpenedDocument): void {
    this.session(uri)?.close();
    this.#published.delete(canonicalUri(uri));
    this.lenses.forget(uri);
    this.configurations.lookAgain();
    const choice = this.#choices.of(uri);
    const session = new DatasetSession({
      uri,
      text,
      version,
      checkOptions: choice.options,
      host: this.#host,
      othersOf: () => this.#splits.of(uri),
      showProgress: () => showComparing(uri, this.#connection, this.#client),
      onChecked: (checked) => this.#publish(checked),
      onFailed: (error) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#connection.console.error(`Checking ${uri} failed: ${reason}`);
      },
    });
    this.#sessions.set(canonicalUri(uri), session);
    this.#chosen.set(canonicalUri(uri), choice);
    this.datasetChanged(uri);
  }

  /** A file on disk has changed. */
  fileChanged(uri: string): void {
    this.session(uri)?.readHead();
    this.datasetChanged(uri);
  }

  edit(uri: string, edits: readonly DocumentEdit[], version: number): void {
    this.session(uri)?.edit(edits, version);
    this.datasetChanged(uri);
  }

  /** Looks anew for the records of a dataset in those where they must not stand. */
  datasetChanged(uri: string): void {
    for (const session of this.#sessions.values()) {
      const { splits } = this.#choices.of(session.uri).options;
      if (isBefore(uri, session.uri, splits)) session.compareAgain();
    }
  }

  close(uri: string): void {
    this.session(uri)?.close();
    this.#sessions.delete(canonicalUri(uri));
    this.#chosen.delete(canonicalUri(uri));
    this.#published.delete(canonicalUri(uri));
    this.lenses.forget(uri);
    this.closed.documentClosed(uri);
    this.datasetChanged(uri);
  }

  /** Whether a person wants to see the tokens of each record. */
  get showsTokenHints(): boolean {
    return this.#choices.showsTokenHints;
  }

  chooseTarget(choice: TargetChoice): void {
    this.#choices.chooseTarget(choice);
    this.#followChoices();
  }

  changeSettings(settings: ServerSettings): void {
    const hadLenses = this.#choices.hasLenses;
    this.#choices.changeSettings(settings);
    this.#followChoices();
    if (hadLenses !== settings.codeLens) this.lenses.refresh();
  }

  /** Lets a rule speak about a dataset that is silent by itself. */
  askFor(uri: string, rule: Rule): void {
    this.#choices.askFor(uri, rule);
    this.#followChoices();
  }

  choiceFor(uri: string): DatasetChoice {
    return this.#choices.of(uri);
  }

  async codeLens({ textDocument }: CodeLensParams): Promise<CodeLens[] | null> {
    const session = this.session(textDocument.uri);
    return session === undefined ? null : this.lenses.of(session);
  }

  configurationOf({ uri }: ConfigurationRequest): ConfigurationAnswer {
    this.configurations.lookAgain();
    const { applied } = this.#choices.of(uri);
    return { configuration: applied?.uri ?? null, target: applied?.says?.target ?? null };
  }

  async codeActions(params: CodeActionParams): Promise<CodeAction[]> {
    const { textDocument, range, context } = params;
    const subject = await this.#subject(textDocument.uri);
    if (subject === undefined) return [];
    const file = this.#configurationFile(textDocument.uri);
    return [...codeActions(subject, range, context), ...configurationActions(params, file)];
  }

  async resolveCodeAction(action: CodeAction): Promise<CodeAction> {
    if (!isFixAllRequest(action.data)) return action;
    const subject = await this.#subject(action.data.uri);
    if (subject === undefined) return action;
    try {
      return { ...action, edit: fixAllEdit(action.data, subject) };
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error;
      this.#connection.window.showErrorMessage(error.message);
      return action;
    }
  }

  async hover({ textDocument, position }: HoverParams): Promise<Hover | null> {
    this.configurations.settle();
    const session = this.session(textDocument.uri);
    if (session === undefined) return null;
    const check = await session.settled();
    const abilities = {
      showsFindings: this.#hoversFindings,
      ruleDocumentation: this.#ruleDocumentation,
      ...(this.#abilities.runsCommands === true && { inspectedUri: textDocument.uri }),
    };
    return recordHover(session.checked, check, position, abilities) ?? null;
  }

  shutdown(): void {
    this.configurations.dispose();
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  #readOptions(options: InitializationOptions): void {
    if (options.translation !== undefined) l10n.config({ contents: { ...options.translation } });
    this.#ruleDocumentation = options.ruleDocumentation ?? this.#ruleDocumentation;
    this.#sendsStatus = options.status ?? false;
    this.#hoversFindings = options.hoversFindings ?? false;
    this.#choices.start(options);
  }

  /** Checks again what is checked differently now, under new settings, targets or configurations. */
  #followChoices(): void {
    for (const [uri, session] of this.#sessions) {
      const before = this.#chosen.get(uri);
      const choice = this.#choices.of(uri);
      this.#chosen.set(uri, choice);
      if (before !== undefined && isSameCheck(before, choice)) this.#sendStatus(session);
      else session.setOptions(choice.options);
    }
    this.closed.checkAgain();
  }

  #placement(uri: string, markLength: Placement["markLength"]): Placement {
    return { uri, ruleDocumentation: this.#ruleDocumentation, markLength };
  }

  #placementOf({ uri, checked }: DatasetSession): Placement {
    return this.#placement(uri, (line) => checked.document.markLength(line));
  }

  /** The file that says how a dataset is checked, or that is to be made to say so. */
  #configurationFile(uri: string): ConfigurationFile | undefined {
    const applied = this.#choices.of(uri).applied?.uri;
    if (applied === undefined) return newConfigurationFile(uri, this.#folders, this.#client);
    const text = this.configurations.textOf(applied);
    return text === undefined ? undefined : { uri: applied, text };
  }

  async #subject(uri: string): Promise<ActionSubject | undefined> {
    this.configurations.settle();
    const session = this.session(uri);
    if (session === undefined) return undefined;
    const check = await session.settled();
    const placement = this.#placementOf(session);
    const { checked, version } = session;
    return { checked, check, version, placement, abilities: this.#abilities };
  }

  #publish(session: DatasetSession): void {
    const { uri, version, check } = session;
    if (check === undefined) return;
    const diagnostics = toDiagnostics(check, this.#placementOf(session));
    const published = JSON.stringify(diagnostics);
    // Most edits change no finding: the editor keeps what it has.
    if (this.#published.get(canonicalUri(uri)) !== published) {
      this.#published.set(canonicalUri(uri), published);
      void this.#connection.sendDiagnostics({ uri, version, diagnostics });
    }
    this.#sendStatus(session);
  }

  #sendStatus(session: DatasetSession): void {
    this.lenses.update(session);
    const { uri, version, check, isComplete } = session;
    const choice = this.#chosen.get(canonicalUri(uri));
    if (!this.#sendsStatus || check === undefined || choice === undefined) return;
    const { context } = check.plan;
    const status: DatasetStatus = {
      uri,
      version,
      records: check.records,
      ...natureOf(context),
      targetFrom: choice.targetFrom,
      configuration: stateOf(choice),
      isIgnored: choice.isIgnored,
      isComplete,
      severityCounts: check.severityCounts,
      counts: check.counts,
    };
    void this.#connection.sendNotification(datasetStatus.method, status);
  }
}

function isFixAllRequest(data: unknown): data is FixAllRequest {
  return typeof data === "object" && data !== null && "uri" in data && "scope" in data;
}
