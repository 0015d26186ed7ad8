import type * as vscode from "vscode";
import type { CountedValue } from "../../../protocol/step-messages.js";
import type { DatasetSubject } from "../steps/dataset-subject.js";

/** A language model of the editor, as far as it is asked here. */
export type ChatModel = Pick<
  vscode.LanguageModelChat,
  "family" | "id" | "name" | "sendRequest" | "vendor"
>;

/** What a model is asked for, as far as a person has said it. */
export interface ExamplesDraft {
  readonly subject: DatasetSubject;
  /** All labels, the most frequent first. */
  readonly labels: readonly CountedValue[];
  /** The field with the label; `null` for the answer. */
  readonly labelField: string | null;
  readonly models: readonly ChatModel[];
  readonly chosen: readonly string[];
  /** How many records are wanted of each. */
  readonly count: number;
  readonly model: ChatModel | undefined;
  /** What is sent, label by label, once a person has agreed to it. */
  readonly requests: readonly string[] | undefined;
}
