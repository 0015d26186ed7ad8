import { URI } from "vscode-uri";

/**
 * A URI in VS Code's own spelling. Clients and Node escape characters such as `(` differently;
 * documents are told apart by this spelling only.
 */
export function canonicalUri(uri: string): string {
  return URI.parse(uri).toString();
}
