/** A review with its stars. */
export interface Pair {
  readonly prompt: string;
  readonly completion: string;
}

/** How JSON is written. */
export interface Style {
  readonly isPythonStyle: boolean;
  readonly isEscaped: boolean;
}

const question = "How many stars does the review give?";
/** Both answers to choose between start and end alike, as they often do. */
const worse = " The review gives no stars.";

/** The record that a review makes in each format. */
export const records = {
  "prompt-completion": ({ prompt, completion }) => ({ prompt, completion }),
  chat: (pair) => ({ messages: [said("system", question), asked(pair), answered(pair)] }),
  "prompt-completion-messages": (pair) => ({ prompt: [asked(pair)], completion: [answered(pair)] }),
  text: ({ prompt, completion }) => ({ text: prompt + completion }),
  alpaca: ({ prompt, completion }) => ({
    instruction: question,
    input: prompt,
    output: completion,
  }),
  sharegpt: ({ prompt, completion }) => ({
    conversations: [
      { from: "system", value: question },
      { from: "human", value: prompt },
      { from: "gpt", value: completion },
    ],
  }),
  "preference-trl": ({ prompt, completion }) => ({
    prompt,
    chosen: better(completion),
    rejected: worse,
  }),
  "preference-openai": (pair) => ({
    input: { messages: [asked(pair)] },
    preferred_output: [said("assistant", better(pair.completion))],
    non_preferred_output: [said("assistant", worse)],
  }),
  "unpaired-preference": ({ prompt, completion }) => ({ prompt, completion, label: true }),
  gemini: ({ prompt, completion }) => ({
    contents: [
      { role: "user", parts: [{ text: prompt }] },
      { role: "model", parts: [{ text: completion }] },
    ],
  }),
} as const satisfies Readonly<Record<string, (pair: Pair) => object>>;

export type RecordFormat = keyof typeof records;

function better(stars: string): string {
  return ` The review gives${stars} stars.`;
}

function said(role: string, content: string): object {
  return { role, content };
}

function asked({ prompt }: Pair): object {
  return said("user", prompt);
}

function answered({ completion }: Pair): object {
  return said("assistant", completion);
}

/** A record as JSON in one line. */
export function encodeReview(pair: Pair, format: RecordFormat, style: Style): string {
  return encode(records[format](pair), style);
}

// Python's json.dumps puts blanks between tokens; half of each keeps both spellings in a file.
function encode(value: unknown, style: Style): string {
  const [colon, comma] = style.isPythonStyle ? [": ", ", "] : [":", ","];
  if (Array.isArray(value)) return `[${value.map((item) => encode(item, style)).join(comma)}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([name, member]) => `"${name}"${colon}${encode(member, style)}`,
    );
    return `{${members.join(comma)}}`;
  }
  const json = JSON.stringify(value);
  return style.isEscaped ? asciiOnly(json) : json;
}

function asciiOnly(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
