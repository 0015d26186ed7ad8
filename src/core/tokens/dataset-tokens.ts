import * as l10n from "@vscode/l10n";
import { once } from "../once.js";
import type { FormatId } from "../formats/format.js";
import type { Target } from "../targets/target.js";
import { limitsFor } from "../targets/target.js";
import type { EncodingName } from "./encodings.js";
import type { ModelTokens } from "./models.js";
import { modelTokens } from "./models.js";
import type { MessageOverhead } from "./record-tokens.js";
import type { TokenCounter } from "./token-counter.js";
import type { TokenizerAnswer, Tokenizers } from "./tokenizers.js";

/** What a person said about the tokens of a dataset. */
export interface TokenOptions {
  /** The model to be tuned; a tuned one stands for what it was made of. */
  readonly model?: string | undefined;
  /** The place of a `tokenizer.json`; wins over the tokenizer of the model. */
  readonly tokenizer?: string | undefined;
  /** The most tokens of a record; wins over the limit of model and target. */
  readonly maxTokens?: number | undefined;
  /** Without it nothing is counted. */
  readonly tokenizers?: Tokenizers | undefined;
}

/** How the tokens of a dataset's records are counted, and how many of them a record may have. */
export interface DatasetTokens {
  /** `undefined` where nobody has said. */
  readonly limit: number | undefined;
  /** Who sets the limit: a name for people. */
  readonly limitOf: string;
  /**
   * A record of texts with no more bytes than that, its JSON included, cannot exceed the limit;
   * infinite where there is none, or nothing to count with.
   */
  readonly fittingBytes: number;
  readonly overhead: MessageOverhead | undefined;
  /** Whether somebody has said what to count with. It may turn out to be broken. */
  readonly isCountable: boolean;
  /** The counter; reads the tokenizer when it is first asked for. `undefined` where there is none. */
  counter(): TokenCounter | undefined;
  /** Why nothing can be counted though a person named a model or a tokenizer: a sentence. */
  problem(): string | undefined;
}

/** Says how the tokens of a dataset are counted. */
export function datasetTokens(
  options: TokenOptions,
  target: Target,
  format: FormatId,
): DatasetTokens {
  const model = options.model === undefined ? undefined : modelTokens(options.model);
  const answer = once(() => answerFor(options, model, target));
  const limit = limitOf(options, model, { target, format });
  return {
    ...limit,
    fittingBytes: fittingBytes(options, encodingOf(options.model, model, target), limit.limit),
    overhead: options.tokenizer === undefined ? overheadOf(model, target) : undefined,
    isCountable: isCountable(options, model, target),
    counter() {
      const tokenizer = answer();
      return tokenizer?.kind === "ready" ? tokenizer.counter : undefined;
    },
    problem() {
      if (options.tokenizers === undefined) return undefined;
      if (options.tokenizer === undefined && options.model !== undefined && model === undefined) {
        return l10n.t(
          'Nothing is known of the tokenizer of the model {0}. Name its tokenizer.json under "tokenizer" in tunewright.json to have its tokens counted.',
          JSON.stringify(options.model),
        );
      }
      // What is read for nothing else must not be read for this.
      if (options.tokenizer === undefined) return undefined;
      const tokenizer = answer();
      return tokenizer?.kind === "failed" ? tokenizer.reason : undefined;
    },
  };
}

/**
 * A byte makes at most one token in an encoding, and the overhead of a message is less than the JSON
 * around it. Of the tokenizer in a file nothing is known before it is read: normal forms make at
 * most 18 characters of one (U+FDFA).
 */
const mostTokensPerByteInFiles = 18;

function fittingBytes(
  { tokenizer, tokenizers }: TokenOptions,
  encoding: EncodingName | undefined,
  limit: number | undefined,
): number {
  if (limit === undefined || tokenizers === undefined) return Infinity;
  if (tokenizer !== undefined) return Math.floor(limit / mostTokensPerByteInFiles);
  return encoding === undefined ? Infinity : limit;
}

function isCountable(
  { model: name, tokenizer, tokenizers }: TokenOptions,
  model: ModelTokens | undefined,
  target: Target,
): boolean {
  if (tokenizers === undefined) return false;
  return tokenizer !== undefined || encodingOf(name, model, target) !== undefined;
}

function answerFor(
  { model: name, tokenizer, tokenizers }: TokenOptions,
  model: ModelTokens | undefined,
  target: Target,
): TokenizerAnswer | undefined {
  if (tokenizer !== undefined) return tokenizers?.file(tokenizer);
  const encoding = encodingOf(name, model, target);
  return encoding === undefined ? undefined : tokenizers?.encoding(encoding);
}

/** The encoding of a model; that of the target where no model is named. */
function encodingOf(
  name: string | undefined,
  model: ModelTokens | undefined,
  target: Target,
): EncodingName | undefined {
  return name === undefined ? target.encoding : model?.encoding;
}

function overheadOf(model: ModelTokens | undefined, target: Target): MessageOverhead | undefined {
  if (model === undefined && target.encoding === undefined) return undefined;
  const { functionStart, image } = model ?? {};
  return {
    functionStart: functionStart ?? 7,
    image: image ?? { base: 85, tile: 170 },
  };
}

interface Asked {
  readonly target: Target;
  readonly format: FormatId;
}

function limitOf(
  { maxTokens, model: name = "" }: TokenOptions,
  model: ModelTokens | undefined,
  { target, format }: Asked,
): Pick<DatasetTokens, "limit" | "limitOf"> {
  if (maxTokens !== undefined) return { limit: maxTokens, limitOf: "maxTokens" };
  const { longestOnAzure, longestRecordTokens } = model ?? {};
  const ofModel =
    target.id === "azure" ? (longestOnAzure ?? longestRecordTokens) : longestRecordTokens;
  if (ofModel !== undefined) return { limit: ofModel, limitOf: name };
  return { limit: limitsFor(target, format).longestRecordTokens, limitOf: target.title };
}
