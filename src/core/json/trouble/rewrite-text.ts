import { escapeJsonText } from "../string-offsets.js";

/** Text as JSON writes it between quotes. */
export interface RewrittenText {
  readonly text: string;
  /** Whether there was one reading only. */
  readonly isCertain: boolean;
}

/** How a text was written: in double quotes, or as code in Python and JavaScript writes it. */
export type TextStyle = "json" | "code";

const pieces =
  /\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2}|\\[^]|["\\\u0000-\u001f]/gu;

/** Writes the content of a text as JSON wants it, whatever its quotes were. */
export function rewriteText(content: string, style: TextStyle): RewrittenText {
  const doubled = style === "json" && hasDoubledQuotes(content);
  const source = doubled ? content.replaceAll('""', '\\"') : withLiteralBackslashes(content);
  let isCertain = !doubled && source === content;
  const text = source.replace(pieces, (piece) => {
    const written = rewritePiece(piece, style);
    isCertain &&= written.isCertain;
    return written.text;
  });
  return { text, isCertain };
}

/** Whether quotes are written twice, as in CSV. */
function hasDoubledQuotes(content: string): boolean {
  const runs = content.match(/\\[^]|"+/g) ?? [];
  const quotes = runs.filter((run) => run.startsWith('"'));
  return quotes.length > 0 && quotes.every((run) => run.length % 2 === 0);
}

function rewritePiece(piece: string, style: TextStyle): RewrittenText {
  if (piece === '"') return { text: '\\"', isCertain: style === "code" };
  if (!piece.startsWith("\\")) return { text: escapeJsonText(piece), isCertain: true };
  if (/^\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})$/.test(piece)) return { text: piece, isCertain: true };
  if (piece === "\\'") return { text: "'", isCertain: style === "code" };
  // A program that makes quotes curly makes escaped ones so too.
  if (/^\\[“”]$/.test(piece)) return { text: '\\"', isCertain: false };
  if (/^\\[‘’`]$/.test(piece)) return { text: piece.slice(1), isCertain: false };
  const [, code] = /^\\(?:x|U|u\{)([0-9A-Fa-f]+)\}?$/.exec(piece) ?? [];
  const point = code === undefined ? Infinity : Number.parseInt(code, 16);
  if (point <= 0x10_ffff) {
    return { text: asciiEscape(String.fromCodePoint(point)), isCertain: style === "code" };
  }
  return { text: escapeJsonText(piece), isCertain: false };
}

function asciiEscape(character: string): string {
  if (/^[ -~]$/.test(character)) return escapeJsonText(character);
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}

const literal = {
  /** An escape that JSON does not know and that code does not either. */
  sign: /\\(?:[^"\\/bfnrtuxU'“”‘’`]|U(?![0-9A-Fa-f]{8})|u(?![0-9A-Fa-f]{4}|\{)|x(?![0-9A-Fa-f]{2}))/,
  path: /\b[A-Za-z]:(?:\\(?!")[^\s"\\<>|*?]*(?: [^\s"\\<>|*?]+(?=\\))?)+/g,
  formula:
    /\\\\|\\(?=[bf]|(?:nabla|nu|neq?|not(?:in)?|theta|tau|text[a-z]*|times|to|tilde|rho|right[a-z]*|rangle|rceil|rfloor)(?![A-Za-z]))/g,
};

/**
 * Doubles the backslashes that stand for themselves, where the text has one that can stand for
 * nothing else: then those of its paths and formulas do too, though JSON knows `\n` and `\t`.
 */
function withLiteralBackslashes(content: string): string {
  if (!literal.sign.test(content.replaceAll("\\\\", ""))) return content;
  return content
    .replace(literal.path, (path) => path.replace(/\\\\|\\/g, "\\\\"))
    .replace(literal.formula, "\\\\");
}
