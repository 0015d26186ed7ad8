import { resolve } from "node:path";
import { convertLines, formatOfDataset } from "../../core/convert/convert-lines.js";
import type { ConvertedLine } from "../../core/convert/convert-lines.js";
import type { Conversion } from "../../core/convert/index.js";
import { codecs, conversionFrom } from "../../core/convert/index.js";
import type { DatasetFile } from "../../data/dataset-file.js";
import { openContent, openDataset } from "../../data/open-dataset.js";
import { UserError } from "../../data/user-error.js";
import type { Command } from "../command.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { oneOf, parseOptions } from "../options.js";
import { runWithProgress } from "../progress.js";
import { printable } from "../report/printable.js";

const forms = codecs.map(({ id }) => id);
const refusalsShown = 20;
const charactersAtOnce = 1 << 16;

/** `tunewright convert`. */
export const convert: Command = {
  name: "convert",
  summary: "write a dataset in another format, without loss",
  help: `Usage: tunewright convert FILE --to FORM

Writes the records of a dataset in another form to standard output. Where a record holds something
that has no place there, nothing is written: the reason is named for each such record.
- as FILE stands for standard input.

Options
  --to FORM             ${forms.join(", ")}
  --stdin-filename F    the name to show for standard input
  --help

Exit codes: 0 written, 1 refused, 2 wrong use or unreadable input.
`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, {
      to: { type: "string" },
      "stdin-filename": { type: "string" },
    });
    const [path, another] = positionals;
    if (path === undefined || another !== undefined) throw new UserError("Name one dataset.");
    if (values.to === undefined) {
      throw new UserError(`Expected --to with one of ${forms.join(", ")}.`);
    }
    const to = oneOf("--to", values.to, forms);
    const file = await open(path, values["stdin-filename"] ?? "standard input", io);
    try {
      return await convertFile(file, to, io);
    } finally {
      file.close();
    }
  },
};

async function open(path: string, name: string, io: Io): Promise<DatasetFile> {
  if (path === "-") return openContent(name, await io.readStandardInput());
  return openDataset(resolve(io.cwd, path), path);
}

async function convertFile(file: DatasetFile, to: string, io: Io): Promise<ExitCode> {
  const conversion = conversionOf(file, to);
  // Who reads standard output must not get half a dataset: all records are tried first.
  const refused = await runWithProgress(refusedLines(file, conversion), io, progress);
  if (refused.count > 0) {
    for (const reason of refused.first) io.stderr.write(`${printable(reason)}\n`);
    const records = refused.count === 1 ? "1 record is" : `${refused.count} records are`;
    io.stderr.write(`tunewright: ${records} refused. Nothing was written.\n`);
    return exitCode.findings;
  }
  await runWithProgress(written(file, conversion, io), io, progress);
  return exitCode.fine;
}

function conversionOf(file: DatasetFile, to: string): Conversion {
  const format = formatOfDataset(file);
  if (format === undefined) {
    throw new UserError(
      `${file.path} is not recognised as training data, one record on each line.`,
    );
  }
  const possible = codecs.filter((codec) => conversionFrom(format.id, codec) !== undefined);
  const codec = possible.find(({ id }) => id === to);
  const conversion = codec && conversionFrom(format.id, codec);
  if (conversion !== undefined) return conversion;
  const names = possible.map(({ id }) => id).join(", ");
  throw new UserError(
    names === ""
      ? `${file.path} has the format ${format.id}, which nothing can be made of.`
      : `${file.path} has the format ${format.id}, of which can be made: ${names}.`,
  );
}

interface Refused {
  readonly count: number;
  /** Places and reasons of the first ones. */
  readonly first: readonly string[];
}

function* refusedLines(
  file: DatasetFile,
  conversion: Conversion,
): Generator<ConvertedLine, Refused> {
  const first: string[] = [];
  let count = 0;
  for (const converted of convertLines(file, conversion)) {
    yield converted;
    if (converted.converted.kind === "record") continue;
    count += 1;
    if (count > refusalsShown) continue;
    first.push(`${file.path}:${converted.line + 1} ${converted.converted.reason}`);
  }
  return { count, first };
}

function* written(
  file: DatasetFile,
  conversion: Conversion,
  io: Io,
): Generator<ConvertedLine, undefined> {
  let text = "";
  for (const line of convertLines(file, conversion)) {
    if (line.converted.kind === "record") text += `${JSON.stringify(line.converted.record)}\n`;
    if (text.length > charactersAtOnce) {
      io.stdout.write(text);
      text = "";
    }
    yield line;
  }
  io.stdout.write(text);
  return undefined;
}

function progress({ line }: ConvertedLine): string {
  return `Converting line ${line + 1}`;
}
