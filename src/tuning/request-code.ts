import type { AskingRoute } from "../core/inspection/capabilities.js";
import type { JsonObject, JsonValue } from "../core/json/json-node.js";
import { isJsonArray, isJsonObject } from "../core/json/json-node.js";
import type { CodeLanguage } from "./model-code.js";
import { inShell } from "./model-code.js";

/** A request as it was sent. */
export interface SentRequest {
  readonly route: AskingRoute;
  readonly body: JsonObject;
  /** Without a slash at the end; `null`: where `OPENAI_BASE_URL` says. */
  readonly url: string | null;
  /** The environment variable that holds the key. */
  readonly keyVariable: string;
}

const methods: Readonly<Record<AskingRoute, string>> = {
  chat: "chat.completions.create",
  completions: "completions.create",
  responses: "responses.create",
};

const paths: Readonly<Record<AskingRoute, string>> = {
  chat: "chat/completions",
  completions: "completions",
  responses: "responses",
};

/** Code that sends a request again, exactly as it was sent. */
export function requestCode(request: SentRequest, language: CodeLanguage): string {
  switch (language) {
    case "python":
      return python(request);
    case "typescript":
      return typescript(request);
    case "curl":
      return curl(request);
  }
}

function python({ route, body, url, keyVariable }: SentRequest): string {
  const address = url === null ? "" : `base_url=${JSON.stringify(url)}, `;
  const fields = Object.entries(body).map(([name, value]) => `    ${name}=${inPython(value)},`);
  return `import os
from openai import OpenAI

client = OpenAI(${address}api_key=os.environ[${JSON.stringify(keyVariable)}])

response = client.${methods[route]}(
${fields.join("\n")}
)
print(response.to_json())
`;
}

/** JSON's texts and numbers are Python's, its three words are not. */
function inPython(value: JsonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (isJsonArray(value)) return `[${value.map(inPython).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `"${name}": ${inPython(one)}`);
  return `{${fields.join(", ")}}`;
}

function typescript({ route, body, url, keyVariable }: SentRequest): string {
  const address = url === null ? "" : `baseURL: ${JSON.stringify(url)}, `;
  return `import OpenAI from "openai";

const client = new OpenAI({ ${address}apiKey: process.env[${JSON.stringify(keyVariable)}] });

const response = await client.${methods[route]}(${JSON.stringify(body, undefined, 2)});
console.log(JSON.stringify(response, undefined, 2));
`;
}

function curl({ route, body, url, keyVariable }: SentRequest): string {
  const path = paths[route];
  const address = url === null ? `"$OPENAI_BASE_URL/${path}"` : inShell(`${url}/${path}`);
  return `curl ${address} \\
  -H "Authorization: Bearer $${keyVariable}" \\
  -H "Content-Type: application/json" \\
  -d ${inShell(JSON.stringify(body, undefined, 2))}
`;
}
