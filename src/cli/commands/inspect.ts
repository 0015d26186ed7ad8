import { resolve } from "node:path";
import { openScoringSource } from "../../data/scoring-source.js";
import { UserError } from "../../data/user-error.js";
import type { Command } from "../command.js";
import type { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import type { InspectRequest } from "../inspect-request.js";
import { readInspected } from "../inspected-file.js";
import { scoreOrders } from "../inspect-request.js";
import { oneOf, parseOptions, wholeNumber } from "../options.js";

const usualTop = 5;
const mostTop = 20;
const usualTokens = 64;

/** `tunewright inspect`. */
export const inspect: Command = {
  name: "inspect",
  summary: "show what a model says to a record, token by token",
  help: `Usage: tunewright inspect FILE:LINE --model M [--provider P] [options]
       tunewright inspect FILE --score --model M [--provider P] [--output FILE] [options]

Asks a model what a record asks, and shows each token of the answer with its probability and what
else the model considered; how likely it finds the record's own completion; and, where completions
are labels, how likely each label is. A file without a line: scores the completion of every record.

The prompt is sent to the provider that you name; with the local engine nothing leaves this machine.

Record and model
  FILE:LINE          a record, lines counted from 1
  --provider NAME    local (default), openai, azure, nebius, compatible
  --model M          the model to ask
  --score            have the service score the record's own completion, and each label; services that
                     cannot: what their answer tells of it
  --probe            find out anew what the service tells of this model; else that is asked once

Asking
  --top K            how many alternatives to each token, 0 to ${mostTop}; otherwise ${usualTop}
  --temperature X    0 (default): the likeliest; up to 2
  --top-p X          above 0, up to 1
  --max-tokens N     otherwise ${usualTokens}
  --stop TEXT        where the answer ends, up to four; otherwise what ends most completions
  --seed N

Whole files
  --output FILE      the scores, one line of JSON for each record, are added to this file; records that
                     are in it already are not scored again
  --sort ORDER       print them by ${scoreOrders.join(", ")}, the most striking first
  --yes              do not ask before anything is sent

  --json             print the inspection as JSON (schemas/inspection.schema.json); of a whole file
                     with --output, what its scores come to

Keys come from the environment, as for "tunewright tune".

Ends with 0 where the model has answered, 2 where the command was wrong or the service refused.
`,
  async run(args, io) {
    const request = readRequest(args);
    const { line } = request;
    if (line === undefined) return scoreWhole(request, io);
    const file = await readInspected(request.file, { only: line }, io);
    const { runInspect } = await import("../tuning/commands.js");
    return runInspect({ ...request, line }, file, io);
  },
};

/** Memory is bounded: a file may have any size. */
async function scoreWhole(request: InspectRequest, io: Io): Promise<ExitCode> {
  const { file } = request;
  const never = new AbortController().signal;
  const source = await openScoringSource(resolve(io.cwd, file), file, never);
  try {
    const { runScoring } = await import("../tuning/commands.js");
    return await runScoring(request, source, io);
  } finally {
    source.close();
  }
}

function readRequest(args: readonly string[]): InspectRequest {
  const { values, positionals } = parseOptions(args, {
    model: { type: "string" },
    provider: { type: "string" },
    top: { type: "string" },
    temperature: { type: "string" },
    "top-p": { type: "string" },
    "max-tokens": { type: "string" },
    stop: { type: "string", multiple: true },
    seed: { type: "string" },
    score: { type: "boolean" },
    probe: { type: "boolean" },
    json: { type: "boolean" },
    output: { type: "string" },
    sort: { type: "string" },
    yes: { type: "boolean" },
  });
  const place = placeNamed(positionals);
  const { output, sort, score = false, json = false } = values;
  if (place.line === undefined && !score) {
    throw new UserError(`Name a record, as ${place.file}:1, or score all of them with --score.`);
  }
  if (place.line !== undefined && (output !== undefined || sort !== undefined)) {
    throw new UserError("--output and --sort are for whole files: name the file without a line.");
  }
  return {
    ...place,
    provider: values.provider ?? "local",
    model: values.model,
    sampling: samplingFrom(values),
    score,
    probe: values.probe === true,
    json,
    output,
    sort: sort === undefined ? undefined : oneOf("--sort", sort, scoreOrders),
    yes: values.yes === true,
  };
}

function placeNamed(positionals: readonly string[]): Pick<InspectRequest, "file" | "line"> {
  const [name, more] = positionals;
  if (name === undefined) throw new UserError("Name a record as FILE:LINE. See --help.");
  if (more !== undefined) throw new UserError("Name one record, as FILE:LINE.");
  const [, file, line] = /^(.+):(\d{1,9})$/.exec(name) ?? [];
  if (file === undefined || line === undefined) return { file: name, line: undefined };
  if (Number(line) === 0) throw new UserError("Lines are counted from 1.");
  return { file, line: Number(line) };
}

interface SamplingWords {
  readonly top?: string;
  readonly temperature?: string;
  readonly "top-p"?: string;
  readonly "max-tokens"?: string;
  readonly stop?: string[];
  readonly seed?: string;
}

const mostStops = 4;

function samplingFrom(words: SamplingWords): InspectRequest["sampling"] {
  const { stop = [], seed, top, temperature } = words;
  if (stop.length > mostStops) throw new UserError(`--stop can be given ${mostStops} times.`);
  const alternatives = top === undefined ? usualTop : wholeNumber("--top", top);
  if (alternatives > mostTop)
    throw new UserError(`Expected --top to be 0 to ${mostTop}, got ${top}.`);
  const limit = words["max-tokens"];
  const maxTokens = limit === undefined ? usualTokens : wholeNumber("--max-tokens", limit);
  if (maxTokens === 0) throw new UserError("Expected --max-tokens to be above 0.");
  const topP = words["top-p"];
  return {
    alternatives,
    maxTokens,
    stop,
    temperature: temperature === undefined ? 0 : numberWithin("--temperature", temperature, 0, 2),
    ...(topP !== undefined && { topP: numberWithin("--top-p", topP, 0, 1) }),
    ...(seed !== undefined && { seed: wholeNumber("--seed", seed) }),
  };
}

function numberWithin(option: string, text: string, least: number, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new UserError(`Expected ${option} to be a number from ${least} to ${most}, got "${text}".`);
}
