import { grouped } from "../../core/grouped.js";
import { formatsReadBy } from "../../core/targets/readers.js";
import { targetById, targets as allTargets } from "../../core/targets/index.js";
import type { Target } from "../../core/targets/target.js";
import { limitsFor } from "../../core/targets/target.js";
import { unknownTarget } from "../unknown-name.js";
import type { Command } from "../command.js";
import { exitCode } from "../exit-code.js";
import { parseOptions } from "../options.js";

/** `tunewright targets`. */
export const targets: Command = {
  name: "targets",
  summary: "list who datasets can be checked for, and the formats they read",
  help: `Usage: tunewright targets [ID…] [--json]

Lists all targets with the formats that they read, or tells more about the ones named.

Options
  --json   print an array of objects: id, title, description, formats (each with its limits),
           closing
  --help
`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, {
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    });
    const chosen = positionals.length === 0 ? allTargets : positionals.map(targetNamed);
    if (values.json === true) {
      io.stdout.write(`${JSON.stringify(chosen.map(described), null, 2)}\n`);
    } else {
      io.stdout.write(positionals.length === 0 ? listed(chosen) : chosen.map(told).join("\n"));
    }
    return exitCode.fine;
  },
};

function targetNamed(id: string): Target {
  const target = targetById(id);
  if (target !== undefined) return target;
  throw unknownTarget(id);
}

function described(target: Target): unknown {
  const { id, title, description, closing } = target;
  const formats = formatsReadBy(target).map((format) => {
    const { leastRecords, mostRecords, largestFileBytes, longestRecordTokens } = limitsFor(
      target,
      format.id,
    );
    return { id: format.id, leastRecords, mostRecords, largestFileBytes, longestRecordTokens };
  });
  return { id, title, description, formats, closing: closing ?? null };
}

function listed(chosen: readonly Target[]): string {
  const width = Math.max(...chosen.map(({ id }) => id.length));
  return chosen.map((target) => `${target.id.padEnd(width)}  ${formatIds(target)}\n`).join("");
}

function formatIds(target: Target): string {
  return formatsReadBy(target)
    .map(({ id }) => id)
    .join(", ");
}

function told(target: Target): string {
  const { id, title, description, closing } = target;
  const lines = [
    id,
    `${title}: ${description}`,
    "",
    `Formats: ${formatIds(target)}`,
    ...formatsReadBy(target).flatMap((format) => limitLine(target, format.id)),
    ...(closing === undefined
      ? []
      : [`Takes no datasets from ${closing.on} on: ${closing.source}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** One line of the limits of a format, nothing where there are none. */
function limitLine(target: Target, format: Target["formats"][number]): readonly string[] {
  const limits = limitsFor(target, format);
  const parts = [
    limits.leastRecords > 0 ? `at least ${grouped(limits.leastRecords)} records` : "",
    limits.mostRecords === undefined ? "" : `at most ${grouped(limits.mostRecords)} records`,
    limits.largestFileBytes === undefined ? "" : `at most ${sizeOf(limits.largestFileBytes)}`,
    limits.longestRecordTokens === undefined
      ? ""
      : `at most ${grouped(limits.longestRecordTokens)} tokens in a record`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? [] : [`  ${format}: ${parts.join(", ")}`];
}

/** Limits are whole numbers of MB or GB. */
function sizeOf(bytes: number): string {
  const megabytes = bytes / 1024 ** 2;
  return megabytes < 1024 ? `${megabytes} MB` : `${megabytes / 1024} GB`;
}
