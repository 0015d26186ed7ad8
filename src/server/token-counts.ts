import * as l10n from "@vscode/l10n";
import type { CancellationToken, InlayHint, Range } from "vscode-languageserver";
import { grouped } from "../core/grouped.js";
import type { RuleContext } from "../core/rules/rule.js";
import { countText } from "../core/tokens/count-dataset.js";
import type { RecordCounting, RecordTokens } from "../core/tokens/record-tokens.js";
import type { TokenStatistics } from "../core/tokens/token-statistics.js";
import { TokenTally } from "../core/tokens/token-statistics.js";
import type { DatasetSession } from "./dataset-session.js";
import type { ServerHost } from "./host.js";
import type { DocumentLine } from "./line-document.js";

/** How long the server counts before it lets waiting messages in. */
const sliceMs = 25;

/** What is counted of a line; `undefined` where it holds no record of the dataset's format. */
interface CountedLine {
  readonly tokens: RecordTokens | undefined;
}

/** The counts of one document under one plan. */
interface CountedDocument {
  readonly context: RuleContext;
  readonly counting: RecordCounting;
  readonly lines: WeakMap<DocumentLine, CountedLine>;
}

/** The tokens of a dataset and the limit that they were compared with. */
export interface DocumentTokens extends TokenStatistics {
  /** The encoding, or the name of the tokenizer file. */
  readonly tokenizer: string;
  readonly limit: number | undefined;
}

/**
 * Counts the tokens of open datasets, each line once until it is edited. A class because it keeps
 * the counts.
 */
export class TokenCounts {
  readonly #host: Pick<ServerHost, "now" | "pause">;
  readonly #documents = new WeakMap<DatasetSession, CountedDocument>();

  constructor(host: Pick<ServerHost, "now" | "pause">) {
    this.#host = host;
  }

  /**
   * The tokens of a whole dataset. Works in slices; `undefined` where nobody knows how to count,
   * where it is cancelled, and where the document changes meanwhile.
   */
  async ofDocument(
    session: DatasetSession,
    token: CancellationToken,
  ): Promise<DocumentTokens | undefined> {
    const document = await this.#counted(session);
    if (document === undefined) return undefined;
    const { limit } = document.context.tokens;
    const tally = new TokenTally(limit);
    const isWhole = await this.#count({ session, document, token }, (tokens, line) =>
      tally.add(tokens, line),
    );
    if (!isWhole) return undefined;
    return { ...tally.statistics, tokenizer: document.counting.counter.name, limit };
  }

  /** How many tokens the records in a range have, to be shown where each of them starts. */
  async hints(
    session: DatasetSession,
    range: Range,
    token: CancellationToken,
  ): Promise<InlayHint[] | null> {
    const document = await this.#counted(session);
    if (document === undefined) return null;
    const hints: InlayHint[] = [];
    const isWhole = await this.#count({ session, document, token, range }, (tokens, line) =>
      hints.push(hintFor(tokens, line, document)),
    );
    return isWhole ? hints : null;
  }

  /** Reads the tokenizer when it is first needed. */
  async #counted(session: DatasetSession): Promise<CountedDocument | undefined> {
    const known = this.#documents.get(session);
    // While somebody types, what was known before does: nothing is checked for this.
    if (session.check === undefined && known !== undefined) return known;
    const { context } = (await session.settled()).plan;
    if (context !== undefined && known?.context === context) return known;
    const counter = context?.tokens.counter();
    if (context === undefined || counter === undefined) return undefined;
    const { format, tokens } = context;
    const counting = { format, counter, overhead: tokens.overhead };
    const document = { context, counting, lines: new WeakMap<DocumentLine, CountedLine>() };
    this.#documents.set(session, document);
    return document;
  }

  /** Counts lines and says whether it came to their end. */
  async #count(
    { session, document, token, range }: CountRequest,
    take: (tokens: RecordTokens, line: number) => void,
  ): Promise<boolean> {
    const { version } = session;
    const { lines } = session.checked.document;
    const end = Math.min(range === undefined ? lines.length : range.end.line + 1, lines.length);
    let rested = this.#host.now();
    for (let line = range?.start.line ?? 0; line < end; line += 1) {
      const tokens = tokensOf(session, document, line);
      if (tokens !== undefined) take(tokens, line);
      if (this.#host.now() - rested < sliceMs) continue;
      await this.#host.pause();
      rested = this.#host.now();
      if (token.isCancellationRequested || session.version !== version) return false;
    }
    return true;
  }
}

interface CountRequest {
  readonly session: DatasetSession;
  readonly document: CountedDocument;
  readonly token: CancellationToken;
  /** The whole document where it is left out. */
  readonly range?: Range;
}

function tokensOf(
  session: DatasetSession,
  { counting, lines }: CountedDocument,
  number: number,
): RecordTokens | undefined {
  const { document } = session.checked;
  const line = document.lines[number];
  if (line === undefined) return undefined;
  const known = lines.get(line);
  if (known !== undefined) return known.tokens;
  const counted = countText(document.recordText(number), counting);
  const tokens = typeof counted === "string" ? undefined : counted;
  lines.set(line, { tokens });
  return tokens;
}

function hintFor(
  { total, trained, isEstimate }: RecordTokens,
  line: number,
  { context, counting }: CountedDocument,
): InlayHint {
  const { limit, limitOf } = context.tokens;
  const counted = ` ${l10n.t("Counted with {0}.", counting.counter.name)}`;
  const learned = l10n.t("{0} of them are learned.", grouped(trained));
  const most =
    limit === undefined ? "" : ` ${l10n.t("The limit is {0} ({1}).", grouped(limit), limitOf)}`;
  return {
    // At the start, because the end of a record is far away.
    position: { line, character: 0 },
    label: isEstimate
      ? l10n.t("about {0} tokens", grouped(total))
      : l10n.t("{0} tokens", grouped(total)),
    tooltip: learned + most + counted,
    paddingRight: true,
  };
}
