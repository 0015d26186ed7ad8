import * as l10n from "@vscode/l10n";
import type { NestedPlace } from "../dataset/nested-place.js";
import { nestedPlace } from "../dataset/nested-place.js";
import type { ToolArguments } from "../dataset/tool-arguments.js";
import { toolArgumentsIn } from "../dataset/tool-arguments.js";
import { formatsWithTools, toolListsIn } from "../dataset/tool-schemas.js";
import type { JsonPath } from "../formats/format.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { escapeJsonText } from "../json/string-offsets.js";
import { valueAt } from "../json/value-at.js";
import type { PreparedSchema } from "../schema/prepare-schema.js";
import type { Mismatch } from "../schema/validate-value.js";
import { mismatchesIn, typeOf } from "../schema/validate-value.js";
import { shortList } from "../short-list.js";
import { plainIsFine, recordRule } from "./rule.js";

interface Misfit extends Mismatch {
  readonly tool: string;
  readonly value: JsonValue | undefined;
  readonly span: Span;
  /** Whether the arguments stand in a text. */
  readonly isText: boolean;
}

const tools = `"tools":[{"type":"function","function":{"name":"brew","parameters":{"type":"object","properties":{"cups":{"type":"integer","minimum":1},"tea":{"enum":["green","black"]}},"required":["cups"],"additionalProperties":false}}}]`;

const call = (given: string): string =>
  `{"messages":[{"role":"user","content":"Tea, please"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"brew","arguments":${given}}}]}],${tools}}`;

export default recordRule<Misfit>({
  id: "tool-arguments-schema",
  severity: "warning",
  title: "Tool arguments that the tool does not take",
  why: "The model learns to call the tool in a way that your program refuses: with an argument that is missing, unknown or of another kind than the tool's own schema says.",
  source: "https://json-schema.org/draft/2020-12/json-schema-validation",
  formats: formatsWithTools,
  examples: {
    target: "trl",
    good: [call(`"{\\"cups\\":2,\\"tea\\":\\"green\\"}"`), call(`{"cups":2}`)],
    bad: [
      call(`"«{»\\"tea\\":\\"green\\"}"`),
      call(`"{\\"cups\\":«\\"2\\"»}"`),
      call(`{"cups":2,"tea":«"Green"»}`),
      call(`{"cups":«0»}`),
      call(`"{\\"cups\\":1,«\\"milk\\"»:true}"`),
    ],
    fixed: [null, call(`"{\\"cups\\":2}"`), call(`{"cups":2,"tea":"green"}`), null, null],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    const { object } = record;
    if (object === undefined) return;
    const schemas = schemasIn(object);
    if (schemas.size === 0) return;
    for (const given of toolArgumentsIn(record, format)) {
      const schema = schemas.get(given.tool);
      const mismatches = schema === undefined ? [] : mismatchesFor(given, schema);
      const places =
        mismatches.length === 0 ? undefined : nestedPlace(record, given.place, given.within);
      if (places === undefined) continue;
      for (const mismatch of mismatches) {
        const span = spanOf(mismatch, places);
        const value = valueAt(given.values, mismatch.path);
        const isText = given.within !== undefined;
        if (span !== undefined)
          report(span, { ...mismatch, tool: given.tool, value, span, isText });
      }
    }
  },
  message(misfit) {
    const { keyword, tool, wanted, path } = misfit;
    const name = nameOf(path);
    switch (keyword) {
      case "required":
        return l10n.t('The tool "{0}" wants {1}, which is missing here.', tool, namesOf(wanted));
      case "unknown":
        return l10n.t('The tool "{0}" has no argument "{1}".', tool, name);
      case "type": {
        const [is, wants] = [typeOf(misfit.value), orList(wanted)];
        return l10n.t('"{0}" is of the type {1}; the tool "{2}" wants {3}.', name, is, tool, wants);
      }
      case "enum": {
        const wants = namesOf(wanted);
        return l10n.t(
          '"{0}" is none of the values that the tool "{1}" takes: {2}.',
          name,
          tool,
          wants,
        );
      }
      default:
        return l10n.t(
          'The schema of the tool "{0}" asks something else of "{1}": {2}.',
          tool,
          name,
          `"${keyword}": ${shortened(JSON.stringify(wanted ?? null))}`,
        );
    }
  },
  fix(misfit) {
    const meant = meantBy(misfit);
    if (meant === undefined) return undefined;
    const written = JSON.stringify(meant);
    const text = misfit.isText ? escapeJsonText(written) : written;
    return {
      kind: "asks",
      title: l10n.t("Write {0}", written),
      edits: [{ span: misfit.span, text }],
    };
  },
});

/** The schemas of the tools that a record declares, but for names that stand for two. */
function schemasIn(record: JsonObject): ReadonlyMap<string, PreparedSchema> {
  const schemas = new Map<string, PreparedSchema>();
  const twice = new Set<string>();
  for (const { name, prepared } of toolListsIn(record).flatMap(({ tools: all }) => all)) {
    if (name === undefined) continue;
    if (schemas.has(name)) twice.add(name);
    if (prepared !== undefined) schemas.set(name, prepared);
  }
  for (const name of twice) schemas.delete(name);
  return schemas;
}

function mismatchesFor(given: ToolArguments, schema: PreparedSchema): readonly Mismatch[] {
  const found = mismatchesIn(given.values, schema);
  if (given.within !== undefined) return found;
  // Tables give every record all columns, with null where there is nothing.
  return found.filter(({ path }) => path.length === 0 || valueAt(given.values, path) !== null);
}

/** The name of an unknown member, the start of an object that lacks one, else the value. */
function spanOf({ keyword, path }: Mismatch, places: NestedPlace): Span | undefined {
  if (keyword === "unknown") {
    const key = places.key(path.slice(0, -1), String(path.at(-1) ?? ""))?.span;
    return key ?? places.value(path)?.span;
  }
  const value = places.value(path);
  if (value === undefined || keyword !== "required") return value?.span;
  return { start: value.span.start, end: value.span.start + 1 };
}

/** `filters[0].name`; the arguments as a whole have the name that calls have for them. */
function nameOf(path: JsonPath): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  return path.length === 0 ? "arguments" : steps.join("").replace(/^\./, "");
}

function namesOf(wanted: JsonValue | undefined): string {
  if (!isJsonArray(wanted)) return JSON.stringify(wanted ?? null);
  const texts = wanted.filter((one) => typeof one === "string");
  return texts.length === wanted.length ? shortList(texts) : shortened(JSON.stringify(wanted));
}

function orList(wanted: JsonValue | undefined): string {
  return typesOf(wanted).join(" | ");
}

function typesOf(wanted: JsonValue | undefined): readonly string[] {
  const all = isJsonArray(wanted) ? wanted : [wanted];
  return all.filter((type) => typeof type === "string");
}

function shortened(json: string): string {
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}

/** The value that is plainly meant by one of another type or in other letters. */
function meantBy({ keyword, value, wanted }: Misfit): JsonValue | undefined {
  if (typeof value !== "string") return undefined;
  if (keyword === "type") return sameInType(value, typesOf(wanted));
  return keyword === "enum" && isJsonArray(wanted) ? sameInLetters(value, wanted) : undefined;
}

function sameInLetters(value: string, wanted: readonly JsonValue[]): JsonValue | undefined {
  const plain = value.trim().toLowerCase();
  const same = wanted.filter((one) => typeof one === "string" && one.toLowerCase() === plain);
  return same.length === 1 ? same[0] : undefined;
}

function sameInType(value: string, types: readonly string[]): JsonValue | undefined {
  if (types.includes("boolean") && /^(?:true|false)$/.test(value)) return value === "true";
  const number = Number(value);
  if (String(number) !== value || !Number.isFinite(number)) return undefined;
  const isWanted = types.includes("number") || types.includes(typeOf(number));
  return isWanted ? number : undefined;
}
