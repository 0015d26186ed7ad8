import type { ClientCapabilities, Connection, DocumentSelector } from "vscode-languageserver";
import {
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { configurationFileName } from "../core/config/configuration.js";

const configurationPattern = `**/${configurationFileName}`;

/** Open configurations are followed as they are typed, but are offered nothing that datasets are. */
const documentSelector: DocumentSelector = [{ scheme: "file", pattern: configurationPattern }];

/** Asks an editor that can be asked to tell of configurations, and of files that others write. */
export async function askForConfigurations(
  { client }: Connection,
  { textDocument, workspace }: ClientCapabilities,
): Promise<void> {
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    const globs = [configurationPattern, "**/*.{jsonl,ndjson}"];
    await client.register(DidChangeWatchedFilesNotification.type, {
      watchers: globs.map((globPattern) => ({ globPattern })),
    });
  }
  if (textDocument?.synchronization?.dynamicRegistration !== true) return;
  await client.register(DidOpenTextDocumentNotification.type, { documentSelector });
  await client.register(DidChangeTextDocumentNotification.type, {
    documentSelector,
    syncKind: TextDocumentSyncKind.Incremental,
  });
  await client.register(DidCloseTextDocumentNotification.type, { documentSelector });
}
