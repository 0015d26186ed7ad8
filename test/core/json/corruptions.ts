import type { SeededRandom } from "../../support/seeded-random.ts";

/** A value that can be written as JSON. */
export type Value =
  string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** A record of a dataset, as a value and as its line. */
export interface SampleRecord {
  readonly value: Value;
  readonly line: string;
}

const words = "the kettle boils fast and I like it but lid is loose so stars were given".split(" ");

const phrases = [
  'He said "hi" to me',
  '"Fine", she said, "let us go"',
  "it's good, isn't it?",
  "rock 'n' roll",
  "C:\\new\\table.txt",
  "see D:\\data\\raw for it",
  "one\ntwo\n\nthree",
  "a\tb",
  "Größe, ça va, 日本語",
  "😀 great",
  "$\\frac{a}{b} + \\alpha$",
  "if (x) { y[0] = 1; }",
  "https://example.org/a?b=1#c",
  "“quoted” and ‘so’",
  "50% off: now",
  '5" pipe',
  "a, b, and c",
  "{name}",
  "[1]",
  "true",
  "12",
  "",
];

function text(random: SeededRandom): string {
  const count = 1 + random.below(8);
  const parts = Array.from({ length: count }, () => random.pick(words));
  if (random.below(3) > 0) return parts.join(" ");
  parts.splice(random.below(count), 0, random.pick(phrases));
  return random.below(4) === 0 ? random.pick(phrases) : parts.join(" ");
}

function value(random: SeededRandom): Value {
  switch (random.below(4)) {
    case 0:
      return {
        prompt: `${text(random)} ->`,
        completion: ` ${text(random)}`,
      };
    case 1:
      return {
        messages: [
          ...(random.below(2) === 0 ? [{ role: "system", content: text(random) }] : []),
          { role: "user", content: text(random) },
          { role: "assistant", content: text(random), weight: random.below(2) },
        ],
      };
    case 2:
      return {
        id: random.below(1_000),
        instruction: text(random),
        input: "",
        output: text(random),
        score: random.below(100) / 10,
        tags: Array.from({ length: random.below(4) }, () => random.pick(words)),
        isChecked: random.below(2) === 0,
        source: null,
      };
    default:
      return {
        prompt: [{ role: "user", content: text(random) }],
        chosen: [{ role: "assistant", content: text(random) }],
        rejected: [{ role: "assistant", content: text(random) }],
        meta: { lang: "en", turns: [1, 2.5, -3], nested: { ok: true } },
      };
  }
}

/** A record such as people have: compact, or with the spaces that Python writes. */
export function sampleRecord(random: SeededRandom): SampleRecord {
  const made = value(random);
  const line = JSON.stringify(made);
  if (random.below(2) === 0) return { value: made, line };
  const spaced = tokensOf(line).map((token) =>
    token === "," || token === ":" ? `${token} ` : token,
  );
  return { value: made, line: spaced.join("") };
}

/** The tokens of a valid line, white space included. */
export function tokensOf(line: string): string[] {
  return line.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+|[^\s{}[\],:"]+/g) ?? [];
}

function isString(token: string): boolean {
  return token.startsWith('"');
}

/** What goes wrong with a line on its way; nothing where it cannot happen to this one. */
export type Corruption = (record: SampleRecord, random: SeededRandom) => string | undefined;

/** Replaces one token of those that fit. */
function oneToken(
  fits: (token: string, index: number, tokens: readonly string[]) => boolean,
  change: (token: string) => string,
): Corruption {
  return ({ line }, random) => {
    const tokens = tokensOf(line);
    const candidates = tokens.flatMap((token, index) =>
      fits(token, index, tokens) ? [index] : [],
    );
    if (candidates.length === 0) return undefined;
    const chosen = random.pick(candidates);
    return tokens.map((token, index) => (index === chosen ? change(token) : token)).join("");
  };
}

/** Replaces every token that fits. */
function allTokens(change: (token: string, isKey: boolean) => string): Corruption {
  return ({ line }) => {
    const tokens = tokensOf(line);
    const after = tokens.map((token, index) => change(token, isKeyAt(tokens, index))).join("");
    return after === line ? undefined : after;
  };
}

function isKeyAt(tokens: readonly string[], index: number): boolean {
  return isString(tokens[index] ?? "") && tokens[index + 1] === ":";
}

function isTextAt(tokens: readonly string[], index: number): boolean {
  return isString(tokens[index] ?? "") && tokens[index + 1] !== ":";
}

function isIn(characters: string): (token: string) => boolean {
  return (token) => characters.includes(token);
}

function inner(token: string): string {
  return token.slice(1, -1);
}

/** As Python's `repr` writes a value. */
export function pythonRepr(made: Value): string {
  if (made === null) return "None";
  if (typeof made === "boolean") return made ? "True" : "False";
  if (typeof made === "string") return pythonText(made);
  if (Array.isArray(made)) return `[${made.map((item: Value) => pythonRepr(item)).join(", ")}]`;
  if (typeof made !== "object") return String(made);
  const members = Object.entries(made).map(
    ([key, member]: [string, Value]) => `${pythonText(key)}: ${pythonRepr(member)}`,
  );
  return `{${members.join(", ")}}`;
}

function pythonText(made: string): string {
  const quote = made.includes("'") && !made.includes('"') ? '"' : "'";
  const escaped = made
    .replace(/\\/g, "\\\\")
    .replace(/\n/g, "\\n")
    .replace(/\t/g, "\\t")
    .replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}

function javaScript(made: Value): string {
  if (typeof made !== "object" || made === null) return pythonLike(made);
  if (Array.isArray(made)) return `[${made.map((item: Value) => javaScript(item)).join(",")}]`;
  const members = Object.entries(made).map(
    ([key, member]: [string, Value]) => `${key}: ${javaScript(member)}`,
  );
  return `{${members.join(", ")}}`;
}

function pythonLike(made: string | number | boolean | null): string {
  return typeof made === "string"
    ? `'${inner(JSON.stringify(made)).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
    : JSON.stringify(made);
}

function htmlEscaped(line: string): string {
  return line
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Corruptions by name. */
export const corruptions: Readonly<Record<string, Corruption>> = {
  "trailing comma": oneToken(isIn("}]"), (token) => `,${token}`),
  "dropped comma": oneToken(isIn(","), () => ""),
  "dropped colon": oneToken(isIn(":"), () => ""),
  "doubled comma": oneToken(isIn(","), (token) => token + token),
  "semicolon for a comma": oneToken(isIn(","), () => ";"),
  "full-width comma and colon": allTokens((token) =>
    token === "," ? "，" : token === ":" ? "：" : token,
  ),
  "full-width comma": oneToken(isIn(","), () => "，"),
  "Python's repr": ({ value: made }) => pythonRepr(made),
  "Python words": allTokens((token) =>
    token === "true" ? "True" : token === "false" ? "False" : token === "null" ? "None" : token,
  ),
  JavaScript: ({ value: made }) => javaScript(made),
  "unquoted keys": allTokens((token, isKey) => (isKey ? inner(token) : token)),
  "single quotes, nothing escaped": allTokens((token) =>
    isString(token) ? `'${inner(token).replaceAll('\\"', '"')}'` : token,
  ),
  "curly quotes": allTokens((token) => (isString(token) ? `“${inner(token)}”` : token)),
  "curly quotes everywhere": ({ line }) => line.replaceAll('"', "”"),
  "curly quotes around one text": oneToken(isString, (token) => `“${inner(token)}”`),
  "curly single quotes": allTokens((token) => (isString(token) ? `‘${inner(token)}’` : token)),
  "curly closing quote": oneToken(isString, (token) => `${token.slice(0, -1)}”`),
  "single quotes around one text": oneToken(isString, (token) => `'${inner(token)}'`),
  backticks: allTokens((token) => (isString(token) ? `\`${inner(token)}\`` : token)),
  "missing opening quote of a key": oneToken(
    (_, i, all) => isKeyAt(all, i),
    (token) => token.slice(1),
  ),
  "missing closing quote of a key": oneToken(
    (_, i, all) => isKeyAt(all, i),
    (token) => token.slice(0, -1),
  ),
  "missing opening quote of a text": oneToken(
    (_, i, all) => isTextAt(all, i),
    (token) => token.slice(1),
  ),
  "missing closing quote of a text": oneToken(
    (_, i, all) => isTextAt(all, i),
    (token) => token.slice(0, -1),
  ),
  "unescaped quotes in a text": oneToken(
    (token) => token.includes('\\"'),
    (token) => token.replaceAll('\\"', '"'),
  ),
  "unescaped quotes in all texts": ({ line }) =>
    line.includes('\\"') ? line.replaceAll('\\"', '"') : undefined,
  "doubled quotes in a text": oneToken(
    (token) => token.includes('\\"'),
    (token) => token.replaceAll('\\"', '""'),
  ),
  "single backslashes": oneToken(
    (token) => token.includes("\\\\"),
    (token) => token.replaceAll("\\\\", "\\"),
  ),
  "raw tabs": oneToken(
    (token) => token.includes("\\t"),
    (token) => token.replace(/(\\\\)|\\t/g, (_, pair?: string) => pair ?? "\t"),
  ),
  "escaped apostrophes": oneToken(
    (token) => token.includes("'"),
    (token) => token.replaceAll("'", "\\'"),
  ),
  "no-break spaces": ({ line }) =>
    line.includes(" ")
      ? tokensOf(line)
          .map((token) => (/^\s+$/.test(token) ? "\u00a0" : token))
          .join("")
      : undefined,
  "byte order mark": ({ line }) => `\ufeff${line}`,
  "last bracket cut": ({ line }) => line.slice(0, -1),
  "last two brackets cut": ({ line }) => (/[}\]]{2}$/.test(line) ? line.slice(0, -2) : undefined),
  "missing closing bracket": oneToken(
    (token, index, all) => "}]".includes(token) && index < all.length - 2,
    () => "",
  ),
  "missing opening bracket": oneToken(isIn("{["), () => ""),
  "extra closing bracket": oneToken(isIn("}]"), (token) => token + token),
  "wrong closing bracket": oneToken(isIn("}]"), (token) => (token === "}" ? "]" : "}")),
  "comma after the record": ({ line }) => `${line},`,
  "semicolon after the record": ({ line }) => `${line};`,
  "comment after the record": ({ line }) => `${line} // checked`,
  "comment inside": oneToken(isIn(","), (token) => `${token} /* "a", {b} */ `),
  "data: before the record": ({ line }) => `data: ${line}`,
  "line number before the record": ({ line }, random) => `${1 + random.below(999)}: ${line}`,
  "escaped as a string": ({ line }) => inner(JSON.stringify(line)),
  "escaped as CSV": ({ line }) => `"${line.replaceAll('"', '""')}"`,
  "escaped as HTML": ({ line }) => htmlEscaped(line),
  "point without a digit": ({ line }) => {
    const after = line.replace(/([:,[] ?)0\.(?=\d)/, "$1.");
    return after === line ? undefined : after;
  },
  "plus sign": oneToken(
    (token) => /^\d/.test(token),
    (token) => `+${token}`,
  ),
  "leading zero": oneToken(
    (token) => /^\d/.test(token),
    (token) => `0${token}`,
  ),
  "text without quotes": oneToken(
    (token, i, all) => isTextAt(all, i) && /^"\w[\w ]*\w"$/.test(token),
    inner,
  ),
};
