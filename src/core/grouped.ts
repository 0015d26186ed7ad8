import * as l10n from "@vscode/l10n";

/**
 * A count as people read it, in every message: `12,345`. Which sign parts the thousands goes with the
 * language of the texts around it. Line numbers and what programs read stay plain.
 */
export function grouped(count: number, separator = separatorOfTexts()): string {
  const [whole = "", fraction] = String(count).split(".");
  const parted = whole.replace(/\B(?=(?:\d{3})+$)/g, separator);
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

function separatorOfTexts(): string {
  return l10n.t({ message: ",", comment: "Between the thousands of a number, as in 12,345" });
}
