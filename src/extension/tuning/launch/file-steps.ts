import * as vscode from "vscode";
import { splitsOf } from "../../../protocol/dataset-messages.js";
import type { DatasetClient } from "../../dataset-client.js";
import type { Draft } from "./draft.js";
import { pick, type Step } from "./steps.js";

interface FileItem extends vscode.QuickPickItem {
  /** `null` for none, `undefined` for one that the person looks for. */
  readonly uri: vscode.Uri | null | undefined;
}

/** A file that belongs to one for training. */
interface FoundSplit {
  readonly uri: vscode.Uri | null;
  /** Whether a `tunewright.json` says so; else its name does. */
  readonly isConfigured: boolean;
}

/** What belongs to a training file, as the check for leaks and the command line see it too. */
export async function splitFor(
  client: DatasetClient,
  training: vscode.Uri,
  split: "test" | "validation",
): Promise<FoundSplit> {
  await client.start();
  const { namedBy, ...found } = await client.ask(splitsOf, { uri: training.toString() });
  const uri = found[split];
  return { uri: uri === null ? null : vscode.Uri.parse(uri, true), isConfigured: namedBy !== null };
}

/** From which file a model learns further: more of what it knows, or something new. */
export const trainingStep: Step<Draft> = {
  isNeeded: () => true,
  async ask(draft, place) {
    const answer = await pick({
      title: vscode.l10n.t("Tune further: from which file does the model learn now?"),
      placeholder: vscode.l10n.t("{0} keeps what it knows and goes on from there.", draft.model),
      place,
      items: fileItems(draft, { found: draft.training }),
      isUsual: ({ uri }) => uri?.toString() === draft.training.toString(),
    });
    if (answer.kind !== "value") return answer;
    const training = answer.value.uri ?? (await browse(vscode.Uri.joinPath(draft.training, "..")));
    if (training === undefined) return { kind: "closed" };
    if (training.toString() === draft.training.toString()) return { kind: "value", value: draft };
    // The others belong to the file that it was.
    const value = { ...draft, training, validation: undefined, test: undefined };
    return { kind: "value", value };
  },
};

/** Which file measures the model while it learns, and which one is held out. */
export function splitSteps(client: DatasetClient): readonly Step<Draft>[] {
  return [validationStep(client), testStep(client)];
}

function validationStep(client: DatasetClient): Step<Draft> {
  return {
    isNeeded: () => true,
    ask: (draft, place) =>
      askFile(draft, {
        client,
        split: "validation",
        title: vscode.l10n.t("Tune: with which file is the model measured while it learns?"),
        placeholder:
          draft.provider.endpoint.kind === "here"
            ? vscode.l10n.t("Records of their own, that are not in the training file.")
            : vscode.l10n.t(
                "Records of their own, that are not in the training file. Sent with it.",
              ),
        none: vscode.l10n.t("No validation file"),
        place,
      }),
  };
}

function testStep(client: DatasetClient): Step<Draft> {
  return {
    isNeeded: () => true,
    ask: (draft, place) =>
      askFile(draft, {
        client,
        split: "test",
        title: vscode.l10n.t("Tune: which file is held out to test the model at the end?"),
        placeholder: vscode.l10n.t("Never sent anywhere; the local engine is scored on it."),
        none: vscode.l10n.t("No test file"),
        place,
      }),
  };
}

interface FileQuestion {
  readonly client: DatasetClient;
  readonly split: "test" | "validation";
  readonly title: string;
  readonly placeholder: string;
  readonly none: string;
  readonly place: Parameters<Step<Draft>["ask"]>[1];
}

async function askFile(draft: Draft, question: FileQuestion): ReturnType<Step<Draft>["ask"]> {
  const { client, split, title, placeholder, none, place } = question;
  const likeliest = await splitFor(client, draft.training, split);
  const chosen = draft[split];
  const found = chosen === undefined ? likeliest.uri : chosen;
  const foundDetail =
    found?.toString() === likeliest.uri?.toString() ? foundWords(likeliest) : undefined;
  const answer = await pick({
    title,
    placeholder,
    place,
    items: fileItems(draft, { found, none, ...(foundDetail !== undefined && { foundDetail }) }),
    isUsual: ({ uri }) => uri?.toString() === found?.toString(),
  });
  if (answer.kind !== "value") return answer;
  const uri =
    answer.value.uri === undefined
      ? await browse(vscode.Uri.joinPath(draft.training, ".."))
      : answer.value.uri;
  if (uri === undefined) return { kind: "closed" };
  return { kind: "value", value: { ...draft, [split]: uri } };
}

function foundWords({ isConfigured }: FoundSplit): string {
  return isConfigured
    ? vscode.l10n.t("named for this in tunewright.json")
    : vscode.l10n.t("found by its name");
}

/** So many files of the workspace are offered. */
const mostFiles = 50;

interface FileChoice {
  readonly found: vscode.Uri | null;
  readonly foundDetail?: string;
  /** What choosing no file is called, where that can be chosen. */
  readonly none?: string;
}

async function fileItems(
  { training }: Draft,
  { found, foundDetail, none }: FileChoice,
): Promise<readonly FileItem[]> {
  const files = await vscode.workspace.findFiles(
    "**/*.{jsonl,ndjson}",
    "**/node_modules/**",
    mostFiles,
  );
  const taken = new Set([training.toString(), found?.toString()]);
  const others = files.filter((uri) => !taken.has(uri.toString()));
  const row = (uri: vscode.Uri): FileItem => {
    const [label, path] = [uri.path.split("/").at(-1) ?? "", vscode.workspace.asRelativePath(uri)];
    return { label, ...(path !== label && { description: path }), uri };
  };
  return [
    ...(found === null
      ? []
      : [{ ...row(found), ...(foundDetail !== undefined && { detail: foundDetail }) }]),
    ...(none === undefined ? [] : [{ label: none, uri: null }]),
    ...others.sort((a, b) => (a.path < b.path ? -1 : 1)).map(row),
    { label: vscode.l10n.t("Browse…"), uri: undefined },
  ];
}

/** A dataset that a person looks for, from a folder on. */
export async function browse(folder: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      ...(folder !== undefined && { defaultUri: folder }),
      filters: { [vscode.l10n.t("JSON Lines")]: ["jsonl", "ndjson"] },
      openLabel: vscode.l10n.t("Use"),
    })) ?? [];
  return file;
}
