import type { ClientCapabilities, InitializeResult } from "vscode-languageserver";
import { CodeActionKind, PositionEncodingKind, TextDocumentSyncKind } from "vscode-languageserver";
import type { InitializationOptions } from "../protocol/server-messages.js";
import type { ActionAbilities } from "./code-actions.js";
import { fixAllKind } from "./code-actions.js";
import { inspectKind } from "./command-actions.js";
import { editorCapabilities } from "./editor-features.js";

/** What the server tells a client of itself. */
export function serverAbilities(version: string): InitializeResult {
  return {
    serverInfo: { name: "Tunewright", version },
    capabilities: {
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, inspectKind],
        resolveProvider: true,
      },
      hoverProvider: true,
      codeLensProvider: { resolveProvider: true },
      ...editorCapabilities,
    },
  };
}

/** What a client can do with code actions. */
export function abilitiesOf(
  { textDocument, workspace }: ClientCapabilities,
  { commands }: InitializationOptions,
): ActionAbilities {
  const edit = workspace?.workspaceEdit;
  const resolved = textDocument?.codeAction?.resolveSupport?.properties ?? [];
  return {
    resolvesEdits: resolved.includes("edit"),
    versionsEdits: edit?.documentChanges === true,
    confirmsEdits: edit?.changeAnnotationSupport !== undefined && edit.documentChanges === true,
    runsCommands: commands === true,
  };
}
