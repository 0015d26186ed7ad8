import type { JsonValue } from "../../core/json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../../core/json/json-node.js";
import { jsonValueOf } from "../../core/json/json-value-of.js";

/**
 * The same answer, with its error where OpenAI's client looks for it. Services made with FastAPI,
 * such as Nebius, say what is wrong under `detail`: a text, or what is wrong with which field.
 */
export async function withKnownError(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  const body = jsonValueOf(text);
  const detail = isJsonObject(body) ? ownMember(body, "detail") : undefined;
  const hasError = isJsonObject(body) && ownMember(body, "error") !== undefined;
  const { status, headers } = response;
  if (detail === undefined || hasError) return new Response(text, { status, headers });
  return Response.json({ error: { message: wordsOf(detail) } }, { status, headers });
}

function wordsOf(detail: JsonValue): string {
  if (typeof detail === "string") return detail;
  if (isJsonArray(detail)) return detail.map(problemWords).join(" ");
  return JSON.stringify(detail);
}

/** Such as `{"loc":["body","hyperparameters","n_epochs"],"msg":"Input should be …"}`. */
function problemWords(problem: JsonValue): string {
  if (!isJsonObject(problem) || typeof problem["msg"] !== "string") return JSON.stringify(problem);
  const place = isJsonArray(problem["loc"])
    ? problem["loc"].filter((part) => typeof part === "string" || typeof part === "number")
    : [];
  const names = place.filter((part) => part !== "body");
  return names.length === 0 ? `${problem["msg"]}.` : `${names.join(".")}: ${problem["msg"]}.`;
}
