import type { CancellationToken, ClientCapabilities, Connection } from "vscode-languageserver";
import { datasetTokens } from "../protocol/server-messages.js";
import type { DatasetTokensRequest, DatasetTokensAnswer } from "../protocol/server-messages.js";
import { tokenLens, tokenLensUri } from "./code-lens.js";
import type { DatasetSession } from "./dataset-session.js";
import type { ServerHost } from "./host.js";
import { TokenCounts } from "./token-counts.js";

/** What the features need to know of the server. */
export interface TokenFeaturesOptions {
  readonly connection: Connection;
  /** The open dataset with this URI. */
  readonly session: (uri: string) => DatasetSession | undefined;
  readonly host: Pick<ServerHost, "now" | "pause">;
  /** Whether a person wants to see the tokens of each record; asked with each request. */
  readonly showsHints: () => boolean;
  readonly client: () => ClientCapabilities;
}

/**
 * Answers requests about tokens: hints at the records in view, and the sum of a dataset. Gives back
 * what asks the editor for its hints again.
 */
export function registerTokenFeatures(options: TokenFeaturesOptions): () => void {
  const { connection, session, host, showsHints, client } = options;
  const counts = new TokenCounts(host);
  connection.languages.inlayHint.on(async ({ textDocument, range }, token) => {
    const open = showsHints() ? session(textDocument.uri) : undefined;
    return open === undefined ? null : counts.hints(open, range, token);
  });
  connection.onCodeLensResolve(async (lens, token) => {
    const open = session(tokenLensUri(lens) ?? "");
    const tokens = open && (await counts.ofDocument(open, token));
    return { ...lens, command: tokenLens(tokens) };
  });
  connection.onRequest(
    datasetTokens.method,
    async (
      { uri }: DatasetTokensRequest,
      token: CancellationToken,
    ): Promise<DatasetTokensAnswer> => {
      const open = session(uri);
      return { tokens: (open && (await counts.ofDocument(open, token))) ?? null };
    },
  );
  return () => {
    if (client().workspace?.inlayHint?.refreshSupport !== true) return;
    void connection.languages.inlayHint.refresh();
  };
}
