import * as l10n from "@vscode/l10n";
import type { DatasetRecord } from "../dataset/record.js";
import type { Format, JsonPath, KnownField, MissingField } from "../formats/format.js";
import { kindOf } from "../formats/value-kind.js";
import { groupBy } from "../group-by.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { isMisspelling } from "../spelling.js";
import type { Fix } from "./finding.js";
import { plainIsFine, recordRule } from "./rule.js";

/** A member that is probably the missing one under another name. */
interface Misnomer {
  readonly key: Span;
  readonly name: string;
  readonly differsInCaseOnly: boolean;
}

interface Missing {
  /** One or more; one where there is a misnomer. */
  readonly fields: readonly string[];
  readonly misnomer: Misnomer | undefined;
}

export default recordRule<Missing>({
  id: "missing-field",
  severity: "error",
  title: "Missing field",
  why: "The target refuses the file, or drops this record without a word.",
  examples: {
    good: [
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    bad: [
      `«{»"prompt":"Hi ->"}\n{"prompt":"Bye ->","completion":" farewell"}`,
      `{«"Prompt"»:"Hi ->","completion":" greeting"}`,
      `{"prompt":"Hi ->",«"completions"»:" greeting"}`,
      `«{»"review":"Hi"}\n{"prompt":"Bye ->","completion":" farewell"}`,
      `{"messages":[{"role":"user","content":"Hi"},«{»"role":"assistant"}]}`,
      `{"messages":[{«"from"»:"user",«"value"»:"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"prompt":"Hi",«"choosen"»:"Hello.","rejected":"What?"}`,
      `{"input":{"messages":[{"role":"user","content":"Hi"}]},«"prefered_output"»:[{"role":"assistant","content":"Hello."}],«"non_prefered_output"»:[{"role":"assistant","content":"What?"}]}`,
      `{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":«{»"model":"gpt-4.1-mini"}}`,
    ],
    fixed: [
      null,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      null,
      null,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"prompt":"Hi","chosen":"Hello.","rejected":"What?"}`,
      `{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello."}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}`,
      null,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { format }) {
    if (record.object === undefined) return;
    const all = format.missingFields(record.object);
    if (all.length === 0) return;
    for (const missing of groupBy(all, ({ owner }) => JSON.stringify(owner)).values()) {
      const unnamed = missing.filter((one) => {
        const misnomer = misnomerOf(record, one, format);
        if (misnomer !== undefined) report(misnomer.key, { fields: [one.field], misnomer });
        return misnomer === undefined;
      });
      const fields = unnamed.map(({ field }) => field);
      const [owner] = unnamed.flatMap((one) => record.nodeAt(one.owner) ?? []);
      if (owner === undefined) continue;
      report({ start: owner.start, end: owner.start + 1 }, { fields, misnomer: undefined });
    }
  },
  message: ({ fields, misnomer }) => missingMessage(fields, misnomer?.name),
  fix: ({ fields: [field = ""], misnomer }) => misnomer && renameFix(field, misnomer),
});

/** Says that fields are missing, and what may be meant for the one that is. */
export function missingMessage(fields: readonly string[], meant: string | undefined): string {
  const names = fields.map((field) => `"${field}"`).join(", ");
  if (fields.length > 1) return l10n.t("The fields {0} are missing.", names);
  if (meant === undefined) return l10n.t("The field {0} is missing.", names);
  return l10n.t('The field {0} is missing; "{1}" may be meant for it.', names, meant);
}

/** Gives a misnomer the field's name. */
export function renameFix(field: string, { key, name, differsInCaseOnly }: Misnomer): Fix {
  return {
    kind: differsInCaseOnly ? "safe" : "asks",
    title: l10n.t('Rename "{0}" to "{1}"', name, field),
    edits: [{ span: key, text: JSON.stringify(field) }],
  };
}

/** The one member that a missing field may stand under, or `undefined` where it is not certain. */
export function misnomerOf(
  record: DatasetRecord,
  { field, owner }: MissingField,
  format: Format,
): Misnomer | undefined {
  const object = objectAt(record, owner);
  const known = format.knownFields(owner);
  const wanted = known.find(({ name }) => name === field);
  if (object === undefined || wanted === undefined) return undefined;
  const candidates = Object.keys(object).filter((key) => !known.some(({ name }) => name === key));
  const [name, another] = candidates.filter((key) => mayBeMeant(key, object, wanted));
  if (name === undefined || another !== undefined) return undefined;
  const member = record.memberAt(owner, name);
  if (member === undefined) return undefined;
  return {
    key: { start: member.key.start, end: member.key.end },
    name,
    differsInCaseOnly: name.toLowerCase() === field,
  };
}

function mayBeMeant(
  key: string,
  object: JsonObject,
  { name, kinds, otherNames }: KnownField,
): boolean {
  if (key.toLowerCase() === name) return true;
  const value = ownMember(object, key);
  const isClose = isMisspelling(key, name) || otherNames?.includes(key) === true;
  return isClose && value !== undefined && kinds.includes(kindOf(value));
}

function objectAt(record: DatasetRecord, path: JsonPath): JsonObject | undefined {
  const value = path.reduce<JsonValue | undefined>(childOf, record.value);
  return isJsonObject(value) ? value : undefined;
}

function childOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (typeof step === "number") return isJsonArray(value) ? value[step] : undefined;
  return isJsonObject(value) ? ownMember(value, step) : undefined;
}
