import * as vscode from "vscode";
import type { LocalEngine } from "../../tuning/local/engine/local-engine.js";
import { launchOffers } from "../../tuning/launch-offers.js";
import { dataDirectory } from "../../tuning/node/data-directory.js";
import { openNodeEngine } from "../../tuning/node/node-engine.js";
import { providers } from "../../tuning/providers/index.js";
import { hasEnded } from "../../protocol/run-status.js";
import type { TuningContext } from "../tuning-part.js";
import type { Inspector, InspectorPowers } from "../inspector/inspector.js";
import type { Scores, ScoresPowers } from "../scores/scores.js";
import { BegunRuns } from "./begun-runs.js";
import { Connections } from "./connections.js";
import { FileAnswers } from "./file-answers.js";
import { tellPrice } from "./launch/price.js";
import { ProviderKeys } from "./provider-keys.js";
import { providerNode } from "./provider-nodes.js";
import { priceTable, takesKeysFromEnvironment } from "./provider-settings.js";
import { RemoteJobs } from "./remote-jobs.js";
import { RemoteLook } from "./remote-look.js";
import type { RunCommandPowers } from "./run-commands.js";
import { runCommands } from "./run-commands.js";
import { runGroups } from "./run-nodes.js";
import { RunPlaces } from "./run-places.js";
import { RunsService } from "./runs-service.js";
import { signInWith } from "./sign-in.js";
import { tellEnd, tellStop } from "./tell-end.js";
import { trainHere } from "./train-here.js";
import type { RunsNode, Tuning } from "./tuning.js";

/** Puts tuning together, and picks up the runs that are under way. */
export async function openTuning(context: TuningContext): Promise<Tuning> {
  const { secrets, state, view, refresh, log, client } = context;
  const takesEnvironment = takesKeysFromEnvironment;
  const keys = new ProviderKeys({ secrets, environment: process.env, takesEnvironment });
  const connections = new Connections({
    keys,
    openEngine: () => openEngine(context.extensionUri, log),
    isTrusted,
  });
  const places = new RunPlaces();
  const begun = new BegunRuns(state);
  const connect = connections.to.bind(connections);
  const service = new RunsService({ places, connect, begun, isTrusted, log });
  const remote = new RemoteLook(connections);
  const jobs = new RemoteJobs({ connect, prices: priceTable });
  const show = (): void => {
    view.badge = badgeOf(service);
    view.message = messageOf(service, isTrusted());
    refresh();
  };
  const refreshRuns = (): void => logged(service.refresh(), log);
  const registrations = vscode.Disposable.from(
    jobs,
    listenTo(service, log),
    service.onDidChange(show),
    watchRuns(refreshRuns),
    vscode.workspace.onDidGrantWorkspaceTrust(refreshRuns),
  );
  await service.refresh();
  const signIn = signInWith(keys);
  const launching = { client, connections, places, service, signIn, state, log, today };
  const train: InspectorPowers["train"] = (dataset, onShare) =>
    trainHere(launching, dataset, onShare);
  const later = laterParts({ ...context, connect, connections, signIn, service, train });
  return {
    commands: runCommands({
      ...launching,
      begun,
      ...later.open,
      keys,
      remote,
      isTrusted,
      refresh,
    }),
    jobs,
    roots: () => roots(service, connections, remote),
    launchOffers: () => launchOffers(priceTable()),
    tellPrice: (request) => tellPrice(client, request),
    restoreInspector: async (panel, memory) =>
      (await later.open.openInspector()).restore(panel, memory),
    dispose() {
      vscode.Disposable.from(later, registrations).dispose();
      logged(connections.close(), log);
    },
  };
}

/** Tells the person how runs end. */
function listenTo(service: RunsService, log: vscode.LogOutputChannel): vscode.Disposable {
  const answers = new FileAnswers();
  return vscode.Disposable.from(
    service,
    answers,
    service.onDidEnd((known) => logged(tellEnd(known, answers), log)),
    service.onDidStop((stop) => logged(tellStop(stop), log)),
  );
}

function isTrusted(): boolean {
  return vscode.workspace.isTrusted;
}

/** The day, as `YYYY-MM-DD`. */
function today(): string {
  return new Date().toISOString().slice(0, "YYYY-MM-DD".length);
}

/** What is a bundle of its own because it reads datasets, which the rest of tuning has the server do. */
function laterParts(powers: Parameters<typeof laterInspector>[0]): {
  readonly open: Pick<RunCommandPowers, "openInspector" | "openScores">;
  dispose(): void;
} {
  const inspector = laterInspector(powers);
  const scores = laterScores({ ...powers, inspector });
  return {
    open: { openInspector: inspector.open, openScores: scores.open },
    dispose() {
      vscode.Disposable.from(inspector, scores).dispose();
    },
  };
}

/** The Inspector is loaded with the first record. */
function laterInspector({
  service,
  ...powers
}: Omit<InspectorPowers, "environment" | "runs"> & { readonly service: RunsService }): {
  readonly open: () => Promise<Inspector>;
  dispose(): void;
} {
  let opened: Promise<Inspector> | undefined;
  return {
    open() {
      const { env: environment } = process;
      opened ??= import("../inspector/inspector.js").then(({ createInspector }) =>
        createInspector({ ...powers, environment, runs: () => service.runs }),
      );
      return opened;
    },
    dispose() {
      void opened?.then((inspector) => void inspector.dispose());
    },
  };
}

/** What scores whole datasets is loaded with the first of them. */
function laterScores({
  service,
  inspector,
  ...powers
}: Omit<ScoresPowers, "environment" | "inspect" | "runs"> & {
  readonly service: RunsService;
  readonly inspector: { readonly open: () => Promise<Inspector> };
}): { readonly open: () => Promise<Scores>; dispose(): void } {
  let opened: Promise<Scores> | undefined;
  return {
    open() {
      const { env: environment } = process;
      opened ??= import("../scores/scores.js").then(({ createScores }) =>
        createScores({
          ...powers,
          environment,
          runs: () => service.runs,
          inspect: async (given, line) => (await inspector.open()).inspect(given, line),
        }),
      );
      return opened;
    },
    dispose() {
      void opened?.then((scores) => void scores.dispose());
    },
  };
}

/** The same engine that the command line has. */
function openEngine(extensionUri: vscode.Uri, log: vscode.LogOutputChannel): LocalEngine {
  return openNodeEngine({
    dataDirectory: dataDirectory(process.env, process.platform),
    trainerProgram: vscode.Uri.joinPath(extensionUri, "dist", "trainer-thread.js").fsPath,
    onTrouble: (error) => log.error(error instanceof Error ? error : String(error)),
  });
}

/** The runs of the folders change under other hands too: other windows, the command line. */
function watchRuns(changed: () => void): vscode.Disposable {
  // Of a folder that comes with its files, some watchers tell only the folder.
  const patterns = ["**/.tunewright", "**/.tunewright/runs", "**/.tunewright/runs/*.json"];
  const watchers = patterns.map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
  return vscode.Disposable.from(
    ...watchers.flatMap((watcher) => [
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
    ]),
  );
}

function badgeOf({ runs }: RunsService): vscode.ViewBadge | undefined {
  const value = runs.filter(
    ({ run, following }) => !hasEnded(run) && following.kind !== "nobody",
  ).length;
  if (value === 0) return undefined;
  const tooltip =
    value === 1 ? vscode.l10n.t("1 run under way") : vscode.l10n.t("{0} runs under way", value);
  return { value, tooltip };
}

/** Why rows have no menus; without rows a welcome says it. */
function messageOf({ runs }: RunsService, isTrusted: boolean): string {
  if (isTrusted || runs.length === 0) return "";
  return vscode.l10n.t(
    "Runs are only shown here: nothing is sent, trained or followed in a workspace that you do not trust.",
  );
}

/** Runs, then providers; nothing where there is neither a run nor an account: a welcome leads on. */
async function roots(
  service: RunsService,
  connections: Connections,
  remote: RemoteLook,
): Promise<readonly RunsNode[]> {
  const ownJobs = new Set(service.runs.flatMap(({ run }) => run.job ?? []));
  const ownModels = new Set(service.runs.flatMap(({ run }) => run.model ?? []));
  const rows = await Promise.all(
    providers.map(async (provider) => ({
      provider,
      isReady: await connections.isReady(provider),
      account: await connections.describe(provider),
      view: remote.seen(provider),
      ownJobs,
      ownModels,
    })),
  );
  const isNew = service.runs.length === 0;
  const shown = rows.filter(
    ({ isReady, provider }) => isReady && !(isNew && provider.endpoint.kind === "here"),
  );
  return [...runGroups(service.runs), ...shown.map(providerNode)];
}

function logged(work: Promise<void>, log: vscode.LogOutputChannel): void {
  work.catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
}
