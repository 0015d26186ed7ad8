/** The bytes of a text in UTF-8. */
export function utf8(text: string): readonly number[] {
  return [...new TextEncoder().encode(text)];
}

/** The text of bytes in UTF-8; what is no character becomes `\ufffd`. */
export function textOfBytes(bytes: readonly number[]): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/**
 * The bytes that a service tells of a token, else those that its text says, or `null` where that is
 * half a character or stands for something else.
 */
export function tokenBytes(told: unknown, text: string): readonly number[] | null {
  if (Array.isArray(told) && told.every(isByte)) return told;
  return bytesInText(text);
}

function isByte(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 256;
}

/** OpenAI's old completions wrote half characters so, chats write them without the first word. */
const escaped = /^(?:bytes:)?(?:\\x[0-9a-f]{2})+$/i;
/** Tokens of single bytes, as SentencePiece names them (llama.cpp, models of the Llama 2 kind). */
const namedByte = /^<0x([0-9a-f]{2})>$/i;
/** vLLM's servers with `--return-tokens-as-token-ids` give numbers in place of texts. */
const tokenId = /^token_id:\d+$/;

function bytesInText(text: string): readonly number[] | null {
  if (text.includes("\ufffd") || tokenId.test(text)) return null;
  const named = namedByte.exec(text)?.[1];
  if (named !== undefined) return [Number.parseInt(named, 16)];
  if (!escaped.test(text)) return utf8(text);
  const bytes = [...text.matchAll(/\\x(..)/g)].map(([, digits = ""]) =>
    Number.parseInt(digits, 16),
  );
  // Whole characters need no escapes: such a text is what the model wrote, in a program perhaps.
  const isHalf = textOfBytes(bytes).includes("\ufffd");
  return isHalf ? bytes : utf8(text);
}

/** A token as far as its place in a text is concerned. */
interface Placed {
  readonly text: string;
  readonly bytes: readonly number[] | null;
}

/**
 * The tokens with bytes that the whole text says where they are missing: of a token that stands alone
 * between others whose bytes are known, what lies between them. Several in a row share what lies
 * there, and nothing tells where one ends.
 */
export function fillBytes<Item extends Placed>(
  tokens: readonly Item[],
  text: string,
): readonly Item[] {
  if (tokens.every(({ bytes }) => bytes !== null)) return tokens;
  const whole = utf8(text);
  const places = placesIn(tokens, whole);
  return tokens.map((token, index) => {
    const place = places[index];
    if (token.bytes !== null || place === undefined || place.shared > 1) return token;
    return { ...token, bytes: whole.slice(place.start, place.end) };
  });
}

/** Where in a text a token stands, in bytes. */
export interface TokenPlace {
  readonly start: number;
  readonly end: number;
  /** How many tokens have this place together. */
  readonly shared: number;
}

/**
 * The places of tokens in a text that they are the start of, or that is the start of theirs: of as
 * many as fit, from the first on. Those whose bytes are not known stand between those that are.
 */
export function placesIn(
  tokens: readonly Placed[],
  whole: readonly number[],
): readonly TokenPlace[] {
  const places: TokenPlace[] = [];
  let position = 0;
  while (places.length < tokens.length && position < whole.length) {
    const { length: index } = places;
    const bytes = tokens[index]?.bytes ?? null;
    if (bytes !== null) {
      if (!startsAt(whole, bytes, position)) return places;
      places.push({ start: position, end: position + bytes.length, shared: 1 });
      position += bytes.length;
      continue;
    }
    const run = gapFrom(tokens, index, whole, position);
    if (run === undefined) return places;
    const place = { start: position, end: run.end, shared: run.tokens };
    places.push(...Array.from({ length: run.tokens }, () => place));
    position = run.end;
  }
  return places;
}

/** The tokens without bytes from one on, and where in the text those end. */
function gapFrom(
  tokens: readonly Placed[],
  from: number,
  whole: readonly number[],
  position: number,
): { readonly tokens: number; readonly end: number } | undefined {
  const found = tokens.findIndex(({ bytes }, index) => index > from && bytes !== null);
  const next = found < 0 ? tokens.length : found;
  const after: number[] = [];
  for (const { bytes } of tokens.slice(next)) {
    if (bytes === null) break;
    after.push(...bytes);
  }
  const run = tokens.slice(from, next);
  // What stands at the very start may be a sign of the model's own, which is no text.
  const least = from === 0 ? 0 : run.length;
  const first = after.length === 0 ? whole.length : position + least;
  for (let end = first; end <= whole.length; end += 1) {
    if (startsAt(whole, after, end) && mayBe(run, whole.slice(position, end))) {
      return { tokens: run.length, end };
    }
  }
  return undefined;
}

/**
 * Whether bytes may be those of tokens of which only texts are known: what these texts hold besides
 * halves of characters stands there, and nothing else that is a character of one byte.
 */
function mayBe(run: readonly Placed[], bytes: readonly number[]): boolean {
  const texts = run.map(({ text }) => text);
  if (!texts.every((text) => text.includes("\ufffd"))) return true;
  const isPlain = (byte: number): boolean => byte < 0x80;
  const [shown, real] = [utf8(texts.join("")), bytes].map((all) => all.filter(isPlain).join(","));
  return shown === real;
}

/** Whether a part stands at a position, as far as the whole goes. */
function startsAt(whole: readonly number[], part: readonly number[], position: number): boolean {
  return part.every((byte, index) => (whole[position + index] ?? byte) === byte);
}
