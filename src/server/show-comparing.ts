import * as l10n from "@vscode/l10n";
import type { ClientCapabilities, Connection } from "vscode-languageserver";

/** Says that a dataset is compared, where the client wants to know; the result ends that. */
export function showComparing(
  uri: string,
  connection: Connection,
  client: ClientCapabilities,
): () => void {
  if (client.window?.workDoneProgress !== true) return () => undefined;
  let isDone = false;
  const progress = connection.window.createWorkDoneProgress().then((reporter) => {
    const name = decodeURIComponent(uri.replace(/^.*\//, ""));
    if (!isDone) reporter.begin(l10n.t("Comparing the records of {0}", name));
    return reporter;
  });
  return () => {
    isDone = true;
    void progress.then((reporter) => reporter.done());
  };
}
