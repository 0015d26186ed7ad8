import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { isTargetId } from "../../core/targets/index.js";
import { UserError } from "../../data/user-error.js";
import { describeSplit } from "../../tuning/node/run-splits.js";
import type { Provider } from "../../tuning/provider.js";
import { newRun } from "../../tuning/runs/new-run.js";
import type { RunFile, RunSplit } from "../../tuning/runs/run-file.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import type { TuneRequest } from "../tune-request.js";
import { unknownTarget } from "../unknown-name.js";
import type { Connected } from "./connect.js";
import { connect, providerNamed } from "./connect.js";
import { followInBackground } from "./detach.js";
import { followRun } from "./follow.js";
import { hyperparametersFrom, methodNamed, reinforcementFrom } from "./method.js";
import { runSummary } from "./run-summary.js";
import type { Workspace } from "./workspace.js";
import { workspaceAt } from "./workspace.js";

/** Whose rules the files of a run have to keep. Throws a `UserError` where that cannot be chosen. */
export function targetOf({ provider: name, target }: TuneRequest): string {
  const provider = providerNamed(name);
  if (target === undefined) return provider.target;
  if (!isTargetId(target)) throw unknownTarget(target);
  if (provider.mayChooseTarget === true || target === provider.target) return target;
  throw new UserError(
    `${provider.title} has rules of its own: --target is for the compatible provider, which may be any service.`,
  );
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
      files,
      tokensPerEpoch: null,
      cost: null,
    },
    Date.now(),
  );
  await confirmSending(run, provider, connection.url, { request, io });
  await ledger.write(run);
  return run;
}

function modelFor({ model }: TuneRequest, { onlyModel, title }: Provider): string {
  const chosen = model ?? onlyModel;
  if (chosen !== undefined) return chosen;
  throw new UserError(`Name the model to tune at ${title} with --model.`);
}

/** Says what goes where, and asks, where anything leaves the machine. */
async function confirmSending(
  { files, baseModel }: RunFile,
  provider: Provider,
  url: string,
  { request, io }: { readonly request: TuneRequest; readonly io: Io },
): Promise<void> {
  if (provider.endpoint.kind === "here") return;
  const sent = [files.training, files.validation].filter((split) => split !== null);
  const list = sent.map(
    ({ path, records, bytes }) => `  ${path}: ${records} records, ${bytes} bytes`,
  );
  io.stderr.write(
    `To be sent to ${provider.title} (${new URL(url).host}), to tune ${baseModel}:\n${list.join("\n")}\nTuning costs what ${provider.title} asks for it.\n`,
  );
  if (request.yes) return;
  if (!io.stderr.isTerminal || !process.stdin.isTTY) {
    throw new UserError("Nothing was sent: say --yes where nobody can be asked.");
  }
  if (!/^y(es)?$/i.test((await ask("Send and tune? [y/N] ")).trim())) {
    throw new UserError("Nothing was sent.");
  }
}

/** What is typed, or nothing where the input ends or is broken off. */
async function ask(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => {
    reader.once("close", () => resolve(""));
  });
  try {
    return await Promise.race([reader.question(question), ended]);
  } finally {
    reader.close();
  }
}

function report(run: RunFile, { json }: TuneRequest, { stdout }: Io): ExitCode {
  stdout.write(json ? `${JSON.stringify(run)}\n` : runSummary(run));
  return ["cancelled", "failed", "unknown"].includes(run.status)
    ? exitCode.findings
    : exitCode.fine;
}
