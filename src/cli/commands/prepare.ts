import { resolve } from "node:path";
import { isRecipePath } from "../../core/prepare/recipe/recipe-path.js";
import { targetById } from "../../core/targets/index.js";
import { UserError } from "../../data/user-error.js";
import type { Command } from "../command.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { parseOptions } from "../options.js";
import type { PairsRequest, PreparedFiles } from "../prepare-request.js";
import { unknownTarget } from "../unknown-name.js";
import { check } from "./check.js";

const options = {
  "output-dir": { type: "string" },
  output: { type: "string" },
  propose: { type: "string" },
  target: { type: "string" },
  "dry-run": { type: "boolean" },
  yes: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** `tunewright prepare`. */
export const prepare: Command = {
  name: "prepare",
  summary: "make training, validation and test files of a table, by a recipe",
  help: `Usage: tunewright prepare RECIPE [options]
       tunewright prepare FILE [options]
       tunewright prepare --propose TABLE [--output RECIPE] [--target TARGET]

Reads the sources of a recipe (*.recipe.yaml), makes records by its templates, removes copies, deals
them out to training, validation and test, and writes one file for each with a manifest beside them:
all of them or none. The same recipe and the same sources give the same bytes. What was written is
checked. docs/recipes.md describes the keys of a recipe.

A FILE with the columns prompt and completion (CSV, TSV, XLSX, JSON, JSON Lines), or with a completion
on each line (TXT), is prepared as OpenAI's deleted "openai tools fine_tunes.prepare_data" did: it
says what it finds, asks about each change, and writes FILE_prepared.jsonl, of a classification
FILE_prepared_train.jsonl and FILE_prepared_valid.jsonl. No file is ever replaced.
docs/prepare-data.md has the steps.

  --output-dir D   write all files into this folder
  --dry-run        write nothing; say what would be written, and show the first records
  --yes            replace files that this recipe has not made, and fetch from hosts that it names
                   without asking; with FILE do all that is recommended
  --json           print steps and outputs as JSON

  --propose TABLE  write a recipe for a table: its texts, its labels, a separator that is not in it
  --output RECIPE  the recipe to write; - for standard output
  --target TARGET  who will read the dataset

Ends with 0 where all is well, 1 where the recipe has faults or what it makes has errors, 2 where
the command was wrong or a source cannot be read.
`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options);
    const [recipe, another] = positionals;
    if (values.propose !== undefined) {
      if (recipe !== undefined) throw new UserError("Take a recipe or --propose, not both.");
      return propose(values.propose, values, io);
    }
    if (recipe === undefined || another !== undefined) throw new UserError("Name one recipe.");
    if (values.output !== undefined || values.target !== undefined) {
      throw new UserError("--output and --target go with --propose; a recipe has keys for both.");
    }
    if (!isRecipePath(recipe)) return preparePairs(recipe, values, io);
    return prepareByRecipe(recipe, values, io);
  },
};

type Values = ReturnType<typeof parseOptions<typeof options>>["values"];

async function propose(
  table: string,
  { output, target: name, yes }: Values,
  io: Io,
): Promise<ExitCode> {
  const target = name === undefined ? undefined : targetById(name);
  if (name !== undefined && target === undefined) throw unknownTarget(name);
  const { runPropose } = await import("../prepare/commands.js");
  return runPropose({ table, output, target, yes: yes === true }, io);
}

async function prepareByRecipe(recipe: string, values: Values, io: Io): Promise<ExitCode> {
  const { runPrepare } = await import("../prepare/commands.js");
  const prepared = await runPrepare({ recipe, ...requested(values, io) }, io);
  return prepared === undefined ? exitCode.findings : checkWritten(prepared, io);
}

async function preparePairs(file: string, values: Values, io: Io): Promise<ExitCode> {
  if (/\.ya?ml$/i.test(file)) {
    throw new UserError(`${file} is no recipe: their names end in .recipe.yaml.`);
  }
  const { runPairs } = await import("../prepare/commands.js");
  const prepared = await runPairs({ file, ...requested(values, io) }, io);
  return prepared === undefined ? exitCode.findings : checkWritten(prepared, io);
}

function requested(
  { "output-dir": folder, "dry-run": dryRun, json, yes }: Values,
  { cwd }: Io,
): Omit<PairsRequest, "file"> {
  return {
    outputFolder: folder === undefined ? undefined : resolve(cwd, folder),
    dryRun: dryRun === true,
    json: json === true,
    yes: yes === true,
  };
}

/** Checks what was written; what is found is told beside the result. */
async function checkWritten({ written, target }: PreparedFiles, io: Io): Promise<ExitCode> {
  if (written.length === 0) return exitCode.fine;
  const [training = "", ...held] = written;
  const quiet = { ...io, stdout: io.stderr };
  const options = ["--target", target, "--max-findings", "3"];
  const codes = [await check.run([training, ...options], quiet)];
  // Nobody learns from these: a few records are enough, and in the order of the source.
  const fewToo = ["too-few-records", "records-sorted-by-label"].flatMap((rule) => [
    "--rule",
    `${rule}=off`,
  ]);
  if (held.length > 0) codes.push(await check.run([...held, ...options, ...fewToo], quiet));
  if (codes.includes(exitCode.misuse)) return exitCode.misuse;
  return codes.includes(exitCode.findings) ? exitCode.findings : exitCode.fine;
}
