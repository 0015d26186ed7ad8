import * as vscode from "vscode";

/** The hosts that a person has allowed recipes to be read from, in this window. */
export class AllowedHosts {
  readonly #allowed = new Set<string>();

  get all(): readonly string[] {
    return [...this.#allowed];
  }

  /** Asks, unless it was allowed before. In a workspace that is not trusted nothing is reached. */
  async ask(host: string): Promise<boolean> {
    if (this.#allowed.has(host)) return true;
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "The recipe reads from {0}. In a workspace that is not trusted only files of this machine are read.",
          host,
        ),
      );
      return false;
    }
    const allow = vscode.l10n.t("Read from {0}", host);
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t("The recipe reads from {0}.", host),
      {
        modal: true,
        detail: vscode.l10n.t(
          "Rows are fetched from there, with the keys of your environment for it (HF_TOKEN, AWS_ACCESS_KEY_ID) where there are any. Nothing else is sent.",
        ),
      },
      allow,
    );
    if (choice !== allow) return false;
    this.#allowed.add(host);
    return true;
  }
}
