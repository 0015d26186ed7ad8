import type { LaunchKey } from "../../core/launch/launch-options.js";
import { launchKeyNames, launchOption, optionName } from "../../core/launch/launch-options.js";
import { isLaunchPath } from "../../core/launch/launch-path.js";
import { isTargetId, targetById } from "../../core/targets/index.js";
import { UserError } from "../../data/user-error.js";
import type { Command } from "../command.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { parseOptions, wholeNumber } from "../options.js";
import type { OpenedLaunch, TuneRequest } from "../tune-request.js";
import { unknownTarget } from "../unknown-name.js";
import { check } from "./check.js";
import { countTraining, formatOfFile } from "./count-training.js";
import { tellUnusedSplits } from "./unused-splits.js";

const launchConfig = Object.fromEntries(
  launchKeyNames.map((key) => [optionName(key), { type: "string" }] as const),
);

const options = {
  ...launchConfig,
  prices: { type: "string" },
  detach: { type: "boolean" },
  yes: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** `tunewright tune`. */
export const tune: Command = {
  name: "tune",
  summary: "tune a model on this machine or at a provider",
  help: `Usage: tunewright tune --train FILE [options]
       tunewright tune FILE.tune.yaml [options]

Checks the files, says what will be sent where, and tunes a model. With the local engine (which is
the default) nothing leaves this machine and no account is needed. The run is written to
.tunewright/runs; see "tunewright runs".

A launch file (*.tune.yaml) holds the options below as keys, such as batchSize for --batch-size,
with paths that count from its folder. Options override what it says; docs/launch-files.md has more.

Files
  --train FILE        the training file (JSONL)
  --validation FILE   measured while the model learns
  --test FILE         held out: never sent anywhere; the local engine is scored on it at the end

Model
  --provider NAME     local (default), openai, azure, nebius, compatible
  --target NAME       whose rules count at the compatible provider, such as openai; without it, the
                      service says itself what it refuses
  --model NAME        the model to tune; where the provider has only one it may be left out
  --from MODEL        go on from a model that was tuned before
  --suffix NAME       a part of the tuned model's name

Method
  --method NAME       sft (default): learn from answers; dpo: learn from preferences; rft: learn
                      from what a grader says of the model's own answers (reinforcement)
  --grader FILE       who judges, for rft: a JSON file as in OpenAI's guide to graders
  --reasoning-effort default|low|medium|high, --compute-multiplier X, --eval-interval N,
  --eval-samples N    for rft
  --epochs N          how often all records are gone through
  --learning-rate-multiplier X, --batch-size N, --beta X
  --learning-rate X, --lora-rank N   Nebius only
  --word-ngrams N, --dimension N   local engine only
  --seed N            the same seed makes the same model, where the provider has seeds

  --prices FILE       what training costs, where that is not known or you pay another price: JSON as
                      in {"nebius/meta-llama": {"perMillionTokens": 2, "currency": "USD", "of":
                      "2026-11-22"}}; without it, the file that TUNEWRIGHT_PRICES names
  --detach            do not wait for the end
  --yes               do not ask before anything is sent
  --json              print the run's file

Keys come from the environment: OPENAI_API_KEY, AZURE_OPENAI_API_KEY with AZURE_OPENAI_ENDPOINT,
NEBIUS_API_KEY; the compatible provider takes OPENAI_BASE_URL too.

Ends with 0 where the model is tuned, 1 where the run failed or the files have errors, 2 where the
command was wrong.
`,
  async run(args, io) {
    const request = await readRequest(args, io);
    if (request === undefined) return exitCode.findings;
    const { methodProblem, runTune, sentModel, targetOf } = await import("../tuning/commands.js");
    const target = targetOf(request);
    for (const path of [request.training, request.validation]) {
      const format = path === undefined ? undefined : await formatOfFile(path, io);
      const problem = format === undefined ? undefined : methodProblem(request, format);
      if (problem !== undefined) throw new UserError(`${path}: ${problem}`);
    }
    if (!(await areFine(request, target, io))) return exitCode.findings;
    tellUnusedSplits(request, io);
    const model = sentModel(request);
    const tokensPerEpoch =
      model === undefined
        ? undefined
        : await countTraining(request.training, { model, target }, io);
    return runTune({ ...request, tokensPerEpoch }, io);
  },
};

/** What is asked for by options and launch file; `undefined` where the file has faults, which were told. */
async function readRequest(args: readonly string[], io: Io): Promise<TuneRequest | undefined> {
  const { values, positionals } = parseOptions(args, options);
  const [file, another] = positionals;
  if (another !== undefined) throw new UserError("Name one launch file.");
  if (file !== undefined && !isLaunchPath(file)) {
    throw new UserError(
      `Did you mean "--train ${file}"? Names of launch files end in .tune.yaml. See --help.`,
    );
  }
  const given = chosenOptions(values);
  if (given.model !== undefined && given.from !== undefined) {
    throw new UserError("Take --model or --from, not both: either names the model to start from.");
  }
  const launch = file === undefined ? { values: given } : await readLaunch(file, given, io);
  if (launch === undefined) return undefined;
  const { detach, prices, yes, json } = values;
  return {
    ...requestOf(launch.values),
    prices,
    launchFile: "launchFile" in launch ? launch.launchFile : undefined,
    detach: detach === true,
    yes: yes === true,
    json: json === true,
  };
}

type Chosen = Readonly<Partial<Record<LaunchKey, string>>>;

function chosenOptions(values: Readonly<Record<string, unknown>>): Chosen {
  const chosen = launchKeyNames.flatMap((key) => {
    const value = values[optionName(key)];
    return typeof value === "string" ? [[key, value] as const] : [];
  });
  return Object.fromEntries(chosen);
}

async function readLaunch(file: string, given: Chosen, io: Io): Promise<OpenedLaunch | undefined> {
  const { knownPrices, launchOffers } = await import("../tuning/commands.js");
  const { openLaunchFile } = await import("../prepare/commands.js");
  return openLaunchFile(file, { given, offers: launchOffers(knownPrices) }, io);
}

function requestOf(values: Chosen): Omit<TuneRequest, "detach" | "json" | "prices" | "yes"> {
  const { train, from, model, seed, target } = values;
  if (train === undefined) throw new UserError("Name the training file with --train.");
  const { validation, test, grader, reasoningEffort, suffix } = values;
  return {
    training: train,
    validation,
    test,
    grader,
    reasoningEffort,
    suffix,
    target: target === undefined ? undefined : targetNamed(target),
    provider: values.provider ?? "local",
    model: from ?? model,
    method: values.method ?? "sft",
    seed: seed === undefined ? undefined : wholeNumber("--seed", seed),
    chosen: hyperparametersIn(values),
  };
}

function hyperparametersIn(values: Chosen): TuneRequest["chosen"] {
  const chosen = launchKeyNames.flatMap((key) => {
    const [value, { hyperparameter }] = [values[key], launchOption(key)];
    return value === undefined || hyperparameter === undefined
      ? []
      : [[hyperparameter, value] as const];
  });
  return Object.fromEntries(chosen);
}

function targetNamed(id: string): string {
  if (isTargetId(id)) return id;
  throw unknownTarget(id);
}

/** Checks all files for who will read them; what is found is told beside the result. */
async function areFine(request: TuneRequest, target: string, io: Io): Promise<boolean> {
  const { training, validation, test } = request;
  const quiet = { ...io, stdout: io.stderr };
  const checkOne = (path: string, ...more: readonly string[]): Promise<ExitCode> =>
    check.run([path, "--target", target, "--max-findings", "5", ...more], quiet);
  // Whatever its name says, this is the training file.
  const codes = [await checkOne(training, "--rule", "too-few-records=error")];
  const before = [training];
  for (const path of [validation, test]) {
    if (path === undefined) continue;
    // Nobody learns from these: a few records are enough. What is learned must not be in them.
    const against = before.flatMap((name) => ["--against", name]);
    codes.push(await checkOne(path, "--rule", "too-few-records=off", ...against));
    before.push(path);
  }
  if (codes.includes(exitCode.misuse)) throw new UserError("Not all files can be read.");
  const unknown = await unrecognisedAmong(before, io);
  for (const path of unknown) {
    io.stderr.write(`${path} is not recognised as training data, one record on each line.\n`);
  }
  if (unknown.length === 0 && codes.every((code) => code === exitCode.fine)) return true;
  io.stderr.write(
    `${targetById(target)?.title ?? target} would refuse these files. Fix the errors (tunewright check --fix), then tune.\n`,
  );
  return false;
}

/** The files that show no format: nobody could learn from them. */
async function unrecognisedAmong(paths: readonly string[], io: Io): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const path of paths) {
    if ((await formatOfFile(path, io)) === undefined) unknown.push(path);
  }
  return unknown;
}
