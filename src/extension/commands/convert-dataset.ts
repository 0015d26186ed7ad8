import * as vscode from "vscode";
import type { ConversionAnswer, FormsAnswer } from "../../protocol/dataset-messages.js";
import { convertDataset as conversion, formsOf } from "../../protocol/dataset-messages.js";
import { datasetLanguage, datasetUri } from "../dataset-documents.js";
import type { App } from "../start.js";
import { written } from "../written.js";

/** A new document that is not saved yet, or the file to write. */
type Destination = "untitled" | vscode.Uri;

/**
 * Writes a dataset, as it stands in the editor, in another form: as a new document or a new file.
 * What is not given is asked for: the dataset's URI, the form, and the destination, which is
 * `untitled` or the URI of a file that does not exist.
 */
export async function convertDataset(
  app: App,
  given?: unknown,
  givenForm?: unknown,
  givenDestination?: unknown,
): Promise<void> {
  const uri = datasetUri(given);
  if (uri === undefined) return;
  await app.client.start();
  const form = typeof givenForm === "string" ? givenForm : await pickForm(app, uri);
  if (form === undefined) return;
  const destination =
    typeof givenDestination === "string"
      ? await namedDestination(givenDestination)
      : await pickDestination(uri, form);
  if (destination === undefined) return;
  await convertTo(app, { uri, form, destination, without: [] });
}

/** Converts; where members stand in the way, a person may leave them out. */
async function convertTo(app: App, work: Work): Promise<void> {
  const answer = await convert(app, work);
  if (answer === null) return;
  if (answer.kind === "converted") return showConverted(answer, work.destination);
  const left = await tellRefused(app, work.uri, answer);
  if (left.length > 0) await convertTo(app, { ...work, without: [...work.without, ...left] });
}

async function pickForm({ client }: App, uri: vscode.Uri): Promise<string | undefined> {
  const { format, forms, renames } = await client.ask(formsOf, { uri: uri.toString() });
  if (format === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("This file is not recognised as training data, one record on each line."),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(formItems(forms), {
    title: titleOf(format.title, renames),
    placeHolder: vscode.l10n.t("Without loss, or not at all"),
    matchOnDescription: true,
  });
  if (picked === undefined || picked.refusal === null) return picked?.id;
  void vscode.window.showInformationMessage(picked.refusal);
  return undefined;
}

function titleOf(format: string, renames: FormsAnswer["renames"]): string {
  if (renames.length === 0) return vscode.l10n.t("Convert from: {0}", format);
  const names = renames.map(({ from, to }) => `${from} → ${to}`).join(", ");
  return vscode.l10n.t("Convert with {0}", names);
}

interface FormItem extends vscode.QuickPickItem {
  readonly id?: string;
  readonly refusal: string | null;
}

/** The possible forms, then the others with the reasons. */
function formItems(forms: FormsAnswer["forms"]): readonly FormItem[] {
  const items = forms.map(({ id, title, refusal }): FormItem => ({
    id,
    label: title,
    description: id,
    ...(refusal !== null && { detail: refusal }),
    refusal,
  }));
  const others = items.filter(({ refusal }) => refusal !== null);
  const label = vscode.l10n.t("not possible");
  const heading = { label, kind: vscode.QuickPickItemKind.Separator, refusal: null };
  return [
    ...items.filter(({ refusal }) => refusal === null),
    ...(others.length > 0 ? [heading, ...others] : []),
  ];
}

/** A destination that a caller names; a file that exists is never replaced without asking. */
async function namedDestination(named: string): Promise<Destination> {
  if (named === "untitled") return named;
  const uri = vscode.Uri.parse(named, true);
  if (!(await exists(uri))) return uri;
  throw new Error(vscode.l10n.t("{0} exists already.", uri.fsPath));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return false;
    throw error;
  }
}

async function pickDestination(uri: vscode.Uri, form: string): Promise<Destination | undefined> {
  const isOpen = vscode.workspace.textDocuments.some(
    (document) => document.uri.toString() === uri.toString(),
  );
  // What is too large for the editor is so in another form as well.
  if (!isOpen) return pickFile(uri, form);
  const toDocument = { label: vscode.l10n.t("Open as a new document"), iconPath: icon("new-file") };
  const toFile = { label: vscode.l10n.t("Save to a new file…"), iconPath: icon("save-as") };
  const picked = await vscode.window.showQuickPick([toDocument, toFile], {
    title: vscode.l10n.t("Where to?"),
  });
  if (picked === toFile) return pickFile(uri, form);
  return picked === toDocument ? "untitled" : undefined;
}

function icon(id: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id);
}

/** A file that a person names; the editor asks before one that exists is replaced. */
function pickFile(uri: vscode.Uri, form: string): Thenable<vscode.Uri | undefined> {
  const name = (uri.path.split("/").at(-1) ?? "").replace(/(?:\.(?:jsonl|ndjson))?(?:\.gz)?$/i, "");
  const file = `${name}.${form.replace("/", "-")}.jsonl`;
  const folder =
    uri.scheme === "untitled"
      ? vscode.workspace.workspaceFolders?.[0]?.uri
      : vscode.Uri.joinPath(uri, "..");
  return vscode.window.showSaveDialog({
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, file) }),
    filters: { [vscode.l10n.t("JSON Lines")]: ["jsonl", "ndjson"] },
    title: vscode.l10n.t("Save the converted dataset"),
  });
}

interface Work {
  readonly uri: vscode.Uri;
  readonly form: string;
  readonly destination: Destination;
  /** The members to be left out. */
  readonly without: readonly string[];
}

/** The server writes files on disk itself; for others it gives the text. */
async function convert(
  { client }: App,
  { uri, form, destination, without }: Work,
): Promise<ConversionAnswer | null> {
  const isOnDisk = destination !== "untitled" && destination.scheme === "file";
  const request = {
    uri: uri.toString(),
    form,
    without,
    ...(isOnDisk && { output: destination.toString() }),
  };
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Converting the dataset"),
      cancellable: true,
    },
    (progress, token) => {
      const report = (_: number, message: string): void => progress.report({ message });
      return client.ask(conversion, request, { token, report });
    },
  );
  const isTextForFile = destination !== "untitled" && !isOnDisk;
  if (isTextForFile && answer?.kind === "converted") {
    await vscode.workspace.fs.writeFile(destination, new TextEncoder().encode(answer.text));
  }
  return answer;
}

async function showConverted(
  { text, records }: Extract<ConversionAnswer, { readonly kind: "converted" }>,
  destination: Destination,
): Promise<void> {
  if (destination === "untitled") {
    const document = await vscode.workspace.openTextDocument({
      language: datasetLanguage,
      content: text,
    });
    await vscode.window.showTextDocument(document, { preview: false });
    return;
  }
  const open = vscode.l10n.t("Open");
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "{0} records were written to {1}.",
      written(records),
      vscode.workspace.asRelativePath(destination),
    ),
    open,
  );
  if (choice === open) await vscode.commands.executeCommand("vscode.open", destination);
}

/** Says why nothing was written. Gives the members that a person wants left out then. */
async function tellRefused(
  { log }: App,
  uri: vscode.Uri,
  { refused, first, extra }: Extract<ConversionAnswer, { readonly kind: "refused" }>,
): Promise<readonly string[]> {
  for (const { line, reason } of first) log.warn(`${uri.fsPath}:${line + 1} ${reason}`);
  const [one] = first;
  if (one === undefined) return [];
  const place = vscode.l10n.t("line {0}: {1}", one.line + 1, one.reason);
  const message =
    refused === 1
      ? vscode.l10n.t(
          "Nothing was written. One record cannot be converted without loss, {0}.",
          place,
        )
      : vscode.l10n.t(
          "Nothing was written. {0} records cannot be converted without loss, the first on {1}.",
          written(refused),
          place,
        );
  const goThere = vscode.l10n.t("Go to line {0}", one.line + 1);
  const leaveOut = vscode.l10n.t("Leave out {0}", extra.join(", "));
  const choices = extra.length > 0 ? [leaveOut, goThere] : [goThere];
  const choice = await vscode.window.showWarningMessage(message, ...choices);
  if (choice === leaveOut) return extra;
  if (choice !== goThere) return [];
  const range = new vscode.Range(one.line, 0, one.line, 0);
  await vscode.window.showTextDocument(uri, { selection: range });
  return [];
}
