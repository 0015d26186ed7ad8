import type { Connection } from "vscode-languageserver";

/** Reports progress to a client that has given a token for it; `undefined` where it has not. */
export function startProgress(
  connection: Connection,
  token: string | undefined,
): ReturnType<Connection["window"]["attachWorkDoneProgress"]> | undefined {
  if (token === undefined) return undefined;
  const progress = connection.window.attachWorkDoneProgress(token);
  progress.begin("", 0);
  return progress;
}
