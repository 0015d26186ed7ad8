import * as vscode from "vscode";
import { providerTitle } from "../../tuning/provider-titles.js";
import type { Provider } from "../../tuning/provider.js";
import { findProvider, providers } from "../../tuning/providers/index.js";
import { hasEnded } from "../../protocol/run-status.js";
import type { Inspector } from "../inspector/inspector.js";
import { followJob } from "./adopt-job.js";
import type { Scores } from "../scores/scores.js";
import type { BegunRuns } from "./begun-runs.js";
import type { Connections } from "./connections.js";
import { untrusted } from "./connections.js";
import type { LaunchPowers } from "./launch/launch.js";
import { tune, tuneAgain } from "./launch/launch.js";
import { copyAsCode, copyModelId, scoreModel, tuneFurther } from "./model-commands.js";
import type { ProviderKeys } from "./provider-keys.js";
import { copyRemoteId, deleteRemote, lookAtProvider } from "./remote-commands.js";
import type { RemoteLook } from "./remote-look.js";
import { revealDataset } from "./reveal-dataset.js";
import { saveLaunchFile } from "./save-launch-file.js";
import { runOf, subjectOf } from "./run-subjects.js";
import { runName } from "./run-words.js";
import { pickAccount } from "./sign-in.js";
import type { Tuning } from "./tuning.js";

/** What the commands of tuning work with. */
export interface RunCommandPowers extends LaunchPowers {
  readonly begun: BegunRuns;
  readonly connections: Connections;
  readonly openInspector: () => Promise<Inspector>;
  readonly openScores: () => Promise<Scores>;
  readonly keys: ProviderKeys;
  readonly remote: RemoteLook;
  readonly isTrusted: () => boolean;
  /** Has the view ask for its rows again. */
  readonly refresh: () => void;
}

/** The commands of tuning. Those that send or run something refuse to where nobody trusts the workspace. */
export function runCommands(powers: RunCommandPowers): Tuning["commands"] {
  const { service } = powers;
  const trusted =
    (work: (...args: readonly unknown[]) => unknown) =>
    (...args: readonly unknown[]): unknown => {
      if (!powers.isTrusted()) throw new Error(untrusted());
      return work(...args);
    };
  const act =
    (action: "cancel" | "pause" | "resume"): ((given: unknown) => Promise<void>) =>
    async (given) => {
      const known = await runOf(service, given, ({ run }) => !hasEnded(run));
      if (known !== undefined) await service.act(action, known.run.id);
    };
  return {
    cancelRun: trusted(act("cancel")),
    pauseRun: trusted(act("pause")),
    resumeRun: trusted(act("resume")),
    tune: trusted((given) => tune(powers, given)),
    tuneAgain: trusted(async (given) => {
      const known = await runOf(service, given);
      return known && tuneAgain(powers, known.run.id);
    }),
    followJob: trusted((given) => followJob(powers, given)),
    followRun: trusted((given) => followRun(powers, given)),
    deleteRun: trusted((given) => deleteRun(powers, given)),
    deleteRemote: trusted((given) => deleteRemote(powers, given)),
    inspectRecord: trusted(async (given, line) =>
      (await powers.openInspector()).inspect(given, line),
    ),
    lookAtProvider: trusted((given) => lookAtProvider(powers, given)),
    refreshRuns: async () => {
      await service.refresh();
      if (powers.isTrusted()) await powers.remote.lookAgain(providers);
      powers.refresh();
    },
    signInToProvider: trusted((given) => signIn(powers, given)),
    signOutOfProvider: (given) => signOut(powers, given),
    copyModelId: (given) => copyModelId(service, given),
    copyRemoteId,
    copyAsCode: (given, language) => copyAsCode(powers, given, language),
    scoreDataset: trusted(async (given, model) => (await powers.openScores()).score(given, model)),
    scoreModel: trusted((given) => scoreModel(powers, given)),
    tuneFurther: trusted((given) => tuneFurther(powers, given)),
    revealDataset: async (given) => {
      const known = await runOf(service, given);
      if (known !== undefined) await revealDataset(known);
    },
    saveLaunchFile: trusted(async (given) => {
      const known = await runOf(service, given);
      if (known !== undefined) await saveLaunchFile(known);
    }),
  };
}

/** A run that was begun elsewhere is looked after once the person has seen what is asked of whom. */
async function followRun({ service, begun }: RunCommandPowers, given: unknown): Promise<void> {
  const known = await runOf(service, given, ({ run }) => !hasEnded(run));
  if (known === undefined) return;
  const { id, provider, job, files } = known.run;
  if (!begun.has(id) && provider !== "local") {
    const follow = vscode.l10n.t("Follow");
    const detail =
      job === null
        ? vscode.l10n.t(
            "{0} and its validation file are sent to {1}, and a job is created there.",
            files.training.path,
            providerTitle(provider),
          )
        : vscode.l10n.t(
            "{0} is asked how the job {1} stands, with your key.",
            providerTitle(provider),
            job,
          );
    const question = vscode.l10n.t("This run was begun elsewhere. Follow it from here?");
    if (
      (await vscode.window.showWarningMessage(question, { modal: true, detail }, follow)) !== follow
    )
      return;
  }
  await begun.add(id);
  service.follow(id);
}

async function deleteRun(
  { service, connections }: RunCommandPowers,
  given: unknown,
): Promise<void> {
  const known = await runOf(service, given, ({ run }) => hasEnded(run));
  if (known === undefined) return;
  const { run } = known;
  if (!hasEnded(run)) throw new Error(vscode.l10n.t("The run is under way. Cancel it first."));
  const runOnly = vscode.l10n.t("Delete the run");
  const both = vscode.l10n.t("Delete run and model");
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t("Delete {0}?", runName(run)),
    {
      modal: true,
      detail: vscode.l10n.t("What was uploaded stays at the provider. This cannot be undone."),
    },
    runOnly,
    ...(run.model === null ? [] : [both]),
  );
  if (choice === undefined) return;
  const provider = findProvider(run.provider);
  if (choice === both && run.model !== null && provider !== undefined) {
    await (await connections.client(provider)).deleteModel(run.model);
  }
  await service.remove(run.id);
}

async function signIn(powers: RunCommandPowers, given: unknown): Promise<void> {
  const title = vscode.l10n.t("Sign in to which provider?");
  const provider = await accountOf(powers, given, title);
  if (provider === undefined || !(await powers.signIn(provider))) return;
  const account = await powers.connections.describe(provider);
  void vscode.window.showInformationMessage(vscode.l10n.t("{0}: {1}.", provider.title, account));
  powers.refresh();
}

async function signOut(powers: RunCommandPowers, given: unknown): Promise<void> {
  const title = vscode.l10n.t("Sign out of which provider?");
  const provider = await accountOf(powers, given, title);
  if (provider === undefined) return;
  await powers.keys.forget(provider);
  powers.remote.forget(provider);
  const account = await powers.connections.describe(provider);
  void vscode.window.showInformationMessage(vscode.l10n.t("{0}: {1}.", provider.title, account));
  powers.refresh();
}

function accountOf(
  { connections }: RunCommandPowers,
  given: unknown,
  title: string,
): Promise<Provider | undefined> {
  const subject = typeof given === "string" ? undefined : subjectOf(given);
  return pickAccount(subject?.kind === "provider" ? subject.provider : given, connections, title);
}
