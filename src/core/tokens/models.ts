import { isOneSlip } from "../spelling.js";
import type { EncodingName } from "./encodings.js";

/** What a picture costs: `base`, and `tile` for each square of 512 pixels. */
export interface ImageTokens {
  readonly base: number;
  readonly tile: number;
}

/** What is known of a model's tokens. */
export interface ModelTokens {
  readonly encoding: EncodingName;
  /** Longer records are cut in training; `undefined` where nobody has said. */
  readonly longestRecordTokens?: number;
  /** The same where Azure says otherwise. */
  readonly longestOnAzure?: number;
  /** What each function that may be called costs beside its texts. */
  readonly functionStart?: number;
  readonly image?: ImageTokens;
}

interface ModelRow extends ModelTokens {
  /** What the names of such models start with. */
  readonly prefix: string;
}

const o200k = { encoding: "o200k_base", functionStart: 7 } as const;
const cl100k = { encoding: "cl100k_base", functionStart: 10 } as const;
const tiles = { base: 85, tile: 170 };

/**
 * The longest prefix of a name counts. State: 2026-11-22.
 *
 * Encodings: `tiktoken/model.py` of tiktoken (2026-08-16). Longest records:
 * developers.openai.com/api/docs/guides/supervised-fine-tuning and, for Azure, MicrosoftDocs
 * azure-ai-docs (which has 64,536 on one page and 65,536 on another for gpt-4o: what both refuse is
 * taken). Functions: openai-cookbook, How_to_count_tokens_with_tiktoken (c81359cd). Images:
 * developers.openai.com/api/docs/guides/images-vision.
 */
const rows: readonly ModelRow[] = [
  { prefix: "gpt-4.1", ...o200k, longestRecordTokens: 65_536, image: tiles },
  { prefix: "gpt-4.1-nano", ...o200k, longestRecordTokens: 65_536, longestOnAzure: 32_768 },
  { prefix: "gpt-4o", ...o200k, longestRecordTokens: 65_536, image: tiles },
  {
    prefix: "gpt-4o-mini",
    ...o200k,
    longestRecordTokens: 65_536,
    image: { base: 2_833, tile: 5_667 },
  },
  { prefix: "chatgpt-4o-", ...o200k },
  { prefix: "gpt-4.5-", ...o200k },
  { prefix: "gpt-5", ...o200k, image: { base: 70, tile: 140 } },
  { prefix: "o1", ...o200k, image: { base: 75, tile: 150 } },
  { prefix: "o3", ...o200k, image: { base: 75, tile: 150 } },
  { prefix: "o4-mini", ...o200k },
  // Harmony, its encoding, has other special tokens and the same text tokens.
  { prefix: "gpt-oss-", ...o200k },
  { prefix: "gpt-4", ...cl100k },
  { prefix: "gpt-3.5-turbo", ...cl100k },
  { prefix: "gpt-3.5-turbo-0125", ...cl100k, longestRecordTokens: 16_385 },
  { prefix: "gpt-3.5-turbo-1106", ...cl100k, longestRecordTokens: 16_385 },
  { prefix: "gpt-3.5-turbo-0613", ...cl100k, longestRecordTokens: 4_096 },
  { prefix: "gpt-35-turbo", ...cl100k },
  { prefix: "davinci-002", ...cl100k },
  { prefix: "babbage-002", ...cl100k },
  { prefix: "text-embedding-ada-002", ...cl100k },
  { prefix: "text-embedding-3-", ...cl100k },
  { prefix: "text-davinci-002", encoding: "p50k_base" },
  { prefix: "text-davinci-003", encoding: "p50k_base" },
  { prefix: "code-davinci-", encoding: "p50k_base" },
  { prefix: "code-cushman-", encoding: "p50k_base" },
  { prefix: "text-davinci-001", encoding: "r50k_base" },
  { prefix: "text-curie-001", encoding: "r50k_base" },
  { prefix: "text-babbage-001", encoding: "r50k_base" },
  { prefix: "text-ada-001", encoding: "r50k_base" },
  ...["davinci", "curie", "babbage", "ada"].map((prefix) => ({
    prefix,
    encoding: "r50k_base" as const,
  })),
];

/**
 * What is known of a model by its name; `undefined` where it is not among those that we know. A
 * tuned model (`ft:gpt-4.1-2025-04-14:acme::id`, `davinci:ft-acme-2022`) counts as what it was made
 * of.
 */
export function modelTokens(name: string): ModelTokens | undefined {
  const base = baseModel(name);
  const [best] = rows
    .filter(({ prefix }) => startsWithName(base, prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return best;
}

/** The model that a tuned one was made of, or the name itself. */
export function baseModel(name: string): string {
  const [first = "", second = ""] = name.split(":");
  return first === "ft" ? second : first;
}

/**
 * What may follow the name of a family, between hyphens: dates and versions, sizes, and the words
 * for what a model is for.
 */
const endings =
  /^(?:\d+[kb]?|mini|nano|pro|turbo|preview|latest|instruct|vision|audio|realtime|search|transcribe|diarize|tts|api|codex|max|chat|deep|research|safeguard)$/;

/** Whether a name is a family's, or that with usual endings: `gpt-4-0613`, not `gpt-4all` or `gpt-4o-mni`. */
function startsWithName(name: string, prefix: string): boolean {
  if (!name.startsWith(prefix)) return false;
  const rest = name.slice(prefix.length).replace(/^\.\d+/, "");
  if (rest === "") return !prefix.endsWith("-");
  const isApart = prefix.endsWith("-") || rest.startsWith("-");
  const parts = rest.replace(/^-/, "").split("-");
  return isApart && parts.every((part) => endings.test(part));
}

/** Models of a family that people name as often as the family itself. */
const sizes = ["gpt-4.1-mini", "gpt-5-mini", "gpt-5-nano", "gpt-4-turbo", "o1-mini", "o3-mini"];

/** The known model that is probably meant by a name that is not known; `undefined` for none. */
export function meantModel(name: string): string | undefined {
  if (modelTokens(name) !== undefined) return undefined;
  const base = baseModel(name).toLowerCase();
  const undated = base.replace(/-\d{4}(?:-\d{2}-\d{2})?$/, "");
  const families = rows.map(({ prefix }) => prefix).filter((prefix) => !prefix.endsWith("-"));
  const near = [...families, ...sizes].filter((known) => isOneSlip(undated, known));
  const [meant, another] = near;
  return meant === undefined || another !== undefined
    ? undefined
    : meant + base.slice(undated.length);
}
