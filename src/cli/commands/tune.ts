import { isTargetId, targetById } from "../../core/targets/index.js";
import { UserError } from "../../data/user-error.js";
import type { Command } from "../command.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { parseOptions, wholeNumber } from "../options.js";
import type { TuneRequest } from "../tune-request.js";
import { unknownTarget } from "../unknown-name.js";
import { check } from "./check.js";
import { countTraining, formatOfFile } from "./count-training.js";

const options = {
  train: { type: "string" },
  validation: { type: "string" },
  test: { type: "string" },
  provider: { type: "string" },
  target: { type: "string" },
  model: { type: "string" },
  from: { type: "string" },
  method: { type: "string" },
  grader: { type: "string" },
  "reasoning-effort": { type: "string" },
  suffix: { type: "string" },
  seed: { type: "string" },
  epochs: { type: "string" },
  "learning-rate-multiplier": { type: "string" },
  "learning-rate": { type: "string" },
  "lora-rank": { type: "string" },
  "batch-size": { type: "string" },
  beta: { type: "string" },
  "compute-multiplier": { type: "string" },
  "eval-interval": { type: "string" },
  "eval-samples": { type: "string" },
  "word-ngrams": { type: "string" },
  dimension: { type: "string" },
  detach: { type: "boolean" },
  yes: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** Hyperparameters by their options. */
const hyperparameters = {
  epochs: "n_epochs",
  "learning-rate-multiplier": "learning_rate_multiplier",
  "learning-rate": "learning_rate",
  "lora-rank": "lora_r",
  "batch-size": "batch_size",
  beta: "beta",
  "compute-multiplier": "compute_multiplier",
  "eval-interval": "eval_interval",
  "eval-samples": "eval_samples",
  "word-ngrams": "word_ngrams",
  dimension: "dimension",
} as const satisfies Partial<Record<keyof typeof options, string>>;

/** `tunewright tune`. */
export const tune: Command = {
  name: "tune",
  summary: "tune a model on this machine or at a provider",
  help: `Usage: tunewright tune --train FILE [options]

Checks the files, says what will be sent where, and tunes a model. With the local engine (which is
the default) nothing leaves this machine and no account is needed. The run is written to
.tunewright/runs; see "tunewright runs".

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

  --detach            do not wait for the end
  --yes               do not ask before anything is sent
  --json              print the run's file

Keys come from the environment: OPENAI_API_KEY, AZURE_OPENAI_API_KEY with AZURE_OPENAI_ENDPOINT,
NEBIUS_API_KEY; the compatible provider takes OPENAI_BASE_URL too.

Ends with 0 where the model is tuned, 1 where the run failed or the files have errors, 2 where the
command was wrong.
`,
  async run(args, io) {
    const request = readRequest(args);
    const { methodProblem, runTune, sentModel, targetOf } = await import("../tuning/commands.js");
    const target = targetOf(request);
    for (const path of [request.training, request.validation]) {
      const format = path === undefined ? undefined : await formatOfFile(path, io);
      const problem = format === undefined ? undefined : methodProblem(request, format);
      if (problem !== undefined) throw new UserError(`${path}: ${problem}`);
    }
    if (!(await areFine(request, target, io))) return exitCode.findings;
    const model = sentModel(request);
    const tokensPerEpoch =
      model === undefined
        ? undefined
        : await countTraining(request.training, { model, target }, io);
    return runTune({ ...request, tokensPerEpoch }, io);
  },
};

function readRequest(args: readonly string[]): TuneRequest {
  const { values, positionals } = parseOptions(args, options);
  if (positionals[0] !== undefined) {
    throw new UserError(`Did you mean "--train ${positionals[0]}"? See --help.`);
  }
  if (values.train === undefined) throw new UserError("Name the training file with --train.");
  if (values.model !== undefined && values.from !== undefined) {
    throw new UserError("Take --model or --from, not both: either names the model to start from.");
  }
  const { train, from, model, "reasoning-effort": reasoningEffort, ...rest } = values;
  return {
    ...rest,
    training: train,
    target: rest.target === undefined ? undefined : targetNamed(rest.target),
    reasoningEffort,
    provider: rest.provider ?? "local",
    model: from ?? model,
    method: rest.method ?? "sft",
    seed: rest.seed === undefined ? undefined : wholeNumber("--seed", rest.seed),
    chosen: chosenIn(rest),
    detach: rest.detach === true,
    yes: rest.yes === true,
    json: rest.json === true,
  };
}

function targetNamed(id: string): string {
  if (isTargetId(id)) return id;
  throw unknownTarget(id);
}

function chosenIn(values: Readonly<Partial<Record<string, unknown>>>): TuneRequest["chosen"] {
  const chosen = Object.entries(hyperparameters).flatMap(([option, name]) => {
    const value = values[option];
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  return Object.fromEntries(chosen);
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
