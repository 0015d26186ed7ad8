import * as vscode from "vscode";
import { driveRun as driveToEnd } from "../../tuning/node/drive-run.js";
import type { Connection, Provider } from "../../tuning/provider.js";
import { findProvider } from "../../tuning/providers/index.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
import { hasEnded } from "../../protocol/run-status.js";
import type { RunUpdate } from "../../tuning/runs/run-powers.js";
import type { RunPlace } from "./run-places.js";

/** What a run is followed with. */
export interface DrivePowers {
  readonly place: RunPlace;
  readonly connect: (provider: Provider) => Promise<Connection>;
  readonly signal: AbortSignal;
  readonly onUpdate: (update: RunUpdate) => void;
  /** Told where the test file is no longer what it was. */
  readonly onTestChanged: (path: string) => void;
}

/** What became of following a run: it is another process's, or it stands like this now. */
export type DriveOutcome =
  { readonly kind: "elsewhere" } | { readonly kind: "here"; readonly run: RunFile };

/** Brings a run to its end, unless another process does. Rejects with words for people. */
export async function driveRun(id: string, powers: DrivePowers): Promise<DriveOutcome> {
  const { ledger } = powers.place;
  const lock = await ledger.lock(id);
  if (lock === undefined) return { kind: "elsewhere" };
  try {
    // As it stands now: another process may have gone on with it.
    const run = await ledger.read(id);
    if (run === undefined) throw new Error(vscode.l10n.t("The run {0} is gone.", id));
    return { kind: "here", run: hasEnded(run) ? run : await drive(run, powers) };
  } finally {
    await lock.release();
  }
}

async function drive(run: RunFile, powers: DrivePowers): Promise<RunFile> {
  const { place, connect, signal, onUpdate, onTestChanged } = powers;
  const provider = providerOf(run);
  const connection = await connect(provider);
  checkAddress(run, provider, connection);
  const { folder, ledger } = place;
  return driveToEnd(run, { folder, ledger, provider, connection, signal, onUpdate, onTestChanged });
}

/** The provider of a run. Throws words for people where this version does not know it. */
export function providerOf({ id, provider: name }: RunFile): Provider {
  const provider = findProvider(name);
  if (provider !== undefined) return provider;
  throw new Error(
    vscode.l10n.t('The run {0} is of a provider "{1}" that is not known here.', id, name),
  );
}

/** A run is looked after where it was begun: what its file names is no place to send keys to. */
export function checkAddress(
  { id, endpoint }: RunFile,
  provider: Provider,
  connection: Connection,
): void {
  if (provider.endpoint.kind !== "own" || endpoint === connection.url) return;
  throw new Error(
    vscode.l10n.t(
      "The run {0} was begun at {1}; your settings name {2}. Nothing was sent.",
      id,
      endpoint ?? "?",
      connection.url,
    ),
  );
}
