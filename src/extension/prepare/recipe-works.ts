import * as vscode from "vscode";
import type { StepName } from "../../core/prepare/prepared-dataset.js";
import type { RecipeDeskApi } from "../../protocol/recipe-messages.js";
import type { Remote } from "../../protocol/rpc.js";
import { written } from "../written.js";
import type { AllowedHosts } from "./allowed-hosts.js";
import { RecipeProcess } from "./recipe-process.js";

interface Works {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly hosts: AllowedHosts;
}

/** Long works, each in a process of its own, so that whoever types meanwhile is answered. */
export class RecipeWorks implements vscode.Disposable {
  readonly #context: Works;
  readonly #running = new Set<RecipeProcess>();

  constructor(context: Works) {
    this.#context = context;
  }

  /** Does a work with a notification that shows how far it is, and can stop it. */
  async during<Result>(
    { title, ticket }: { readonly title: string; readonly ticket: string },
    work: (desk: Remote<RecipeDeskApi>) => Promise<Result>,
  ): Promise<Result> {
    const { extensionUri, log, hosts } = this.#context;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title,
      cancellable: true,
    };
    return vscode.window.withProgress(options, async (progress, token) => {
      const process = new RecipeProcess({
        extensionUri,
        log,
        editor: {
          mayReach: ({ host }) => hosts.ask(host),
          progress: ({ step, done }) =>
            progress.report({ message: `${stepWord(step)}: ${written(done)}` }),
        },
      });
      this.#running.add(process);
      const stopping = token.onCancellationRequested(() => {
        void process.desk.stop({ ticket }).catch(() => undefined);
      });
      try {
        return await work(process.desk);
      } finally {
        stopping.dispose();
        this.#running.delete(process);
        process.dispose();
      }
    });
  }

  dispose(): void {
    for (const process of this.#running) process.dispose();
  }
}

/** A step in words. */
function stepWord(step: StepName): string {
  if (step === "deduplicate") return vscode.l10n.t("comparing");
  if (step === "split") return vscode.l10n.t("dealing out");
  return step === "balance" ? vscode.l10n.t("writing") : vscode.l10n.t("reading");
}
