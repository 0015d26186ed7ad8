/** A language in which a model can be called. */
export type CodeLanguage = "curl" | "python" | "typescript";

/** What the code of a call needs to know. */
export interface ModelCall {
  readonly model: string;
  /** Conversations, or a prompt that is continued. */
  readonly kind: "chat" | "completion";
  /** What every prompt of the training data ended with; empty where there was nothing. */
  readonly separator: string;
  /** What every completion ended with; empty where there was nothing. */
  readonly stop: string;
  /** Where the service answers, without a slash at the end; `null`: where `OPENAI_BASE_URL` says. */
  readonly url: string | null;
  /** The environment variable that holds the key. */
  readonly keyVariable: string;
}

/** Code that asks a model as its training data did: with the separator, up to the stop sequence. */
export function codeFor(call: ModelCall, language: CodeLanguage): string {
  switch (language) {
    case "python":
      return python(call);
    case "typescript":
      return typescript(call);
    case "curl":
      return curl(call);
  }
}

const question = "Your text here";

/** JSON's texts are texts of Python and TypeScript too. */
const text = (value: string): string => JSON.stringify(value);

function python({ model, kind, separator, stop, url, keyVariable }: ModelCall): string {
  const end = stop === "" ? "" : `\n    stop=${text(stop)},`;
  const prompt = separator === "" ? "prompt" : `prompt + ${text(separator)}`;
  const [call, input, answer] =
    kind === "chat"
      ? ["chat.completions", `messages=[{"role": "user", "content": ${prompt}}]`, "message.content"]
      : ["completions", `prompt=${prompt}`, "text"];
  // Without an address the client looks for it in the environment.
  const address = url === null ? "" : `base_url=${text(url)}, `;
  return `import os
from openai import OpenAI

client = OpenAI(${address}api_key=os.environ[${text(keyVariable)}])

prompt = ${text(question)}
response = client.${call}.create(
    model=${text(model)},
    ${input},${end}
    temperature=0,
)
print(response.choices[0].${answer})
`;
}

function typescript({ model, kind, separator, stop, url, keyVariable }: ModelCall): string {
  const end = stop === "" ? "" : `\n  stop: ${text(stop)},`;
  const prompt = separator === "" ? "prompt" : `prompt + ${text(separator)}`;
  const [call, input, answer] =
    kind === "chat"
      ? ["chat.completions", `messages: [{ role: "user", content: ${prompt} }]`, "message.content"]
      : ["completions", `prompt: ${prompt}`, "text"];
  const address = url === null ? "" : `baseURL: ${text(url)}, `;
  return `import OpenAI from "openai";

const client = new OpenAI({ ${address}apiKey: process.env[${text(keyVariable)}] });

const prompt = ${text(question)};
const response = await client.${call}.create({
  model: ${text(model)},
  ${input},${end}
  temperature: 0,
});
console.log(response.choices[0]?.${answer});
`;
}

function curl({ model, kind, separator, stop, url, keyVariable }: ModelCall): string {
  const prompt = question + separator;
  const input = kind === "chat" ? { messages: [{ role: "user", content: prompt }] } : { prompt };
  const body = { model, ...input, ...(stop !== "" && { stop }), temperature: 0 };
  const path = kind === "chat" ? "chat/completions" : "completions";
  const address = url === null ? `"$OPENAI_BASE_URL/${path}"` : inShell(`${url}/${path}`);
  return `curl ${address} \\
  -H "Authorization: Bearer $${keyVariable}" \\
  -H "Content-Type: application/json" \\
  -d ${inShell(JSON.stringify(body, undefined, 2))}
`;
}

/** As one word of a shell, whatever is in it. */
export function inShell(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
