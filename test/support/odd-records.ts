import fc from "fast-check";

/** Texts with all that rules about texts and their edges look at. */
export const oddTexts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.constantFrom("", " ", "\u00a0", "\n", " \t", "\u2028", "\u00a0a", "a\u3000", "a", " a", "a "),
  fc.constantFrom("a ->", "a\n\n###\n\n", " END", "a END\n", "a\n", "é", "🎸", "\0", "\u007f"),
  fc.constantFrom(
    "\ud800",
    "x".repeat(70),
    "Ã©",
    "caf\ufffd",
    "a\u200bb",
    "a\u0092",
    "<|im_end|>",
    "a\u00a0b",
  ),
  fc.constantFrom("bob@kettles.co.uk", "+44 20 7946 0958", "4111 1111 1111 1111"),
  fc.constantFrom(
    "[INST]",
    "</s>",
    "a</s>",
    `ghp_${"a1B2c3D4e5F6".repeat(3)}`,
    `${"a".repeat(30)}<s>b`,
  ),
);

const someText = fc.oneof(
  fc.constantFrom(
    "Hi",
    "Hello.",
    "a  b",
    "a b",
    "a\tb",
    "a\nb",
    "Hello",
    "日本",
    "日本\u3000",
    '"',
    "\\",
  ),
  oddTexts,
);

/** A value of the kind meant, or now and then any other. */
function mostly<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary }, { weight: 1, arbitrary: fc.jsonValue() });
}

/** One of the usual texts, and now and then another. */
function rarely(other: string, ...usual: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constant(other) },
  );
}

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** An object with fields, of which some may be missing; in any order, now and then with one more. */
function object(required: Fields, optional: Fields = {}): fc.Arbitrary<object> {
  const model: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, value] of Object.entries(required)) model[name] = mostly(value);
  for (const [name, value] of Object.entries(optional)) {
    model[name] = fc.option(mostly(value), { nil: undefined, freq: 2 });
  }
  const more = fc.oneof(
    { weight: 20, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom("id", "source", "text", "type", "__proto__", "extra") },
  );
  return fc
    .tuple(fc.record(model), more, someText, fc.nat(120))
    .map(([record, name, value, chance]) => {
      const members = Object.entries(record).filter(([, member]) => member !== undefined);
      const all = name === undefined ? members : [...members, [name, value] as const];
      const kept = chance === 0 ? all.slice(1) : all;
      return Object.fromEntries(chance % 5 === 1 ? kept.toReversed() : kept);
    });
}

function list(item: fc.Arbitrary<unknown>, least = 0): fc.Arbitrary<unknown[]> {
  return fc.array(mostly(item), { minLength: least, maxLength: 4 });
}

const content = someText;
const chatRole = fc.constantFrom("user", "assistant", "assistant", "system", "tool", "User");
const message = object({ role: chatRole, content }, {});
/** Nearly always with something to read in it. */
const usualContent = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom("Hi", "Hello.", "日本\u3000", "é") },
  content,
);
/** Nearly all of those who speak in turns, and say something. */
const usualMessage = object({
  role: rarely("tool", "user", "user", "assistant", "assistant"),
  content: usualContent,
});
const question = object({ role: rarely("tool", "user", "user", "user"), content });
const bedrockRole = rarely("User", "user", "assistant", "assistant");
const answeringRole = fc.oneof(
  { weight: 9, arbitrary: fc.constant("assistant") },
  { weight: 1, arbitrary: chatRole },
);
const answer = object({ role: answeringRole, content });
const turn = object({
  from: fc.constantFrom("human", "gpt", "gpt", "system", "bot"),
  value: content,
});
const parts = list(object({ text: usualContent }), 1);
const textOrMessages = fc.oneof(content, list(message, 1));

/** A conversation in which user and assistant speak in turns. */
const turns = fc.array(someText, { maxLength: 4 }).map((contents) =>
  contents.map((text, index) => ({
    role: (contents.length - index) % 2 === 1 ? "assistant" : "user",
    content: text,
  })),
);

/** Records as each format has them, most of them without a fault. */
const records: readonly fc.Arbitrary<object>[] = [
  object({ prompt: content, completion: content }),
  object({ completion: content, prompt: content }),
  object({ messages: list(message) }, { tools: list(object({ name: content })) }),
  turns.map((messages) => ({ messages })),
  object({ prompt: list(message), completion: list(message) }, { tools: fc.jsonValue() }),
  object({ prompt: list(usualMessage, 1), completion: list(usualMessage, 1) }),
  object({ text: content }),
  object(
    { instruction: content, output: content },
    { input: content, system: content, history: fc.jsonValue(), category: content },
  ),
  object({ conversations: list(turn, 1) }, { system: content, tools: content, images: parts }),
  object({ conversations: list(message, 1) }, { system: content }),
  object({ conversation: list(object({ human: content, assistant: content }), 1) }),
  object({ segments: list(object({ label: fc.boolean(), text: content }), 1) }),
  object({
    messages: list(
      object({ role: fc.constantFrom("System", "User", "Chatbot", "Chatbot"), content }),
      1,
    ),
  }),
  object(
    { contents: list(object({ role: rarely("assistant", "user", "model", "model"), parts }), 1) },
    { systemInstruction: object({ parts }), generationConfig: fc.jsonValue() },
  ),
  object(
    { messages: list(object({ role: bedrockRole, content: parts }), 1) },
    { schemaVersion: content, system: parts, toolConfig: fc.jsonValue() },
  ),
  object({ chosen: content, rejected: content }, { prompt: content }),
  object({ chosen: list(message, 1), rejected: list(message, 1) }, { prompt: textOrMessages }),
  object({
    prompt: list(usualMessage, 1),
    chosen: list(usualMessage, 1),
    rejected: list(usualMessage, 1),
  }),
  object({
    input: fc.oneof(
      { weight: 4, arbitrary: object({ messages: list(question, 1) }) },
      { weight: 1, arbitrary: object({ messages: list(message) }, { tools: fc.jsonValue() }) },
    ),
    preferred_output: fc.tuple(answer),
    non_preferred_output: fc.oneof(
      { weight: 6, arbitrary: fc.tuple(answer) },
      { weight: 1, arbitrary: list(answer) },
    ),
  }),
  object({ prompt: textOrMessages, completion: textOrMessages, label: fc.boolean() }),
  object({ conversations: list(turn, 1), chosen: turn, rejected: turn }, { system: content }),
  object({ instruction: content, chosen: content, rejected: content }, { input: content }),
  object({
    custom_id: content,
    method: rarely("GET", "POST"),
    url: rarely("v1/chat/completions", "/v1/chat/completions"),
    body: object(
      { model: fc.constantFrom("small", "grün"), messages: list(usualMessage) },
      { tools: fc.jsonValue(), temperature: fc.nat() },
    ),
  }),
  object({ contents: list(object({ role: fc.constantFrom("user", "model"), parts }), 1) }),
  object({ item: object({ question: content }) }, { sample: object({ output_text: content }) }),
  object({ messages: list(message, 1), reference_answer: content }),
];

/** Records of every format, most of them plain, written in one of several ways. */
export const oddRecord: fc.Arbitrary<string> = fc
  .tuple(fc.oneof(...records), fc.constantFrom(compact, spaced, escaped))
  .map(([record, write]) => write(record).toWellFormed());

function compact(record: object): string {
  return JSON.stringify(record);
}

function spaced(record: object): string {
  return JSON.stringify(record, null, " ").replaceAll("\n", "");
}

/** With an escape for each blank, of which there are none between tokens, and all beyond ASCII. */
function escaped(record: object): string {
  return compact(record).replaceAll(
    /[ \u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
