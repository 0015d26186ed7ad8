import type { JsonObject, JsonValue } from "../../../../core/json/json-node.js";
import { isJsonObject, ownMember } from "../../../../core/json/json-node.js";
import type { NumberRange } from "../../hyperparameters.js";
import { badRequest } from "../api-error.js";

/** The body of a request as an object, or an error that says what is wrong. */
export async function bodyOf(request: Request): Promise<JsonObject> {
  let body: JsonValue;
  try {
    // What a request holds as JSON is a JSON value.
    body = (await request.json()) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw badRequest("The body of the request is not valid JSON.");
    throw error;
  }
  if (isJsonObject(body)) return body;
  throw badRequest("The body of the request must be a JSON object.");
}

/** A parameter, where absent and null are the same. */
export function param(body: JsonObject, name: string): JsonValue | undefined {
  return ownMember(body, name) ?? undefined;
}

/** A parameter that must be there and a text. */
export function requiredText(body: JsonObject, name: string): string {
  const value = optionalText(body, name);
  if (value !== undefined) return value;
  throw badRequest(`Missing required parameter: "${name}".`, name);
}

/** A parameter that is a text where it is there. */
export function optionalText(body: JsonObject, name: string): string | undefined {
  const value = param(body, name);
  if (value === undefined || typeof value === "string") return value;
  throw badRequest(`"${name}" must be a text, got ${JSON.stringify(value)}.`, name);
}

/** A parameter that is true or false where it is there. */
export function optionalSwitch(body: JsonObject, name: string): boolean | undefined {
  const value = param(body, name);
  if (value === undefined || typeof value === "boolean") return value;
  throw badRequest(`"${name}" must be true or false, got ${JSON.stringify(value)}.`, name);
}

/** A parameter that is a number in a range where it is there; "auto" is as if it were not. */
export function optionalNumber(
  body: JsonObject,
  name: string,
  range: NumberRange,
): number | undefined {
  const value = param(body, name);
  if (value === undefined || value === "auto") return undefined;
  if (typeof value === "number" && isIn(value, range)) return value;
  throw badRequest(`"${name}" must be ${described(range)}, got ${JSON.stringify(value)}.`, name);
}

/** A parameter that is an object where it is there. */
export function optionalObject(body: JsonObject, name: string): JsonObject | undefined {
  const value = param(body, name);
  if (value === undefined || isJsonObject(value)) return value;
  throw badRequest(`"${name}" must be an object, got ${JSON.stringify(value)}.`, name);
}

function isIn(value: number, { least, most, isWhole, multipleOf = 1 }: NumberRange): boolean {
  if (value < least || value > most) return false;
  return !isWhole || (Number.isInteger(value) && value % multipleOf === 0);
}

function described({ least, most, isWhole, multipleOf }: NumberRange): string {
  const kind = isWhole ? "a whole number" : "a number";
  const multiple = multipleOf === undefined ? "" : ` that is a multiple of ${multipleOf}`;
  return `${kind} from ${least} to ${most}${multiple}`;
}
