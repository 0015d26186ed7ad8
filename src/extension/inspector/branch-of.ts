import * as vscode from "vscode";
import { branchText } from "../../core/inspection/branch-text.js";
import type { SentPrompt } from "../../core/inspection/inspection.js";
import type { BranchWish, ShownBranch } from "../../protocol/inspector-page.js";
import type { Question } from "./questions.js";

/** Another way that can be gone. */
export interface Branch {
  readonly branch: ShownBranch;
  /** What is sent for it. */
  readonly sent: SentPrompt;
}

/**
 * From where another way goes on, and what is sent for it; `undefined` where there is none. Throws
 * words for people where the text up to there cannot be sent.
 */
export function branchOf(
  { record, inspection, shown }: Question,
  { token, alternative }: Pick<BranchWish, "alternative" | "token">,
): Branch | undefined {
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
