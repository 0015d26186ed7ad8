import * as vscode from "vscode";
import type { Provider } from "../../tuning/provider.js";
import { findProvider, providers } from "../../tuning/providers/index.js";
import { hasEnded } from "../../protocol/run-status.js";
import type { Inspector } from "../inspector/inspector.js";
import type { BegunRuns } from "./begun-runs.js";
import type { Connections } from "./connections.js";
import { untrusted } from "./connections.js";
import { copyAsCode } from "./copy-code.js";
import { revealSplit } from "./file-answers.js";
import type { LaunchPowers } from "./launch/launch.js";
import { tune, tuneAgain } from "./launch/launch.js";
import type { ProviderKeys } from "./provider-keys.js";
import type { RemoteLook } from "./remote-look.js";
import { providerTitle, runName, statusIcon, statusWord } from "./run-words.js";
import type { KnownRun, RunsService } from "./runs-service.js";
import { pickAccount } from "./sign-in.js";
import type { RunsSubject, Tuning } from "./tuning.js";

/** What the commands of tuning work with. */
export interface RunCommandPowers extends LaunchPowers {
  readonly begun: BegunRuns;
  readonly connections: Connections;
  readonly openInspector: () => Promise<Inspector>;
  readonly keys: ProviderKeys;
  readonly remote: RemoteLook;
  readonly isTrusted: () => boolean;
  /** Has the view ask for its rows again. */
  readonly refresh: () => void;
}

/** The commands of tuning. Those that send or run something refuse to where nobody trusts the workspace. */
export function runCommands(powers: RunCommandPowers): Tuning["commands"] {
  const { service, client } = powers;
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
    copyAsCode: async (given, language) => {
      const known = await runOf(service, given, ({ run }) => run.model !== null);
      if (known !== undefined) await copyAsCode(client, known, language);
    },
    revealDataset: async (given) => {
      const known = await runOf(service, given);
      if (known !== undefined) await revealSplit(known.place, known.run.files.training);
    },
  };
}

/** What a menu of the view hands over: the row, or its subject. */
function subjectOf(given: unknown): RunsSubject | undefined {
  if (typeof given === "string") return { kind: "run", id: given };
  if (typeof given !== "object" || given === null) return undefined;
  const subject = "subject" in given ? given.subject : given;
  // Rows are ours; `runOf` and `findProvider` look up what they name.
  return typeof subject === "object" && subject !== null && "kind" in subject
    ? (subject as RunsSubject)
    : undefined;
}

/** The run of a row or an id, else one that a person picks among those that fit. */
async function runOf(
  service: RunsService,
  given: unknown,
  fits: (known: KnownRun) => boolean = () => true,
): Promise<KnownRun | undefined> {
  const subject = subjectOf(given);
  if (subject?.kind === "run") {
    const known = service.find(subject.id);
    if (known !== undefined) return known;
    throw new Error(vscode.l10n.t("There is no run {0} here.", subject.id));
  }
  await service.refresh();
  const items = service.runs.filter(fits).map((known) => ({
    label: runName(known.run),
    description: `${statusWord(known.run.status)} · ${providerTitle(known.run.provider)}`,
    iconPath: statusIcon(known.run.status),
    known,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no run here for that."));
    return undefined;
  }
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Which run?") }))?.known;
}

async function copyModelId(service: RunsService, given: unknown): Promise<void> {
  const subject = subjectOf(given);
  if (subject?.kind === "remote") return vscode.env.clipboard.writeText(subject.id);
  const known = await runOf(service, given, ({ run }) => run.model !== null);
  if (known === undefined) return undefined;
  if (known.run.model === null) throw new Error(vscode.l10n.t("The run has no model yet."));
  return vscode.env.clipboard.writeText(known.run.model);
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

async function deleteRemote({ remote, refresh }: RunCommandPowers, given: unknown): Promise<void> {
  const subject = subjectOf(given);
  const provider = subject?.kind === "remote" ? findProvider(subject.provider) : undefined;
  if (subject?.kind !== "remote" || provider === undefined) return;
  const isJob = subject.what === "job";
  const yes = isJob ? vscode.l10n.t("Cancel the job") : vscode.l10n.t("Delete");
  const question = isJob
    ? vscode.l10n.t("Cancel the job {0} at {1}?", subject.id, provider.title)
    : vscode.l10n.t("Delete {0} at {1}?", subject.id, provider.title);
  const detail = vscode.l10n.t("This cannot be undone.");
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes)
    return;
  await remote.remove(provider, subject.what, subject.id);
  refresh();
}

async function lookAtProvider(powers: RunCommandPowers, given: unknown): Promise<void> {
  const subject = subjectOf(given);
  const named = subject?.kind === "provider" ? findProvider(subject.provider) : undefined;
  const provider =
    named ??
    (await pickAccount(undefined, powers.connections, vscode.l10n.t("Look at which provider?")));
  if (provider === undefined) return;
  if (!(await powers.connections.isReady(provider)) && !(await powers.signIn(provider))) return;
  await powers.remote.look(provider);
  powers.refresh();
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
