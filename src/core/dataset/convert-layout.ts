import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import type { Layout } from "./document-layout.js";
import { JsonSplitter } from "./json-splitter.js";
import { LayoutError } from "./layout-error.js";
import { readTable } from "./table-text.js";
import { decodeUtf8 } from "./utf8.js";

/**
 * The lines of a dataset whose text is laid out otherwise: the records of JSON over several lines,
 * or one object of texts for each row of a table. Throws a `LayoutError` where that would lose
 * something.
 */
export function convertToLines(layout: Exclude<Layout, "lines">, text: string): readonly string[] {
  return layout === "table" ? tableLines(text) : documentLines(text);
}

function documentLines(text: string): readonly string[] {
  const lines: string[] = [];
  const splitter = new JsonSplitter((record) => lines.push(checkedRecord(record, lines.length)));
  splitter.push(new TextEncoder().encode(text.replace(/^\uFEFF/, "")));
  splitter.end();
  return lines;
}

/** A record's text. Throws a `LayoutError` where it is not JSON; `index` counts from 0. */
export function checkedRecord(record: Uint8Array, index: number): string {
  const text = decodeUtf8(record);
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = l10n.t("Record {0} of the file is not JSON: {1}", index + 1, error.message);
    throw new LayoutError(reason);
  }
}

/** One line for each row of a table. Throws a `LayoutError` for a row of another length. */
export function tableLines(text: string): readonly string[] {
  const { header, rows, badQuotesInRow } = readTable(text);
  if (badQuotesInRow !== undefined) {
    throw new LayoutError(
      l10n.t("Row {0} of the table has a quote that does not end.", badQuotesInRow),
    );
  }
  return rows.map((row, index) => {
    if (row.length === header.length) return recordOf(header, row);
    throw new LayoutError(
      l10n.t(
        "Row {0} of the table has {1} fields, its header {2}.",
        index + 2,
        grouped(row.length),
        grouped(header.length),
      ),
    );
  });
}

function recordOf(header: readonly string[], row: readonly string[]): string {
  const members = header.map((name, i) => `${JSON.stringify(name)}:${JSON.stringify(row[i])}`);
  return `{${members.join(",")}}`;
}
