import type { ClientCapabilities, CodeLens, Connection } from "vscode-languageserver";
import { CodeLensRefreshRequest } from "vscode-languageserver";
import type { DatasetChoice } from "./check-choices.js";
import { canonicalUri } from "./canonical-uri.js";
import { datasetLenses } from "./code-lens.js";
import type { DatasetSession } from "./dataset-session.js";

/** How the client shows lenses. */
export interface LensAbilities {
  /** Whether it asks again when it is told to. */
  readonly refreshes: boolean;
  readonly runsCommands: boolean;
}

/** What lenses need to know of the server. */
export interface DatasetLensesOptions {
  readonly connection: Pick<Connection, "sendRequest" | "console">;
  readonly choiceFor: (uri: string) => DatasetChoice | undefined;
  /** Whether a person wants to see them. */
  readonly isOn: () => boolean;
}

/** Reads from what a client says of itself whether it asks again when it is told to. */
export function refreshesLenses({ workspace }: ClientCapabilities): boolean {
  return workspace?.codeLens?.refreshSupport === true;
}

/**
 * The lenses of the open datasets. Between an edit and the next check those of the last check stay,
 * so that nothing flickers and typing waits for nothing.
 */
export class DatasetLenses {
  readonly #options: DatasetLensesOptions;
  /** The lenses of each dataset's last check. */
  readonly #last = new Map<string, readonly CodeLens[]>();
  #abilities: LensAbilities = { refreshes: false, runsCommands: false };
  #isAsked = false;

  constructor(options: DatasetLensesOptions) {
    this.#options = options;
  }

  start(abilities: LensAbilities): void {
    this.#abilities = abilities;
  }

  async of(session: DatasetSession): Promise<CodeLens[]> {
    this.#isAsked = true;
    if (!this.#options.isOn()) return [];
    const known = this.#last.get(canonicalUri(session.uri));
    if (known !== undefined && this.#abilities.refreshes) return [...known];
    await session.settled();
    return [...(this.#last.get(canonicalUri(session.uri)) ?? [])];
  }

  /** Takes in a finished check, or another target: the client asks again where that changes them. */
  update(session: DatasetSession): void {
    const { uri, check, checked } = session;
    const choice = this.#options.choiceFor(uri);
    if (check === undefined || choice === undefined) return;
    const { runsCommands } = this.#abilities;
    const { document } = checked;
    const lenses = datasetLenses({ uri, document, check, choice, runsCommands });
    const before = this.#last.get(canonicalUri(uri));
    this.#last.set(canonicalUri(uri), lenses);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(lenses)) this.refresh();
  }

  forget(uri: string): void {
    this.#last.delete(canonicalUri(uri));
  }

  /** Makes the client ask again, where it has ever asked. */
  refresh(): void {
    if (!this.#isAsked || !this.#abilities.refreshes) return;
    const { connection } = this.#options;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      // Some clients say that they know the request and answer with an error.
      connection.console.warn(String(error));
    });
  }
}
