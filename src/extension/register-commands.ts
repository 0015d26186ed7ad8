import * as vscode from "vscode";
import type { App } from "./start.js";

/** What a command does. Errors are not caught inside: they end in `registerCommands`. */
export type Command = (app: App, ...args: readonly unknown[]) => unknown;

/** Registers a table of commands. One that fails is logged, and the person is told. */
export function registerCommands(
  table: Readonly<Record<string, Command>>,
  app: App,
): vscode.Disposable {
  const registrations = Object.entries(table).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        return await command(app, ...args);
      } catch (error) {
        await reportFailure(id, error, app);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

async function reportFailure(id: string, error: unknown, { log }: App): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  log.error(`${id}: ${error instanceof Error ? (error.stack ?? reason) : reason}`);
  const showLog = vscode.l10n.t("Show log");
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t("Tunewright could not do that: {0}", reason),
    showLog,
  );
  if (choice === showLog) log.show();
}
