import { resolve } from "node:path";
import { grouped } from "../../core/grouped.js";
import { UserError } from "../../data/user-error.js";
import { describeLaunchFile, describeSplit } from "../../tuning/node/run-splits.js";
import { estimateCost, priceOf } from "../../tuning/prices.js";
import type { PriceTable } from "../../tuning/prices.js";
import type { ChosenHyperparameters, MethodOffer, Provider } from "../../tuning/provider.js";
import { newRun } from "../../tuning/runs/new-run.js";
import type { RunCost, RunFile, RunSplit } from "../../tuning/runs/run-file.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import type { TuneRequest } from "../tune-request.js";
import type { Connected } from "./connect.js";
import { costLines } from "./cost-lines.js";
import { confirmSending } from "./confirm-sending.js";
import { connect, providerNamed } from "./connect.js";
import { followInBackground } from "./detach.js";
import { followRun } from "./follow.js";
import { hyperparametersFrom, methodNamed, reinforcementFrom } from "./method.js";
import { pricesFor } from "./prices-for.js";
import { runSummary } from "./run-summary.js";
import type { Workspace } from "./workspace.js";
import { workspaceAt } from "./workspace.js";

/** Whose rules the files of a run have to keep. Throws a `UserError` where that cannot be chosen. */
export function targetOf({ provider: name, target }: TuneRequest): string {
  const provider = providerNamed(name);
  if (target === undefined) return provider.target;
  if (provider.mayChooseTarget === true || target === provider.target) return target;
  throw new UserError(
    `${provider.title} has rules of its own: --target is for the compatible provider, which may be any service.`,
  );
}

/** The model that a request tunes with files that are sent; `undefined` where nothing is. */
export function sentModel({ provider: name, model }: TuneRequest): string | undefined {
  const { endpoint, onlyModel } = providerNamed(name);
  return endpoint.kind === "here" ? undefined : (model ?? onlyModel);
}

/** Runs `tunewright tune` with files that were checked. */
export async function runTune(request: TuneRequest, io: Io): Promise<ExitCode> {
  const provider = providerNamed(request.provider);
  const workspace = workspaceAt(io.cwd);
  const connected = connect(provider, io);
  try {
    const run = await begun(request, connected, workspace, io);
    if (request.detach) {
      followInBackground(run, io);
      return report(run, request, io);
    }
    return report(await followRun(run, connected, workspace, io), request, io);
  } finally {
    await connected.engine?.close();
  }
}

/** Decides all about a run, asks once, and writes it down. */
async function begun(
  request: TuneRequest,
  { provider, connection }: Connected,
  { folder, ledger }: Workspace,
  io: Io,
): Promise<RunFile> {
  const method = methodNamed(request.method, provider);
  const chosen = hyperparametersFrom(request.chosen, method);
  const prices = await pricesFor(request, io);
  const reinforcement = await reinforcementFrom(request, method, io.cwd);
  const split = (path: string): Promise<RunSplit> => describeSplit(resolve(io.cwd, path), folder);
  const files = {
    training: await split(request.training),
    validation: request.validation === undefined ? null : await split(request.validation),
    test: request.test === undefined ? null : await split(request.test),
  };
  const run = newRun(
    {
      provider: provider.id,
      endpoint: provider.endpoint.kind === "own" ? connection.url : null,
      baseModel: modelFor(request, provider),
      method: method.id,
      reinforcement,
      suffix: request.suffix ?? null,
      seed: request.seed ?? null,
      chosen,
      launchFile: describeLaunchFile(request.launchFile, folder),
      files,
      tokensPerEpoch: request.tokensPerEpoch ?? null,
      cost: costOf(request, { provider, method, chosen, prices, records: files.training.records }),
    },
    Date.now(),
  );
  await announceSending(run, provider, connection.url, { request, io });
  await ledger.write(run);
  return run;
}

interface CostParts {
  readonly provider: Provider;
  readonly method: MethodOffer;
  readonly chosen: ChosenHyperparameters;
  readonly records: number;
  readonly prices: PriceTable;
}

/** The lowest and highest cost to expect; `null` where tokens or price are not known. */
function costOf(
  request: TuneRequest,
  { provider, method, chosen, records, prices }: CostParts,
): RunCost | null {
  const { tokensPerEpoch: tokens } = request;
  // Reinforcement is paid by the time that it takes.
  if (tokens === undefined || method.id === "reinforcement") return null;
  const price = priceOf(provider.id, modelFor(request, provider), prices);
  if (price === undefined) return null;
  return estimateCost({ tokens, records, epochs: chosen.n_epochs }, price);
}

function modelFor({ model }: TuneRequest, { onlyModel, title }: Provider): string {
  const chosen = model ?? onlyModel;
  if (chosen !== undefined) return chosen;
  throw new UserError(`Name the model to tune at ${title} with --model.`);
}

/** Says what goes where, and asks, where anything leaves the machine. */
async function announceSending(
  run: RunFile,
  provider: Provider,
  url: string,
  { request, io }: { readonly request: TuneRequest; readonly io: Io },
): Promise<void> {
  if (provider.endpoint.kind === "here") return;
  const { files, baseModel } = run;
  const sent = [files.training, files.validation].filter((split) => split !== null);
  const list = sent.map(
    ({ path, records, bytes }) => `  ${path}: ${grouped(records)} records, ${grouped(bytes)} bytes`,
  );
  io.stderr.write(
    `To be sent to ${provider.title} (${new URL(url).host}), to tune ${baseModel}:\n${list.join("\n")}\n${costLines(run, provider.title)}`,
  );
  if (!request.yes) await confirmSending("Send and tune? [y/N] ", io);
}

function report(run: RunFile, { json }: TuneRequest, { stdout }: Io): ExitCode {
  stdout.write(json ? `${JSON.stringify(run)}\n` : runSummary(run));
  return ["cancelled", "failed", "unknown"].includes(run.status)
    ? exitCode.findings
    : exitCode.fine;
}
