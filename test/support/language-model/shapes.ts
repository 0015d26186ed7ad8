import { Buffer } from "node:buffer";
import type { Dialect } from "./dialects.js";
import type { LanguageModel, ModelToken } from "./language-model.js";

type Told = ModelToken | { readonly id: number; readonly bytes: Uint8Array };

/** What is written of one token or alternative. */
interface Shown {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly logprob: number;
}

/** The text of a token as a server writes it. */
export function shownText(bytes: Uint8Array, { halves }: Pick<Dialect, "halves">): string {
  const text = Buffer.from(bytes).toString("utf8");
  if (!text.includes("\ufffd") || halves === "replacement") return text;
  const escapes = [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
  return halves === "bytes:" ? `bytes:${escapes}` : escapes;
}

/** The token itself and its alternatives, the likeliest first. */
export function told(
  token: ModelToken,
  top: number,
  dialect: Dialect,
  model: LanguageModel,
): { readonly own: Shown; readonly others: readonly Shown[] } {
  const { end } = model.vocabulary;
  const ids = token.all
    .map((logprob, id) => ({ id, logprob }))
    .filter(({ logprob }) => Number.isFinite(logprob))
    .sort((a, b) => b.logprob - a.logprob || a.id - b.id);
  const listed = ids.slice(0, top);
  const isOutside = !listed.some(({ id }) => id === token.id);
  if (dialect.addsOwn && isOutside) listed.push(token);
  const shown = ({ id, logprob }: { id: number; logprob: number }): Shown => {
    const bytes = model.vocabulary.bytes(id);
    return { text: id === end ? "<|end|>" : shownText(bytes, dialect), bytes, logprob };
  };
  const own = shown(token);
  const isFloor = dialect.hasFloors && isOutside && token.rank > 20;
  return { own: isFloor ? { ...own, logprob: -9999 } : own, others: listed.map(shown) };
}

/** Chats and the Responses API: a list of objects. */
export function contentEntries(
  tokens: readonly ModelToken[],
  top: number,
  dialect: Dialect,
  model: LanguageModel,
): readonly object[] {
  const entry = ({ text, bytes, logprob }: Shown): object => ({
    token: text,
    logprob,
    ...(dialect.hasBytes && { bytes: [...bytes] }),
  });
  return tokens.map((token) => {
    const { own, others } = told(token, top, dialect, model);
    return { ...entry(own), top_logprobs: others.map(entry) };
  });
}

/** Legacy: lists of texts and numbers side by side, alternatives by text. */
export function legacyArrays(
  tokens: readonly Told[],
  top: number,
  dialect: Dialect,
  model: LanguageModel,
): object {
  let offset = 0;
  const rows = tokens.map((token) => {
    const text = shownText(token.bytes, dialect);
    const text_offset = offset;
    offset += Array.from(text).length;
    if (!("logprob" in token)) return { text, text_offset, logprob: null, others: null };
    const { own, others } = told(token, top, dialect, model);
    const byText = Object.fromEntries(others.toReversed().map((one) => [one.text, one.logprob]));
    return { text, text_offset, logprob: own.logprob, others: top === 0 ? null : byText };
  });
  return {
    tokens: rows.map(({ text }) => text),
    token_logprobs: rows.map(({ logprob }) => logprob),
    top_logprobs: rows.map(({ others }) => others),
    text_offset: rows.map(({ text_offset }) => text_offset),
  };
}

/** vLLM's `prompt_logprobs`. */
export function promptLogprobs(
  tokens: readonly Told[],
  top: number,
  model: LanguageModel,
): readonly (object | null)[] {
  return tokens.map((token) => {
    if (!("logprob" in token)) return null;
    const ranked = token.all
      .map((logprob, id) => ({ id, logprob }))
      .sort((a, b) => b.logprob - a.logprob || a.id - b.id)
      .map((one, index) => ({ ...one, rank: index + 1 }))
      .filter(({ id, rank }) => rank <= top || id === token.id);
    return Object.fromEntries(
      ranked.map(({ id, logprob, rank }) => [
        id,
        {
          logprob: Math.max(logprob, -9999),
          rank,
          decoded_token: Buffer.from(model.vocabulary.bytes(id)).toString("utf8"),
        },
      ]),
    );
  });
}
