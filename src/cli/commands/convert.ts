import { realpathSync } from "node:fs";
import { basename, resolve } from "node:path";
import { grouped } from "../../core/grouped.js";
import type { ConvertedDataset } from "../../core/convert/convert-dataset.js";
import { convertDataset } from "../../core/convert/convert-dataset.js";
import type { MemberChanges } from "../../core/convert/change-members.js";
import { afterChanges, hasMemberChanges } from "../../core/convert/change-members.js";
import { formatOfDataset, isToBeLaidOut, nearPromptsIn } from "../../core/convert/convert-lines.js";
import type { Conversion } from "../../core/convert/index.js";
import { codecs, conversionFrom } from "../../core/convert/index.js";
import type { DatasetFile } from "../../data/dataset-file.js";
import { openContent, openDataset } from "../../data/open-dataset.js";
import { outputFile } from "../../data/output-file.js";
import { describeSystemError, systemErrorCode, UserError } from "../../data/user-error.js";
import type { Command } from "../command.js";
import type { ExitCode } from "../exit-code.js";
import { exitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { oneOf, parseOptions } from "../options.js";
import { memberChanges } from "../member-changes.js";
import { linesPath } from "../lines-path.js";
import { runWithProgress } from "../progress.js";
import { renameHint } from "../report/rename-hint.js";
import { printable } from "../report/printable.js";

const forms = codecs.map(({ id }) => id);

/** `tunewright convert`. */
export const convert: Command = {
  name: "convert",
  summary: "write a dataset in another format, without loss",
  help: `Usage: tunewright convert FILE --to FORM [--map FROM=TO,…] [--without NAME,…] [--output OUT]

Writes the records of a dataset in another form, to standard output or to a file. Where a record
holds something that has no place there, nothing is written: the reason is named for each such
record. - as FILE stands for standard input, as OUT for standard output.

Options
  --to FORM             ${forms.join(", ")}
  --map FROM=TO,…       rename outermost members first; several that become one are joined by a
                        blank line, and numbers that become prompt or completion are texts then
  --without NAME,…      leave outermost members out
  --output OUT          write to this file, as a whole or not at all; it may not exist yet
  --force               replace OUT where it exists; not where it is FILE
  --in-place            replace FILE itself
  --stdin-filename F    the name to show for standard input
  --help

Exit codes: 0 written, 1 refused, 2 wrong use or unreadable input.
`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, {
      to: { type: "string" },
      map: { type: "string" },
      without: { type: "string" },
      output: { type: "string" },
      force: { type: "boolean" },
      "in-place": { type: "boolean" },
      "stdin-filename": { type: "string" },
    });
    const [path, another] = positionals;
    if (path === undefined || another !== undefined) throw new UserError("Name one dataset.");
    if (values.to === undefined) {
      throw new UserError(`Expected --to with one of ${forms.join(", ")}.`);
    }
    const to = oneOf("--to", values.to, forms);
    const changes = memberChanges(values.map, values.without);
    const destination = destinationOf(path, values, io);
    const file = await open(path, values["stdin-filename"] ?? "standard input", io);
    try {
      const conversion = conversionOf(file, to, changes);
      return destination === undefined
        ? await toStandardOutput(file, conversion, io)
        : await toFile(file, conversion, { destination, io });
    } finally {
      file.close();
    }
  },
};

async function open(path: string, name: string, io: Io): Promise<DatasetFile> {
  if (path === "-") return openContent(name, await io.readStandardInput());
  return openDataset(resolve(io.cwd, path), path);
}

/** The file that is written. */
interface Destination {
  /** As a person has named it. */
  readonly name: string;
  readonly path: string;
  readonly mayReplace: boolean;
  /** Whether it is the dataset itself. */
  readonly isSource: boolean;
}

interface DestinationOptions {
  readonly output?: string | undefined;
  readonly force?: boolean | undefined;
  readonly "in-place"?: boolean | undefined;
}

/** Where the records go; `undefined` for standard output. */
function destinationOf(
  path: string,
  { output, force, "in-place": inPlace }: DestinationOptions,
  { cwd }: Io,
): Destination | undefined {
  if (inPlace === true) return itself(path, output, cwd);
  if (output === undefined || output === "-") return undefined;
  const location = resolve(cwd, output);
  const other = fileAt(location);
  if (other !== undefined && path !== "-" && other === fileAt(resolve(cwd, path))) {
    throw new UserError(`${output} is the dataset itself; --in-place replaces it.`);
  }
  if (other !== undefined && force !== true) {
    throw new UserError(`${output} exists already; --force replaces it.`);
  }
  return { name: output, path: location, mayReplace: force === true, isSource: false };
}

function itself(path: string, output: string | undefined, cwd: string): Destination {
  if (output !== undefined) throw new UserError("Expected --output or --in-place, got both.");
  if (path === "-") throw new UserError("--in-place needs a file, got standard input.");
  return { name: path, path: resolve(cwd, path), mayReplace: true, isSource: true };
}

/** The file behind a path, through symbolic links; `undefined` where there is none. */
function fileAt(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw new UserError(describeSystemError(error, path));
  }
}

function conversionOf(file: DatasetFile, to: string, changes: MemberChanges): Conversion {
  const format = formatOfDataset(file, changes);
  if (format === undefined && isToBeLaidOut(file)) {
    const path = linesPath(file.path);
    throw new UserError(
      `${file.path} does not have one record on each line. tunewright check --fix=all ${file.path} writes it so to ${path}, which can be converted.`,
    );
  }
  if (format === undefined) throw new UserError(whyOfNoFormat(file, changes));
  const possible = codecs.filter((codec) => conversionFrom(format.id, codec) !== undefined);
  const codec = possible.find(({ id }) => id === to);
  const conversion = codec && conversionFrom(format.id, codec);
  if (conversion !== undefined) return afterChanges(changes, conversion);
  const names = possible.map(({ id }) => id).join(", ");
  throw new UserError(
    names === ""
      ? `${file.path} has the format ${format.id}, which nothing can be made of.`
      : `${file.path} has the format ${format.id}, of which can be made: ${names}.`,
  );
}

function whyOfNoFormat(file: DatasetFile, changes: MemberChanges): string {
  if (hasMemberChanges(changes)) {
    return `${file.path} is not recognised as training data, also with these members.`;
  }
  const renames = nearPromptsIn(file);
  const hint = renames === undefined ? "" : ` ${renameHint(file.path, renames)}`;
  return `${file.path} is not recognised as training data, one record on each line.${hint}`;
}

async function toStandardOutput(
  file: DatasetFile,
  conversion: Conversion,
  io: Io,
): Promise<ExitCode> {
  // Who reads standard output must not get half a dataset: all records are tried first.
  const tried = await run(file, conversion, { io, write: () => undefined });
  if (tried.refused > 0) return sayRefused(file, tried, io);
  await run(file, conversion, { io, write: (text) => io.stdout.write(text) });
  return exitCode.fine;
}

async function toFile(
  file: DatasetFile,
  conversion: Conversion,
  { destination, io }: { readonly destination: Destination; readonly io: Io },
): Promise<ExitCode> {
  if (destination.isSource && file.isCompressed === true) {
    throw new UserError(`${file.path} is compressed; name another file with --output.`);
  }
  const output = outputFile(destination.path, destination);
  try {
    const write = (text: string): void => output.write(Buffer.from(text, "utf8"));
    const converted = await run(file, conversion, { io, write });
    if (converted.refused > 0) return sayRefused(file, converted, io);
    output.commit(destination.isSource ? file.stamp : undefined);
    const records = converted.records === 1 ? "1 record" : `${grouped(converted.records)} records`;
    io.stderr.write(`${printable(destination.name)}: ${records} written.\n`);
    return exitCode.fine;
  } catch (error) {
    if (error instanceof UserError || systemErrorCode(error) === undefined) throw error;
    throw new UserError(describeSystemError(error, destination.name));
  } finally {
    output.discard();
  }
}

function run(
  file: DatasetFile,
  conversion: Conversion,
  { io, write }: { readonly io: Io; readonly write: (text: string) => void },
): Promise<ConvertedDataset> {
  return runWithProgress(
    convertDataset(file, conversion, write),
    io,
    (line) => `Converting ${basename(file.path)}: line ${line + 1}`,
  );
}

function sayRefused(
  { path }: DatasetFile,
  { refused, firstRefused, extra }: ConvertedDataset,
  io: Io,
): ExitCode {
  for (const { line, reason } of firstRefused) {
    io.stderr.write(`${printable(`${path}:${line + 1} ${reason}`)}\n`);
  }
  const records = refused === 1 ? "1 record is" : `${grouped(refused)} records are`;
  io.stderr.write(`tunewright: ${records} refused. Nothing was written.\n`);
  if (extra.length > 0) {
    const names = printable(extra.join(","));
    io.stderr.write(`Members that have no place there are left out with --without ${names}\n`);
  }
  return exitCode.findings;
}
