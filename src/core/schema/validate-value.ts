import type { OutputUnit } from "@cfworker/json-schema";
import { validate } from "@cfworker/json-schema";
import type { JsonPath } from "../formats/format.js";
import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import { valueAt } from "../json/value-at.js";
import type { PreparedSchema } from "./prepare-schema.js";
import { hasLoneSurrogate } from "./prepare-schema.js";

/** A place at which a value is not what its schema asks for. */
export interface Mismatch {
  readonly path: JsonPath;
  /** The keyword of the schema, or `unknown` for a member that the schema does not allow. */
  readonly keyword: string;
  /** What stands behind the keyword. */
  readonly wanted: JsonValue | undefined;
}

/** Values with more in them, or more work than that, are not looked at. */
const mostValues = 2_000;
const mostWork = 200_000;
const deepest = 64;

/** Keywords that only say that something else within them is wrong. */
const containers: ReadonlySet<string> = new Set(
  "properties patternProperties additionalProperties unevaluatedProperties propertyNames prefixItems items allOf if dependentSchemas".split(
    " ",
  ),
);

/** What in a value its schema does not accept, each place at most once for each keyword. */
export function mismatchesIn(value: JsonValue, prepared: PreparedSchema): readonly Mismatch[] {
  if (prepared.schema === true || !isManageable(value, prepared.size)) return [];
  const { errors } = validate(value, prepared.schema, "2020-12", {}, false);
  return distinct(told(errors).map((error) => mismatchOf(error, value, prepared)));
}

/** Whether a value is of a size at which no schema of that size takes long. */
function isManageable(value: JsonValue, size: number): boolean {
  const most = Math.min(mostValues, mostWork / size);
  let open: readonly JsonValue[] = [value];
  let values = 0;
  for (let depth = 0; open.length > 0; depth += 1) {
    values += open.length;
    if (values > most || depth > deepest) return false;
    // No address can be made of half a character.
    if (open.some((one) => isJsonObject(one) && Object.keys(one).some(hasLoneSurrogate))) {
      return false;
    }
    open = open.flatMap(childrenOf);
  }
  return true;
}

function childrenOf(value: JsonValue): readonly JsonValue[] {
  if (isJsonArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}

/** The errors worth telling: those of alternatives only where one of them is plainly meant. */
function told(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const found: OutputUnit[] = [];
  let index = 0;
  for (let error = errors[index]; error !== undefined; error = errors[index]) {
    index += 1;
    if (error.keyword === "anyOf") {
      const end = endOfAlternatives(errors, index, error);
      found.push(...(meantAlternative(errors.slice(index, end), error) ?? [error]));
      index = end;
    } else if (!containers.has(error.keyword)) {
      found.push(error);
    }
  }
  return found;
}

/** Errors within the alternatives stand behind the error that says that none of them fits. */
function endOfAlternatives(
  errors: readonly OutputUnit[],
  start: number,
  { keywordLocation }: OutputUnit,
): number {
  const isOutside = (error: OutputUnit): boolean =>
    error.keyword !== "false" && !error.keywordLocation.startsWith(`${keywordLocation}/`);
  const after = errors.slice(start).findIndex(isOutside);
  return after < 0 ? errors.length : start + after;
}

/** The errors of the one alternative that the value itself fits, if something in it does not. */
function meantAlternative(
  errors: readonly OutputUnit[],
  { keywordLocation, instanceLocation }: OutputUnit,
): readonly OutputUnit[] | undefined {
  const branches = new Map<string, OutputUnit[]>();
  let branch = "";
  for (const error of errors) {
    // A schema that says no to everything does not say where it stands.
    if (error.keyword !== "false") {
      branch = error.keywordLocation.slice(keywordLocation.length + 1).split("/")[0] ?? "";
    }
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const isAlien = (error: OutputUnit): boolean =>
    error.instanceLocation === instanceLocation && /^(?:type|enum|const)$/.test(error.keyword);
  const [meant, another] = [...branches.values()].filter((all) => !all.some(isAlien));
  return meant === undefined || another !== undefined ? undefined : told(meant);
}

function mismatchOf(error: OutputUnit, value: JsonValue, { schema }: PreparedSchema): Mismatch {
  const path = pathOf(error.instanceLocation, value);
  const { keyword } = error;
  if (keyword === "false") return { path, keyword: "unknown", wanted: undefined };
  const wanted = valueAt(schema, pathOf(error.keywordLocation, schema));
  if (keyword === "anyOf") return alternatives(path, wanted, typeOf(valueAt(value, path)));
  if (keyword !== "required" || !isJsonArray(wanted)) return { path, keyword, wanted };
  const owner = valueAt(value, path);
  const isMissing = (name: JsonValue): boolean =>
    typeof name === "string" && isJsonObject(owner) && ownMember(owner, name) === undefined;
  return { path, keyword, wanted: wanted.filter(isMissing) };
}

/** Alternatives that are all of other types are one wish for a type. */
function alternatives(path: JsonPath, wanted: JsonValue | undefined, type: string): Mismatch {
  const branches = isJsonArray(wanted) ? wanted : [];
  const types = branches.map((one) => (isJsonObject(one) ? ownMember(one, "type") : undefined));
  const known = types.flatMap((type) => (isJsonArray(type) ? type : [type ?? null]));
  const names = known.filter((one) => typeof one === "string");
  const isOther = names.length === known.length && known.length > 0 && !names.includes(type);
  return isOther
    ? { path, keyword: "type", wanted: [...new Set(names)] }
    : { path, keyword: "anyOf", wanted };
}

/** What JSON Schema calls the type of a value. */
export function typeOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "null";
  if (isJsonArray(value)) return "array";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

/** The way that a validator's address (`#/a/0`) goes in a value. */
function pathOf(address: string, value: JsonValue): JsonPath {
  const path: (string | number)[] = [];
  let at: JsonValue | undefined = value;
  for (const step of address.split("/").slice(1)) {
    const name = decodeURI(step).replaceAll("~1", "/").replaceAll("~0", "~");
    const next: string | number = isJsonArray(at) ? Number(name) : name;
    path.push(next);
    at = at === undefined ? undefined : valueAt(at, [next]);
  }
  return path;
}

function distinct(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const seen = new Map<string, Mismatch>();
  for (const one of mismatches) seen.set(JSON.stringify([one.path, one.keyword]), one);
  return [...seen.values()];
}
