import * as vscode from "vscode";
import type { Capabilities } from "../../core/inspection/capabilities.js";
import type { Inspection, Sampling, SentPrompt } from "../../core/inspection/inspection.js";
import type {
  AnswerFacts,
  ShownBranch,
  ShownModel,
  ShownQuestion,
} from "../../protocol/inspector-page.js";
import { inspectRecord, routeFor, scoringFor } from "../../tuning/asking/inspect-record.js";
import { capableClient } from "../../tuning/node/capable-client.js";
import type { Connection, Provider } from "../../tuning/provider.js";
import { ProviderError } from "../../tuning/provider-error.js";
import { findProvider } from "../../tuning/providers/index.js";
import type { RecordToInspect } from "./inspected-record.js";

/** What asking needs. */
export interface QuestionPowers {
  /** Rejects with words for people where a provider cannot be reached. */
  readonly connect: (provider: Provider) => Promise<Connection>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told of each question that is new or has changed. */
  readonly onChange: (question: Question) => void;
}

/** A question with all that is known of it. */
export interface Question {
  readonly shown: ShownQuestion;
  readonly record: RecordToInspect;
  /** What was sent, with what a branch adds to it. */
  readonly sent: SentPrompt;
  readonly inspection: Inspection | undefined;
  readonly capabilities: Capabilities | undefined;
}

/** What is asked of whom. */
export interface QuestionOrder {
  readonly record: RecordToInspect;
  readonly sent: SentPrompt;
  readonly model: ShownModel;
  readonly sampling: Sampling;
  readonly branch: ShownBranch | null;
  readonly probesAgain: boolean;
}

/** A page that is open for weeks keeps no more answers than that. */
const mostQuestions = 200;

/** The questions of a page, with their answers. A class because they live as long as the page. */
export class Questions {
  readonly #powers: QuestionPowers;
  readonly #questions = new Map<number, Question>();
  #count = 0;
  #stopping = new AbortController();

  constructor(powers: QuestionPowers) {
    this.#powers = powers;
  }

  get all(): readonly Question[] {
    return [...this.#questions.values()];
  }

  find(id: number): Question | undefined {
    return this.#questions.get(id);
  }

  /** Begins to ask, and says under which id. */
  ask(order: QuestionOrder): number {
    this.#count += 1;
    const { record, sent, model, branch, sampling } = order;
    const { file, line } = record.shown;
    const status = { kind: "asking" } as const;
    const shown = { id: this.#count, file, line, model, sampling, branch, status };
    const question = { shown, record, sent, inspection: undefined, capabilities: undefined };
    this.#set(question);
    this.#forgetOldest();
    void this.#answer(question, order, this.#stopping.signal);
    return shown.id;
  }

  /** Ends what is under way. */
  cancel(): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
  }

  async #answer(question: Question, order: QuestionOrder, signal: AbortSignal): Promise<void> {
    try {
      const answered = await this.#asked(order, signal);
      const status = { kind: "answered", facts: answerFacts(order, answered) } as const;
      this.#set({ ...question, ...answered, shown: { ...question.shown, status } });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = signal.aborted ? vscode.l10n.t("Cancelled.") : reason;
      const needsKey = error instanceof ProviderError && error.trouble.kind === "key";
      const status = { kind: "failed", message, needsKey } as const;
      this.#set({ ...question, shown: { ...question.shown, status } });
    }
  }

  async #asked(
    { record, sent, model: chosen, sampling, branch, probesAgain }: QuestionOrder,
    signal: AbortSignal,
  ): Promise<{ readonly inspection: Inspection; readonly capabilities: Capabilities }> {
    const provider = findProvider(chosen.provider);
    if (provider === undefined) throw new Error(vscode.l10n.t("There is no such provider."));
    const connection = await this.#powers.connect(provider);
    const { environment } = this.#powers;
    const { model } = chosen;
    const asked = { provider, connection, model, signal, probesAgain, environment };
    const powers = { ...(await capableClient(asked)), signal };
    const isLocal = provider.endpoint.kind === "here";
    const { labels, ending, shown } = record;
    const inspection = await inspectRecord(
      {
        record: shown,
        provider: provider.id,
        model,
        sent,
        expected: branch === null ? shown.expected : null,
        // Its tokens are whole labels, endings included.
        sampling: isLocal ? { ...sampling, stop: [] } : sampling,
        isScored: true,
        labels: {
          labels: branch === null ? labels : [],
          ending,
          areTokens: isLocal,
          areScored: isLocal,
        },
      },
      powers,
    );
    return { inspection, capabilities: powers.capabilities };
  }

  #set(question: Question): void {
    this.#questions.set(question.shown.id, question);
    this.#powers.onChange(question);
  }

  #forgetOldest(): void {
    const [oldest] = this.#questions.keys();
    if (oldest !== undefined && this.#questions.size > mostQuestions) {
      this.#questions.delete(oldest);
    }
  }
}

const startLength = 60;

function answerFacts(
  { model, sent }: QuestionOrder,
  {
    inspection,
    capabilities,
  }: { readonly inspection: Inspection; readonly capabilities: Capabilities },
): AnswerFacts {
  const route = routeFor(sent, capabilities);
  const scoring = scoringFor(sent, capabilities);
  return {
    start: inspection.generated.text.slice(0, startLength),
    mostAlternatives: capabilities.routes[route].alternatives,
    whyNoTokens: inspection.generated.whyNoTokens,
    whyNoScores: scoring.kind === "none" ? scoring.reason : null,
    whyNoBranches: whyNoBranches(model, sent, capabilities),
    probedAt: capabilities.probedAt,
  };
}

function whyNoBranches(
  { host }: ShownModel,
  sent: SentPrompt,
  capabilities: Capabilities,
): string | null {
  if (host === null) {
    return vscode.l10n.t("The local engine answers with a whole label: nothing follows it.");
  }
  if (sent.kind === "chat") {
    return vscode.l10n.t("In a conversation, services begin each answer anew.");
  }
  if (routeFor(sent, capabilities) === "completions") return null;
  return vscode.l10n.t("This service does not continue texts: it answers them as a conversation.");
}
