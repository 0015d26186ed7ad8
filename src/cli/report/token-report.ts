import type { FormatId } from "../../core/formats/format.js";
import type { CountedDataset } from "../../core/tokens/count-dataset.js";
import { grouped } from "../../core/grouped.js";
import type { Output } from "../io.js";
import { printable } from "./printable.js";

/** What `tunewright tokens` prints of one dataset. */
export interface TokenReport {
  readonly path: string;
  readonly format: FormatId;
  /** The encoding, or the name of the tokenizer file. */
  readonly tokenizer: string;
  readonly model: string | undefined;
  /** The size of the file. */
  readonly bytes: number;
  readonly limitBy: { readonly limit: number; readonly limitOf: string } | undefined;
  readonly statistics: CountedDataset;
}

/** Prints a table for each dataset. */
export function printTokenText(reports: readonly TokenReport[], output: Output): void {
  output.write(reports.map(textOf).join("\n"));
}

/** Prints one object, whose shape stays the same under its version. */
export function printTokenJson(reports: readonly TokenReport[], output: Output): void {
  const files = reports.map(({ path, format, tokenizer, model, bytes, limitBy, statistics }) => ({
    path,
    format,
    tokenizer,
    model: model ?? null,
    bytes,
    bytesPerToken: bytesPerToken(bytes, statistics),
    records: statistics.records,
    skipped: statistics.skipped,
    isEstimate: statistics.isEstimate,
    tokens: {
      total: statistics.total,
      prompt: statistics.total - statistics.trained,
      trained: statistics.trained,
    },
    perRecord: {
      least: statistics.least,
      median: statistics.median,
      p95: statistics.p95,
      most: statistics.most,
      longestLine: lineNumber(statistics) ?? null,
    },
    limit: limitBy?.limit ?? null,
    overLimit: limitBy === undefined ? null : statistics.overLimit,
  }));
  output.write(`${JSON.stringify({ version: 1, files }, null, 2)}\n`);
}

function textOf({ statistics, ...report }: TokenReport): string {
  const { path, format, tokenizer, model, bytes, limitBy } = report;
  const { total, trained, least, median, p95, most, records, skipped, overLimit } = statistics;
  const about = statistics.isEstimate ? "about " : "";
  const line = lineNumber(statistics);
  const perToken = bytesPerToken(bytes, statistics);
  const counted = model === undefined ? tokenizer : `${model}, ${tokenizer}`;
  const rows: readonly (readonly [name: string, value: string])[] = [
    ["records", grouped(records) + (skipped === 0 ? "" : `, ${grouped(skipped)} lines skipped`)],
    ["tokens", `${about}${grouped(total)}`],
    ["  prompt", `${about}${grouped(total - trained)}`],
    ["  trained", `${about}${grouped(trained)}`],
    [
      "per record",
      `${grouped(least)} least, ${grouped(median)} median, ${grouped(p95)} 95th percentile`,
    ],
    ["longest", grouped(most) + (line === undefined ? "" : `, line ${line}`)],
    ...(limitBy === undefined
      ? []
      : [
          [
            "over limit",
            `${grouped(overLimit)} above ${grouped(limitBy.limit)} (${limitBy.limitOf})`,
          ] as const,
        ]),
    ["bytes/token", perToken === null ? "-" : perToken.toFixed(2)],
  ];
  const table = rows.map(([name, value]) => `  ${name.padEnd(12)}${printable(value)}\n`).join("");
  return printable(`${path}: ${format}, ${counted}`) + `\n${table}`;
}

/** Of the whole file, its JSON included; `null` where there are no tokens. */
function bytesPerToken(bytes: number, { total }: CountedDataset): number | null {
  return total === 0 ? null : bytes / total;
}

function lineNumber({ longestLine }: CountedDataset): number | undefined {
  return longestLine === undefined ? undefined : longestLine + 1;
}
