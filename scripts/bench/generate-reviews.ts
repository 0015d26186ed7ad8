// Writes a dataset of prompts and completions, or of another format, that looks like product
// reviews, of any size, with planted defects. Same seed and same options give the same bytes.
//
//   node scripts/bench/generate-reviews.ts --bytes 100MB --out FILE [--seed 1] [--rows N]
//     [--median 180] [--sigma 0.85] [--dup 0.005] [--nospace 0.002] [--trail 0.001] [--bad 0.0001]
//     [--ascii-escapes 0.15] [--format chat] [--crlf] [--no-final-newline] [--truth FILE]
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { seededRandom, type SeededRandom } from "../samples/seeded-random.ts";
import { parseSize } from "./byte-size.ts";
import { encodeReview, type RecordFormat, records } from "./encode-review.ts";
import { wordSource } from "./review-words.ts";

export interface ReviewOptions {
  /** The text stops growing at the first line end at or after this size in UTF-8. */
  readonly bytes: number;
  readonly seed: number;
  readonly maxRows?: number;
  /** Length of a review's body in characters: median, and spread of its logarithm. */
  readonly median?: number;
  readonly sigma?: number;
  /** Shares of records with a defect. */
  readonly duplicates?: number;
  readonly noLeadingSpace?: number;
  readonly trailingWhitespace?: number;
  readonly malformed?: number;
  /** Share of records with everything beyond ASCII written as \uXXXX. */
  readonly asciiEscapes?: number;
  /** Pairs of prompt and completion where it is left out. */
  readonly format?: RecordFormat;
  readonly crlf?: boolean;
  readonly finalNewline?: boolean;
}

/** What was planted where: numbers of lines, counted from 1. */
export interface PlantedDefects {
  rows: number;
  bytes: number;
  readonly duplicate: number[];
  readonly noLeadingSpace: number[];
  readonly trailingWhitespace: number[];
  readonly malformed: number[];
}

type Defect = "noLeadingSpace" | "trailingWhitespace" | "malformed";

interface Line {
  readonly text: string;
  readonly defect: Defect | undefined;
}

const DEFAULTS = {
  maxRows: Infinity,
  median: 180,
  sigma: 0.85,
  duplicates: 0.005,
  noLeadingSpace: 0.002,
  trailingWhitespace: 0.001,
  malformed: 0.0001,
  asciiEscapes: 0.15,
  format: "prompt-completion" as RecordFormat,
  crlf: false,
  finalNewline: true,
};
type Settings = typeof DEFAULTS & ReviewOptions;

const CHUNK_CHARACTERS = 1 << 20;
const TITLES = [
  "Great product",
  "Five Stars",
  "Not what I expected",
  "Love it!",
  "Disappointed",
  "Good value",
  "Works as advertised",
  "Do not buy",
  "Excellent",
  "Meh",
  "Perfect fit",
  "Broke after a week",
];
const STARS = [1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5];

/** The whole dataset as one string: for small sizes, such as in tests. */
export function generateReviews(options: ReviewOptions): { text: string; truth: PlantedDefects } {
  const truth = noDefects();
  return { text: [...reviewChunks(options, truth)].join(""), truth };
}

/** The dataset in pieces of about 1 MB; `truth` is filled on the way. */
export function* reviewChunks(options: ReviewOptions, truth: PlantedDefects): Generator<string> {
  const settings: Settings = { ...DEFAULTS, ...options };
  const eol = settings.crlf ? "\r\n" : "\n";
  const nextLine = lineSource(settings, truth);
  let chunk = "";
  while (truth.bytes < settings.bytes && truth.rows < settings.maxRows) {
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = "";
    }
    const text = nextLine(truth.rows + 1);
    chunk += text + eol;
    truth.bytes += Buffer.byteLength(text) + eol.length;
    truth.rows++;
  }
  if (!settings.finalNewline && chunk !== "") {
    chunk = chunk.slice(0, -eol.length);
    truth.bytes -= eol.length;
  }
  yield chunk;
}

export function noDefects(): PlantedDefects {
  return {
    rows: 0,
    bytes: 0,
    duplicate: [],
    noLeadingSpace: [],
    trailingWhitespace: [],
    malformed: [],
  };
}

function lineSource(settings: Settings, truth: PlantedDefects): (row: number) => string {
  const random = seededRandom(settings.seed);
  const newLine = newLineSource(settings, random);
  const earlier: Line[] = [];
  return (row) => {
    const { next, below, pick } = random;
    if (next() < settings.duplicates && earlier.length > 100) {
      const { text, defect } = pick(earlier);
      truth.duplicate.push(row);
      if (defect !== undefined) truth[defect].push(row); // a copy repeats its original's defect
      return text;
    }
    const line = newLine();
    if (line.defect !== undefined) truth[line.defect].push(row);
    if (line.defect === "malformed") return line.text;
    if (earlier.length < 20_000) earlier.push(line);
    else if (next() < 0.02) earlier[below(20_000)] = line;
    return line.text;
  };
}

function newLineSource(settings: Settings, random: SeededRandom): () => Line {
  const word = wordSource(random);
  const { next, pick } = random;
  return () => {
    const prompt = `${title(word, random)}\n\n${body(word, settings, random)}\n\n###\n\n`;
    const stars = ` ${pick(STARS)}`;
    const { completion, defect } = spoilt(stars, settings, random);
    const isPythonStyle = next() < 0.5;
    const isEscaped = next() < settings.asciiEscapes;
    const style = { isPythonStyle, isEscaped };
    const text = encodeReview({ prompt, completion }, settings.format, style);
    const broken = next() < settings.malformed ? brokenLine(text, random) : text;
    return broken === text ? { text, defect } : { text: broken, defect: "malformed" };
  };
}

function spoilt(completion: string, settings: Settings, { next, below }: SeededRandom) {
  const chance = next();
  if (chance < settings.noLeadingSpace) {
    return { completion: completion.slice(1), defect: "noLeadingSpace" as const };
  }
  if (chance < settings.noLeadingSpace + settings.trailingWhitespace) {
    const blanks = " ".repeat(1 + below(2));
    return { completion: completion + blanks, defect: "trailingWhitespace" as const };
  }
  return { completion, defect: undefined };
}

function title(word: () => string, { next, below, pick }: SeededRandom): string {
  let text = next() < 0.2 ? `${pick(TITLES)} ` : "";
  for (let left = 1 + below(6); left > 0; left--) {
    text += (text !== "" && !text.endsWith(" ") ? " " : "") + word();
  }
  return capitalised(text) + (next() < 0.25 ? "!" : "");
}

function body(
  word: () => string,
  { median, sigma }: Settings,
  { next, below, gauss }: SeededRandom,
): string {
  const length = Math.round(median * Math.exp(sigma * gauss()));
  const wanted = Math.min(30_000, Math.max(8, length));
  let text = "";
  let wordsLeft = 4 + below(18);
  let isStart = true;
  while (text.length < wanted) {
    const added = word();
    text += isStart ? capitalised(added) : added;
    isStart = --wordsLeft <= 0;
    if (isStart) {
      text += sentenceEnd(next());
      wordsLeft = 4 + below(18);
    } else text += next() < 0.08 ? ", " : " ";
  }
  text = text.trimEnd();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function sentenceEnd(chance: number): string {
  if (chance < 0.72) return ". ";
  if (chance < 0.86) return "! ";
  if (chance < 0.9) return "? ";
  return chance < 0.97 ? ".\n" : ".\n\n";
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function brokenLine(line: string, { below }: SeededRandom): string {
  switch (below(6)) {
    case 0: // cut short
      return line.slice(0, line.length - 1 - below(Math.min(20, line.length - 2)));
    case 1: // missing comma
      return line.replace('","', '" "').replace('", "', '" "');
    case 2: // trailing comma
      return `${line.slice(0, -1)},}`;
    case 3: // single quotes
      return line.replace(/"prompt"/, "'prompt'");
    case 4: // raw tab in a string
      return line.replace(/ (?=[a-z])/, "\t");
    default: // bad escape
      return line.replace(/###/, "\\x##");
  }
}

function writeReviews(options: ReviewOptions, path: string | undefined): PlantedDefects {
  const truth = noDefects();
  const file = path === undefined ? 1 : openSync(path, "w");
  for (const chunk of reviewChunks(options, truth)) writeWhole(file, Buffer.from(chunk));
  if (path !== undefined) closeSync(file);
  return truth;
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      bytes: { type: "string", default: "10MB" },
      out: { type: "string" },
      truth: { type: "string" },
      seed: { type: "string", default: "1" },
      rows: { type: "string" },
      median: { type: "string" },
      sigma: { type: "string" },
      dup: { type: "string" },
      nospace: { type: "string" },
      trail: { type: "string" },
      bad: { type: "string" },
      "ascii-escapes": { type: "string" },
      format: { type: "string", default: "prompt-completion" },
      crlf: { type: "boolean", default: false },
      "no-final-newline": { type: "boolean", default: false },
    },
  });
  const truth = writeReviews(
    {
      bytes: parseSize(values.bytes),
      seed: Number(values.seed),
      maxRows: numberOr(values.rows, DEFAULTS.maxRows),
      median: numberOr(values.median, DEFAULTS.median),
      sigma: numberOr(values.sigma, DEFAULTS.sigma),
      duplicates: numberOr(values.dup, DEFAULTS.duplicates),
      noLeadingSpace: numberOr(values.nospace, DEFAULTS.noLeadingSpace),
      trailingWhitespace: numberOr(values.trail, DEFAULTS.trailingWhitespace),
      malformed: numberOr(values.bad, DEFAULTS.malformed),
      asciiEscapes: numberOr(values["ascii-escapes"], DEFAULTS.asciiEscapes),
      format: formatNamed(values.format),
      crlf: values.crlf,
      finalNewline: !values["no-final-newline"],
    },
    values.out,
  );
  if (values.truth !== undefined) writeFileSync(values.truth, JSON.stringify(truth));
  console.error(`${truth.rows} rows, ${truth.bytes} bytes`);
}

function formatNamed(name: string): RecordFormat {
  if (Object.hasOwn(records, name)) return name as RecordFormat; // the table's own name
  throw new Error(`Expected "--format" to be of ${Object.keys(records).join(", ")}, got "${name}"`);
}

function numberOr(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`Expected a number, got "${text}"`);
  return value;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
