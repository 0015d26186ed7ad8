import type { Inspection, Sampling, SentPrompt } from "../core/inspection/inspection.js";

/** A model that a person has chosen, and where it answers. */
export interface ShownModel {
  /** The id of the provider in our table. */
  readonly provider: string;
  readonly providerTitle: string;
  readonly model: string;
  /** The host that a request goes to; `null` where nothing leaves this machine. */
  readonly host: string | null;
}

/** The record that the page is about. Every text in it may be somebody else's. */
export interface ShownRecord {
  /** The path in the workspace. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** `null` where it cannot be asked: `refusal` says why. */
  readonly sent: SentPrompt | null;
  readonly refusal: string | null;
  readonly expected: string | null;
  /** What ends most prompts of the dataset; empty for nothing. */
  readonly separator: string;
  /** Whether its dataset has labels that a model of this machine can learn. */
  readonly mayTrain: boolean;
}

/** From where in an earlier answer one goes on. */
export interface ShownBranch {
  /** The id of the question whose answer was left. */
  readonly of: number;
  /** The index of the token there. */
  readonly token: number;
  /** What the model was to have written up to here, in place of what it has. */
  readonly text: string;
}

/** A question that was asked while the page lives. */
export interface ShownQuestion {
  /** From 1, in the order in which they were asked. */
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly model: ShownModel;
  readonly sampling: Sampling;
  readonly branch: ShownBranch | null;
  readonly status:
    | { readonly kind: "asking" }
    | { readonly kind: "answered"; readonly facts: AnswerFacts }
    | {
        readonly kind: "failed";
        readonly message: string;
        /** Whether signing in may help. */
        readonly needsKey: boolean;
      };
}

/** A training that the page has begun, so that there is a model to ask. */
export type ShownTraining =
  | { readonly kind: "none" }
  /** `share`: how much is done, from 0 to 1, where that is known. */
  | { readonly kind: "running"; readonly share: number | null }
  | { readonly kind: "failed"; readonly message: string };

/** What is known besides an answer. */
export interface AnswerFacts {
  /** The beginning of the answer. */
  readonly start: string;
  /** How many alternatives come with each token at most. */
  readonly mostAlternatives: number;
  /** Why the service gives no log probabilities of answers; `null` where it does. */
  readonly whyNoTokens: string | null;
  /** Why it cannot score a text that it is given; `null` where it can. */
  readonly whyNoScores: string | null;
  /** Why one cannot go on from another token; `null` where one can. */
  readonly whyNoBranches: string | null;
  /** When that was found out, as `2026-11-22T17:20:00.000Z`. */
  readonly probedAt: string;
}

/** All that the page shows, answers apart. */
export interface InspectorState {
  readonly record: ShownRecord | null;
  /** The first is asked; a second one is compared with it. */
  readonly models: readonly ShownModel[];
  readonly sampling: Sampling;
  /** Whether the page goes along with the cursor. */
  readonly isFollowing: boolean;
  readonly questions: readonly ShownQuestion[];
  /** The questions that are shown, one for each model. */
  readonly shown: readonly number[];
  readonly training: ShownTraining;
  /** Whether the page is there again after a restart: what was answered before is gone. */
  readonly isRestored: boolean;
  /** What the page is to keep, so that it comes back; `null` before there is a record. */
  readonly memory: InspectorMemory | null;
}

/** A model by the names that are remembered. */
export interface ModelName {
  readonly provider: string;
  readonly model: string;
}

/** What a page remembers over a restart of the editor. No text of any record. */
export interface InspectorMemory {
  /** The URI of the dataset. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly models: readonly ModelName[];
  readonly sampling: Sampling;
  readonly isFollowing: boolean;
}

/** An answer, which does not change any more. */
export interface ShownAnswer {
  readonly id: number;
  readonly inspection: Inspection;
}

/** What a page is given when it opens. */
export interface InspectorOpening {
  readonly state: InspectorState;
  readonly answers: readonly ShownAnswer[];
  /** The contents of a translation bundle. */
  readonly translation: Readonly<Record<string, string>> | null;
}

/** Another way that is to be gone. */
export interface BranchWish {
  readonly question: number;
  readonly token: number;
  /** The index of the alternative at that token. */
  readonly alternative: number;
}

/** Languages in which requests are copied. */
export const requestLanguages = ["python", "typescript", "curl"] as const;

/** Something that a person wants to keep. */
export type InspectionExport =
  | { readonly kind: "json" | "md"; readonly question: number }
  | { readonly kind: "svg"; readonly question: number; readonly text: string }
  | { readonly kind: "png"; readonly question: number; readonly base64: string };

/** The editor side: what the page may ask. */
export interface InspectorHost {
  /** Tells everything; asked when the page opens. */
  ready(): InspectorOpening;
  /** Asks the chosen models what the record asks. */
  ask(arg: { readonly sampling: Sampling }): void;
  /** Ends what is under way. */
  cancel(): void;
  /** Lets the person choose the model, or the one to compare with. */
  chooseModel(arg: { readonly place: 0 | 1 }): void;
  /** Compares no more. */
  leaveOut(): void;
  /** Trains a model on this machine from the record's dataset, and asks it. */
  train(): void;
  /** Lets the person sign in to the provider of a question, then asks again. */
  signIn(arg: { readonly question: number }): void;
  /** Finds out again what the service tells, then asks again. */
  probeAgain(): void;
  branch(arg: BranchWish): void;
  /** Shows a question that was asked before. */
  showQuestion(arg: { readonly question: number }): void;
  follow(arg: { readonly isFollowing: boolean }): void;
  reveal(): void;
  copyCode(arg: {
    readonly question: number;
    readonly language: (typeof requestLanguages)[number];
  }): void;
  save(arg: InspectionExport): void;
}

/** The page's side: what the editor may tell it. */
export interface InspectorUi {
  show(arg: InspectorState): void;
  /** Told before a state that shows it. */
  answer(arg: ShownAnswer): void;
}
