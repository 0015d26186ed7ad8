import * as l10n from "@vscode/l10n";
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionParams,
  Diagnostic,
  WorkspaceEdit,
} from "vscode-languageserver";
import { CodeActionKind } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { configurationFileName } from "../core/config/configuration.js";
import { ruleOffEdits } from "../core/config/edit-configuration.js";
import { ruleById } from "../core/rules/index.js";
import { canonicalUri } from "./canonical-uri.js";
import { diagnosticSource } from "./to-protocol.js";

/** The file that a rule can be turned off in. */
export interface ConfigurationFile {
  readonly uri: string;
  /** `null` where it is yet to be made. */
  readonly text: string | null;
}

/** Ways to turn rules off in a `tunewright.json`, for one dataset and for all below the file. */
export function configurationActions(
  { textDocument, range, context }: CodeActionParams,
  file: ConfigurationFile | undefined,
): readonly CodeAction[] {
  const isQuickFix = context.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) ?? true;
  // Over several records this would be a list of rules that nobody asked about.
  if (file === undefined || !isQuickFix || range.start.line !== range.end.line) return [];
  const dataset = canonicalUri(textDocument.uri);
  const folder = file.uri.slice(0, -configurationFileName.length);
  if (!dataset.startsWith(folder)) return [];
  const path = decodeURIComponent(dataset.slice(folder.length));
  return [...rulesOf(context.diagnostics)].flatMap(([rule, diagnostics]) =>
    [false, true].flatMap((isForAll) => {
      const edit = offEdit(file, { path, rule, isForAll });
      if (edit === undefined) return [];
      const title = isForAll
        ? l10n.t("Turn {0} off in {1}", rule, configurationFileName)
        : l10n.t("Turn {0} off for this file in {1}", rule, configurationFileName);
      return [{ title, kind: CodeActionKind.QuickFix, diagnostics, edit }];
    }),
  );
}

/** Where a configuration can be made for a dataset that has none: its folder in the editor. */
export function newConfigurationFile(
  datasetUri: string,
  folders: readonly string[],
  { workspace }: ClientCapabilities,
): ConfigurationFile | undefined {
  const { documentChanges, resourceOperations } = workspace?.workspaceEdit ?? {};
  if (documentChanges !== true || resourceOperations?.includes("create") !== true) return undefined;
  const dataset = canonicalUri(datasetUri);
  const [nearest] = folders
    .map((folder) => `${canonicalUri(folder).replace(/\/$/, "")}/`)
    .filter((folder) => dataset.startsWith(folder))
    .sort((a, b) => b.length - a.length);
  return nearest === undefined ? undefined : { uri: nearest + configurationFileName, text: null };
}

function rulesOf(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Diagnostic[]> {
  const rules = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const rule = String(diagnostic.code);
    if (diagnostic.source !== diagnosticSource || ruleById(rule) === undefined) continue;
    rules.set(rule, [...(rules.get(rule) ?? []), diagnostic]);
  }
  return rules;
}

function offEdit(
  { uri, text }: ConfigurationFile,
  entry: Parameters<typeof ruleOffEdits>[1],
): WorkspaceEdit | undefined {
  const document = TextDocument.create(uri, "jsonc", 0, text ?? "");
  const edits = ruleOffEdits(text, entry)?.map(({ span, text: newText }) => ({
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
    newText,
  }));
  if (edits === undefined || edits.length === 0) return undefined;
  if (text !== null) return { changes: { [uri]: edits } };
  const create = { kind: "create", uri, options: { ignoreIfExists: false } } as const;
  return { documentChanges: [create, { textDocument: { uri, version: null }, edits }] };
}
