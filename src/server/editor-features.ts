import type {
  CancellationToken,
  ClientCapabilities,
  CompletionItem,
  CompletionParams,
  Connection,
  DocumentSymbol,
  Location,
  Range,
  SelectionRange,
  ServerCapabilities,
  TextDocumentPositionParams,
  TextEdit,
} from "vscode-languageserver";
import type { Format } from "../core/formats/format.js";
import { completeRecord } from "./complete-record.js";
import type { DatasetSession } from "./dataset-session.js";
import { documentSymbols } from "./document-symbols.js";
import { formatEdits } from "./format-document.js";
import type { ServerHost } from "./host.js";
import { firstOccurrences, otherOccurrences } from "./occurrences.js";
import { sampleRecords } from "./record-sample.js";
import { runInSlices } from "./run-in-slices.js";
import { selectionRange } from "./selection-ranges.js";
import { placementIn } from "./to-protocol.js";

/** What these features are announced as in the answer to `initialize`. */
export const editorCapabilities = {
  documentSymbolProvider: true,
  completionProvider: { triggerCharacters: ['"', "{", ",", ":"] },
  definitionProvider: true,
  referencesProvider: true,
  selectionRangeProvider: true,
  inlayHintProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
} as const satisfies ServerCapabilities;

/** What the features need to know of the server. */
export interface EditorFeaturesOptions {
  readonly connection: Connection;
  /** The open dataset with this URI. */
  readonly session: (uri: string) => DatasetSession | undefined;
  readonly host: Pick<ServerHost, "pause" | "now">;
  /** What the client said it can do; asked with each request. */
  readonly client: () => ClientCapabilities;
}

/**
 * Answers an editor's requests for comfort: outline, completion, going to the first of equal
 * records, growing selections, formatting.
 */
export function registerEditorFeatures(options: EditorFeaturesOptions): void {
  const { connection, session } = options;
  const features = new EditorFeatures(options);
  connection.onDocumentSymbol(({ textDocument }, token) =>
    features.symbols(session(textDocument.uri), token),
  );
  connection.onCompletion((params) => features.complete(params));
  connection.onDefinition((params) => features.firstOccurrences(params));
  connection.onReferences((params, token) => features.otherOccurrences(params, token));
  connection.onSelectionRanges(({ textDocument, positions }): SelectionRange[] | null => {
    const document = session(textDocument.uri)?.checked.document;
    if (document === undefined) return null;
    return positions.map((position) => selectionRange(document, position));
  });
  connection.onDocumentFormatting(({ textDocument }, token) =>
    features.format({ session: session(textDocument.uri), token }),
  );
  connection.onDocumentRangeFormatting(({ textDocument, range }, token) =>
    features.format({ session: session(textDocument.uri), token, range }),
  );
}

interface FormatRequest {
  readonly session: DatasetSession | undefined;
  readonly token: CancellationToken;
  /** The whole document where it is left out. */
  readonly range?: Range;
}

/** The answers. A class because all of them need the same options. */
class EditorFeatures {
  readonly #options: EditorFeaturesOptions;

  constructor(options: EditorFeaturesOptions) {
    this.#options = options;
  }

  async symbols(
    session: DatasetSession | undefined,
    token: CancellationToken,
  ): Promise<DocumentSymbol[] | null> {
    if (session === undefined || !this.#showsTrees) return null;
    const { document } = session.checked;
    return this.#finish(documentSymbols(document, formatOf(session)), session, token);
  }

  complete({ textDocument, position, context }: CompletionParams): CompletionItem[] | null {
    const { session, client } = this.#options;
    const open = session(textDocument.uri);
    if (open === undefined) return null;
    const item = client().textDocument?.completion?.completionItem;
    const snippets = item?.snippetSupport === true;
    const typed = context?.triggerCharacter;
    return completeRecord(open.checked.document, position, { snippets, typed });
  }

  async firstOccurrences({
    textDocument,
    position,
  }: TextDocumentPositionParams): Promise<Location[] | null> {
    const session = this.#options.session(textDocument.uri);
    if (session === undefined) return null;
    return firstOccurrences(await session.settled(), position, placementIn(session));
  }

  async otherOccurrences(
    { textDocument, position }: TextDocumentPositionParams,
    token: CancellationToken,
  ): Promise<Location[] | null> {
    const session = this.#options.session(textDocument.uri);
    if (session === undefined) return null;
    const check = await session.settled();
    const work = otherOccurrences(check, position, placementIn(session));
    return this.#finish(work, session, token);
  }

  async format({ session, token, range }: FormatRequest): Promise<TextEdit[] | null> {
    if (session === undefined) return null;
    return this.#finish(formatEdits(session.checked.document, range), session, token);
  }

  get #showsTrees(): boolean {
    const abilities = this.#options.client().textDocument?.documentSymbol;
    return abilities?.hierarchicalDocumentSymbolSupport === true;
  }

  /** Runs long work to its end, or to nothing where the document changes under it. */
  async #finish<Result>(
    work: Generator<void, Result, void>,
    session: DatasetSession,
    token: CancellationToken,
  ): Promise<Result | null> {
    const { version } = session;
    const isCancelled = (): boolean => token.isCancellationRequested || session.version !== version;
    return (await runInSlices(work, { host: this.#options.host, isCancelled })) ?? null;
  }
}

/** The format of a dataset as it was last checked, else what its first records look like. */
function formatOf({ check, checked }: DatasetSession): Format | undefined {
  if (check !== undefined) return check.plan.context?.format;
  return sampleRecords(checked.document).format;
}
