import * as vscode from "vscode";
import type { ExamplesAnswer } from "../../../protocol/step-messages.js";
import { written } from "../../written.js";
import type { ChatModel, ExamplesDraft } from "./examples-draft.js";

/**
 * Sends what a person has agreed to, label by label, and takes the answers as they come.
 * `undefined` where the person stops it.
 */
export async function askModel(
  draft: ExamplesDraft,
): Promise<readonly ExamplesAnswer[] | undefined> {
  const { model, requests, chosen } = draft;
  if (model === undefined || requests === undefined) return undefined;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t("{0} writes examples", model.name),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const answers: ExamplesAnswer[] = [];
    for (const [at, request] of requests.entries()) {
      const label = chosen[at] ?? "";
      const say = (lines: number): void =>
        progress.report({
          message: vscode.l10n.t("{0}: {1} of {2}", label, written(lines), written(draft.count)),
        });
      say(0);
      answers.push({ label, text: await answerTo(model, request, { token, say }) });
      if (token.isCancellationRequested) return undefined;
    }
    return answers;
  });
}

async function answerTo(
  model: ChatModel,
  request: string,
  {
    token,
    say,
  }: { readonly token: vscode.CancellationToken; readonly say: (lines: number) => void },
): Promise<string> {
  const message = vscode.LanguageModelChatMessage.User(request);
  const justification = vscode.l10n.t("It writes examples of labels that you have chosen.");
  let text = "";
  try {
    const response = await model.sendRequest([message], { justification }, token);
    for await (const piece of response.text) {
      if (token.isCancellationRequested) break;
      text += piece;
      say(text.split("\n").length - 1);
    }
  } catch (error) {
    if (token.isCancellationRequested) return text;
    throw failureOf(model, error);
  }
  return text;
}

function failureOf(model: ChatModel, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(vscode.l10n.t("{0} did not answer: {1}", model.name, reason));
}
