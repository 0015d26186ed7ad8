/** How a table of separated values is written. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
}

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Lines before it that LF ended. */
  readonly line: number;
  /** How it ends; none at the end of the file. */
  readonly ending: "\n" | "\r\n" | "\r" | "";
  /** A quote that was never closed took everything behind it, or text follows a closing quote. */
  readonly fault: "unclosed" | "afterQuote" | undefined;
}

/** A quote that was not closed within so many characters is not meant as one. */
const mostCharacters = 1 << 26;
const noCharacter = Number.NaN;

/**
 * Cuts text into records as RFC 4180 says, a piece at a time. CR, LF and CRLF end a record outside
 * of quotes; a quote within an unquoted cell is a character.
 */
export class CsvRecords {
  readonly #delimiter: string;
  readonly #quote: string;
  #text = "";
  #line = 0;

  constructor({ delimiter, quote }: CsvDialect) {
    this.#delimiter = delimiter;
    this.#quote = quote;
  }

  /** The records that are whole with this piece; with `isEnd` also what has no line ending. */
  push(piece: string, isEnd: boolean): CsvRecord[] {
    const text = this.#text + piece;
    const records: CsvRecord[] = [];
    let position = 0;
    while (position < text.length) {
      const read = this.#plain(text, position) ?? this.#quoted(text, position, isEnd);
      if (read === undefined) break;
      records.push(read.record);
      position = read.next;
    }
    this.#text = text.slice(position);
    return records;
  }

  /** A record on one line without quotes: nearly all of them. */
  #plain(text: string, start: number): Read | undefined {
    const feed = text.indexOf("\n", start);
    if (feed < 0) return undefined;
    const isPair = feed > start && text.charCodeAt(feed - 1) === 13;
    const line = text.slice(start, isPair ? feed - 1 : feed);
    if (line.includes(this.#quote) || line.includes("\r")) return undefined;
    const record: CsvRecord = {
      cells: line.split(this.#delimiter),
      line: this.#line,
      ending: isPair ? "\r\n" : "\n",
      fault: undefined,
    };
    this.#line += 1;
    return { record, next: feed + 1 };
  }

  #quoted(text: string, start: number, isEnd: boolean): Read | undefined {
    const cells: string[] = [];
    let fault: CsvRecord["fault"];
    let position = start;
    const isLast = isEnd || text.length - start > mostCharacters;
    for (;;) {
      const cell = this.#cell(text, position, isLast);
      if (cell === undefined) return undefined;
      cells.push(cell.text);
      fault ??= cell.fault;
      position = cell.end;
      if (text[position] !== this.#delimiter) break;
      position += 1;
    }
    const ending = endingAt(text, position);
    if (!isLast && mayGoOn(text, position, ending)) return undefined;
    const record: CsvRecord = { cells, line: this.#line, ending, fault };
    this.#line += lineFeeds(text, start, position + ending.length);
    return { record, next: position + ending.length };
  }

  /** The cell that starts at a position; undefined where it may go on behind this text. */
  #cell(text: string, start: number, isLast: boolean): CsvCell | undefined {
    if (text[start] !== this.#quote) {
      const end = this.#endOfPlain(text, start);
      if (end === text.length && !isLast) return undefined;
      return { text: text.slice(start, end), end, fault: undefined };
    }
    return this.#quotedCell(text, start + 1, isLast);
  }

  #quotedCell(text: string, start: number, isLast: boolean): CsvCell | undefined {
    let [content, from] = ["", start];
    for (;;) {
      const quote = text.indexOf(this.#quote, from);
      const isOpen = quote < 0;
      if (isOpen || quote + 1 === text.length) {
        if (!isLast) return undefined;
        const rest = text.slice(from, isOpen ? undefined : quote);
        return { text: content + rest, end: text.length, fault: isOpen ? "unclosed" : undefined };
      }
      if (text[quote + 1] !== this.#quote) {
        return this.#behindQuote(text, content + text.slice(from, quote), {
          position: quote + 1,
          isLast,
        });
      }
      content += text.slice(from, quote + 1);
      from = quote + 2;
    }
  }

  #behindQuote(
    text: string,
    content: string,
    { position, isLast }: { readonly position: number; readonly isLast: boolean },
  ): CsvCell | undefined {
    const end = this.#endOfPlain(text, position);
    if (end === position) return { text: content, end, fault: undefined };
    if (end === text.length && !isLast) return undefined;
    return { text: content + text.slice(position, end), end, fault: "afterQuote" };
  }

  #endOfPlain(text: string, start: number): number {
    const delimiter = this.#delimiter.charCodeAt(0);
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === 10 || code === 13) return at;
    }
    return text.length;
  }
}

interface Read {
  readonly record: CsvRecord;
  readonly next: number;
}

interface CsvCell {
  readonly text: string;
  readonly end: number;
  readonly fault: CsvRecord["fault"];
}

/** A record without an ending, or with half of a pair, at the very end of the text. */
function mayGoOn(text: string, position: number, ending: CsvRecord["ending"]): boolean {
  return ending === "" || (ending === "\r" && position + 1 === text.length);
}

function endingAt(text: string, position: number): CsvRecord["ending"] {
  const code = position < text.length ? text.charCodeAt(position) : noCharacter;
  if (code === 10) return "\n";
  if (code !== 13) return "";
  return text.charCodeAt(position + 1) === 10 ? "\r\n" : "\r";
}

function lineFeeds(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) {
    count += 1;
  }
  return count;
}
