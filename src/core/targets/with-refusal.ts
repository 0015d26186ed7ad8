import * as l10n from "@vscode/l10n";

/** A message with the words in which a target says the same, for who searches for them. */
export function withRefusal(message: string, refusal: string | undefined): string {
  return refusal === undefined ? message : l10n.t('{0} It answers: "{1}"', message, refusal);
}
