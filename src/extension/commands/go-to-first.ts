import * as vscode from "vscode";
import { activeDataset } from "../dataset-documents.js";
import type { App } from "../start.js";

/**
 * Goes to the first occurrence of what a record repeats: to the place that a code action names, or
 * to that of the record at the cursor.
 */
export async function goToFirst({ client }: App, uri?: unknown, range?: unknown): Promise<void> {
  const named = namedPlace(uri, range);
  if (named !== undefined) return show(named);
  const document = activeDataset();
  if (document === undefined) return;
  await client.start();
  const [first] = await firstOccurrences(document.uri);
  if (first !== undefined) return show(first);
  void vscode.window.showInformationMessage(
    vscode.l10n.t("No earlier record is known that this one repeats."),
  );
}

async function firstOccurrences(uri: vscode.Uri): Promise<readonly vscode.Location[]> {
  const cursor = vscode.window.activeTextEditor?.selection.active ?? new vscode.Position(0, 0);
  const found = await vscode.commands.executeCommand<
    readonly (vscode.Location | vscode.LocationLink)[]
  >("vscode.executeDefinitionProvider", uri, cursor);
  // Ours are plain places; links come from other extensions.
  return found.filter((place): place is vscode.Location => "uri" in place);
}

async function show({ uri, range }: vscode.Location): Promise<void> {
  await vscode.window.showTextDocument(uri, { selection: range });
}

/** The place in the arguments of a code action, which are what the language server sent. */
function namedPlace(uri: unknown, range: unknown): vscode.Location | undefined {
  if (typeof uri !== "string" || !isRange(range)) return undefined;
  const { start, end } = range;
  return new vscode.Location(
    vscode.Uri.parse(uri, true),
    new vscode.Range(start.line, start.character, end.line, end.character),
  );
}

interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

function isRange(
  value: unknown,
): value is { readonly start: PlainPosition; readonly end: PlainPosition } {
  if (typeof value !== "object" || value === null) return false;
  return "start" in value && "end" in value && isPosition(value.start) && isPosition(value.end);
}

function isPosition(value: unknown): value is PlainPosition {
  if (typeof value !== "object" || value === null) return false;
  return (
    "line" in value &&
    typeof value.line === "number" &&
    "character" in value &&
    typeof value.character === "number"
  );
}
