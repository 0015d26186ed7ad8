import * as vscode from "vscode";
import { describeSplit } from "../../tuning/node/run-splits.js";
import type { Provider, RemoteFile, RemoteJob } from "../../tuning/provider.js";
import { findProvider } from "../../tuning/providers/index.js";
import { stateOf } from "../../tuning/runs/job-state.js";
import { newRun } from "../../tuning/runs/new-run.js";
import type { RunFile, RunSplit } from "../../tuning/runs/run-file.js";
import { remoteName } from "../../tuning/runs/upload-file.js";
import { browse } from "./launch/file-steps.js";
import type { RunCommandPowers } from "./run-commands.js";
import type { RunPlace } from "./run-places.js";
import { subjectOf } from "./run-subjects.js";
import { written } from "../written.js";

/**
 * Makes a run of the workspace out of a job at a provider that is none, and follows it. A run knows
 * the content of its files: a person says which file of theirs the job was made from, unless the
 * name of what was uploaded tells. Returns the run's id, if there is a run.
 */
export async function followJob(
  powers: RunCommandPowers,
  given: unknown,
): Promise<string | undefined> {
  const subject = subjectOf(given);
  const provider = subject?.kind === "remote" ? findProvider(subject.provider) : undefined;
  if (subject?.kind !== "remote" || subject.what !== "job" || provider === undefined)
    return undefined;
  const known = powers.service.runs.find(({ run }) => run.job === subject.id);
  const id = known?.run.id ?? (await adopt(powers, provider, subject.id));
  if (id !== undefined) await vscode.commands.executeCommand("tunewright.openRun", id);
  powers.refresh();
  return id;
}

async function adopt(
  { connections, places, service }: RunCommandPowers,
  provider: Provider,
  id: string,
): Promise<string | undefined> {
  const connection = await connections.to(provider);
  const client = provider.connect(connection);
  const job = await client.job(id);
  if (job.method === "reinforcement") {
    throw new Error(
      vscode.l10n.t(
        "{0} does not say who judges the answers, which a run has to know.",
        provider.title,
      ),
    );
  }
  const files = await client.files();
  const training = await chosenFile(remoteIn(files, job.trainingFile), {
    title: vscode.l10n.t("From which file was {0} made?", id),
    places: places.all(),
  });
  if (training === undefined || training === "none") return undefined;
  const validation =
    job.validationFile === null
      ? "none"
      : await chosenFile(remoteIn(files, job.validationFile), {
          title: vscode.l10n.t("With which file is {0} measured?", id),
          none: vscode.l10n.t("None that is here"),
          places: places.all(),
        });
  if (validation === undefined) return undefined;
  const run = runOf(job, provider, {
    endpoint: provider.endpoint.kind === "own" ? connection.url : null,
    training: training.split,
    validation: validation === "none" ? null : validation.split,
  });
  await service.begin(run, training.place);
  return run.id;
}

interface RunParts {
  readonly endpoint: string | null;
  readonly training: RunSplit;
  readonly validation: RunSplit | null;
}

function runOf(job: RemoteJob, provider: Provider, parts: RunParts): RunFile {
  const { endpoint, training, validation } = parts;
  const run = newRun(
    {
      provider: provider.id,
      endpoint,
      baseModel: job.model ?? "",
      method: job.method ?? "supervised",
      reinforcement: null,
      suffix: job.suffix,
      seed: job.seed,
      chosen: {},
      files: {
        training: { ...training, remoteId: job.trainingFile },
        validation: validation && { ...validation, remoteId: job.validationFile },
        test: null,
      },
      tokensPerEpoch: null,
      cost: null,
      launchFile: null,
    },
    job.createdAt ?? Date.now(),
  );
  // What it came to is written down by who follows it, with its curve and its events.
  return { ...run, ...stateOf(job), status: "running" };
}

function remoteIn(files: readonly RemoteFile[], id: string | null): RemoteFile | undefined {
  return files.find((file) => file.id === id);
}

/** A file of the workspace's person, described. */
interface ChosenFile {
  readonly split: RunSplit;
  readonly place: RunPlace;
}

interface FileQuestion {
  readonly title: string;
  /** What choosing no file is called, where that can be chosen. */
  readonly none?: string | undefined;
  readonly places: readonly RunPlace[];
}

interface FileItem extends vscode.QuickPickItem {
  readonly choose: () => Promise<ChosenFile | "none" | undefined>;
}

/** So many files of the workspace are looked at. */
const mostFiles = 1_000;

/** The file that was uploaded: the one that its name tells of, else what a person says. */
async function chosenFile(
  remote: RemoteFile | undefined,
  { title, none, places }: FileQuestion,
): Promise<ChosenFile | "none" | undefined> {
  const likely = await filesOfSize(remote?.bytes);
  for (const uri of likely) {
    const file = await describe(uri, places);
    if (remote?.name === remoteName(file.split)) return file;
  }
  const picked = await vscode.window.showQuickPick(
    fileItems({ likely, isSized: remote !== undefined, none, places }),
    { title, placeHolder: uploadedWords(remote), ignoreFocusOut: true },
  );
  const chosen = await picked?.choose();
  if (typeof chosen === "object" && remote !== undefined) checkSize(chosen, remote);
  return chosen;
}

interface FileChoices extends Pick<FileQuestion, "none" | "places"> {
  readonly likely: readonly vscode.Uri[];
  /** Whether those are the files of one size. */
  readonly isSized: boolean;
}

function fileItems({ likely, isSized, none, places }: FileChoices): readonly FileItem[] {
  return [
    ...likely.map((uri) => ({
      label: vscode.workspace.asRelativePath(uri),
      description: isSized ? vscode.l10n.t("of the same size") : "",
      choose: () => describe(uri, places),
    })),
    ...(none === undefined ? [] : [{ label: none, choose: async () => "none" as const }]),
    {
      label: vscode.l10n.t("Browse…"),
      choose: async () => {
        const uri = await browse(places[0]?.uri);
        return uri && describe(uri, places);
      },
    },
  ];
}

function uploadedWords(remote: RemoteFile | undefined): string {
  return remote === undefined
    ? vscode.l10n.t("What was uploaded is no longer there.")
    : vscode.l10n.t("It was uploaded as {0}: {1} bytes.", remote.name, written(remote.bytes));
}

function checkSize({ split: { path, bytes } }: ChosenFile, remote: RemoteFile): void {
  if (bytes === remote.bytes) return;
  throw new Error(
    vscode.l10n.t(
      "{0} has {1} bytes, and what was uploaded has {2}: it is another file.",
      path,
      written(bytes),
      written(remote.bytes),
    ),
  );
}

async function describe(uri: vscode.Uri, places: readonly RunPlace[]): Promise<ChosenFile> {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
  const place = places.find((candidate) => candidate.uri.toString() === folder) ?? places[0];
  if (place === undefined) {
    throw new Error(
      vscode.l10n.t("Open the folder of the dataset first: its runs are kept there."),
    );
  }
  return { split: await describeSplit(uri.fsPath, place.folder), place };
}

/** The datasets of the workspace of a size in bytes; all where nobody knows it. */
async function filesOfSize(bytes: number | undefined): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(
    "**/*.{jsonl,ndjson}",
    "**/node_modules/**",
    mostFiles,
  );
  const files = found
    .filter(({ scheme }) => scheme === "file")
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  if (bytes === undefined) return files;
  const sizes = await Promise.all(
    files.map(async (uri) => (await vscode.workspace.fs.stat(uri)).size),
  );
  return files.filter((_, index) => sizes[index] === bytes);
}
