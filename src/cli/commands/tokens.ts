import { basename, resolve } from "node:path";
import { targetSettings } from "../../core/config/target-setting.js";
import { formatOfDataset } from "../../core/convert/convert-lines.js";
import type { CheckOptions } from "../../core/dataset/check-plan.js";
import { targetById } from "../../core/targets/index.js";
import { defaultTarget } from "../../core/targets/readers.js";
import { countDataset } from "../../core/tokens/count-dataset.js";
import { datasetTokens } from "../../core/tokens/dataset-tokens.js";
import type { DatasetFile } from "../../data/dataset-file.js";
import { openContent, openDataset } from "../../data/open-dataset.js";
import { UserError } from "../../data/user-error.js";
import type { Command } from "../command.js";
import { exitCode } from "../exit-code.js";
import { Failures } from "../failures.js";
import type { Io } from "../io.js";
import { oneOf, parseOptions } from "../options.js";
import { runWithProgress } from "../progress.js";
import type { TokenReport } from "../report/token-report.js";
import { printTokenJson, printTokenText } from "../report/token-report.js";
import { tokenOptionNames, tokenOptions } from "../token-options.js";
import type { DatasetsRequest } from "./check-options.js";
import { configurationOption } from "./check-options.js";
import { datasetsToCheck } from "./check-paths.js";

/** `tunewright tokens`. */
export const tokens: Command = {
  name: "tokens",
  summary: "count the tokens of datasets",
  help: `Usage: tunewright tokens PATHS… [--model M | --tokenizer FILE] [options]

Counts the tokens of datasets as a model's tokenizer makes them: all of them, those that are learned,
how they are spread over the records, and how many records are longer than the model takes. A path is
a file, a directory, a glob, or - for standard input. What OpenAI's models are given beside the texts
of a conversation is counted as documented; pictures and functions can only be estimated.

Options
  --model M             such as gpt-4.1-mini; ft:… stands for what it was made of. Without it the
                        model or tokenizer that tunewright.json names, or that of the target
  --tokenizer FILE      the tokenizer.json of an open model: only texts are counted, without what its
                        chat template adds
  --max-tokens N        the most tokens that a record may have
  --target T            ${targetSettings.slice(0, 6).join(", ")}, …: as for check
  --config FILE, --no-config, --stdin-filename F
                        as for check
  --json                print an object: version 1, files
  --help

Exit codes: 0 counted, 2 wrong use or unreadable input.
`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, {
      ...tokenOptionNames,
      target: { type: "string" },
      config: { type: "string" },
      "no-config": { type: "boolean" },
      "stdin-filename": { type: "string" },
      json: { type: "boolean" },
    });
    if (positionals.length === 0) throw new UserError("Name the datasets to count.");
    const { target } = values;
    const request: DatasetsRequest = {
      paths: positionals,
      configuration: configurationOption(values.config, values["no-config"] === true),
      target: target === undefined ? undefined : oneOf("--target", target, targetSettings),
      tokens: tokenOptions(values),
      severities: {},
      standardInputName: values["stdin-filename"] ?? "standard input",
    };
    const failures = new Failures(io);
    const reports: TokenReport[] = [];
    for (const { path, options, ignoredBy } of datasetsToCheck(request, io, failures)) {
      if (ignoredBy !== undefined && positionals.length > 1) continue;
      await failures.catch(async () => {
        const file = await open(path, request.standardInputName, io);
        try {
          reports.push(await countFile(file, options, io));
        } finally {
          file.close();
        }
      });
    }
    if (values.json === true) printTokenJson(reports, io.stdout);
    else printTokenText(reports, io.stdout);
    return failures.count > 0 ? exitCode.misuse : exitCode.fine;
  },
};

async function open(path: string, name: string, io: Io): Promise<DatasetFile> {
  if (path === "-") return openContent(name, await io.readStandardInput());
  return openDataset(resolve(io.cwd, path), path);
}

async function countFile(file: DatasetFile, options: CheckOptions, io: Io): Promise<TokenReport> {
  const { path, bytes } = file;
  const format = formatOfDataset(file);
  if (format === undefined) {
    throw new UserError(`${path} is not recognised as training data, one record on each line.`);
  }
  const target = targetById(options.target ?? "") ?? defaultTarget(format);
  const counted = datasetTokens(options, target, format.id);
  const counter = counted.counter();
  if (counter === undefined) {
    const reason =
      counted.problem() ??
      `Name the model with --model or its tokenizer.json with --tokenizer: ${target.title} does not say which tokens count.`;
    throw new UserError(`${path}: ${reason}`);
  }
  const { limit, limitOf, overhead } = counted;
  const steps = countDataset(file, { format, counter, overhead }, limit);
  const statistics = await runWithProgress(steps, io, (progress) => {
    const read = bytes === 0 ? 1 : progress.bytes / bytes;
    return `Counting ${basename(path)}: ${Math.floor(read * 100)} %`;
  });
  const model = options.tokenizer === undefined ? options.model : undefined;
  const limitBy = limit === undefined ? undefined : { limit, limitOf };
  return { path, format: format.id, tokenizer: counter.name, model, bytes, limitBy, statistics };
}
