import * as l10n from "@vscode/l10n";
import type { DatasetRecord } from "../dataset/record.js";
import { bookkeepingFields } from "../formats/chat.js";
import type { Format, KnownField, UnknownFields, ValueKind } from "../formats/format.js";
import { kindOf } from "../formats/value-kind.js";
import type { JsonMember, JsonObject, JsonValue } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
import type { Edit, Span } from "../json/span.js";
import type { Target } from "../targets/target.js";
import { isMisspelling } from "../spelling.js";
import { misnomerOf } from "./missing-field.js";
import { plainIsFine, recordRule } from "./rule.js";

interface UnknownField {
  readonly name: string;
  /** Who refuses it. */
  readonly target: string;
  /** The known field that is probably meant. */
  readonly meant: string | undefined;
  /** What renames it, or removes it where it is of no use to a model. */
  readonly edits: readonly Edit[];
}

/** Book-keeping, but perhaps with a reference answer somewhere in it. */
const collections = new Set(["metadata", "meta", "tags"]);

export default recordRule<UnknownField>({
  id: "unknown-field",
  severity: "warning",
  title: "Unknown field",
  why: "A field under a name that nobody knows is passed over without a word, or the service refuses the whole file because of it.",
  formats: ["chat", "prompt-completion", "text", "preference-openai"],
  examples: {
    target: "openai",
    good: [
      `{"messages":[{"role":"user","content":"Hi","name":"ann"},{"role":"assistant","content":"Hello.","weight":1}],"tools":[]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.",«"wieght"»:0}]}`,
      `{«"id"»:7,"messages":[{"role":"user","content":"Hi",«"timestamp"»:"12:30"},{"role":"assistant","content":"Hello."}],«"metadata"»:{"by":"ann"}}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant",«"tool_call"»:{"id":"1","type":"function","function":{"name":"greet","arguments":"{}"}},"content":""}]}`,
      `{«"system"»:"Be brief.","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello.","weight":0}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"greet","arguments":"{}"}}],"content":""}]}`,
      null,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { format, target, isTargetChosen }) {
    if (record.object === undefined) return;
    // Most conversations with fields of their own are made for trainers that skip such fields.
    const refuses = (unknown: UnknownFields): boolean =>
      isTargetChosen && refusesIn(unknown, target);
    const unknowns = format.unknownFields(record.object);
    for (const unknown of unknowns.filter((one) => refuses(one) || mayBeMeant(one, format))) {
      const isRefused = refuses(unknown);
      for (const { key, meant, ...found } of membersOf(record, unknown, format)) {
        if (meant === undefined && (!isRefused || target.ownFields?.includes(found.name))) continue;
        report({ start: key.start, end: key.end }, { ...found, meant, target: target.title });
      }
    }
  },
  message: ({ name, target, meant }) =>
    meant === undefined
      ? l10n.t('{0} does not know the field "{1}" and refuses the file.', target, name)
      : l10n.t('There is no field "{0}"; "{1}" may be meant.', name, meant),
  fix: ({ name, meant, edits }) => {
    if (edits.length === 0) return undefined;
    const title =
      meant === undefined
        ? l10n.t('Remove "{0}"', name)
        : l10n.t('Rename "{0}" to "{1}"', name, meant);
    return { kind: "asks", title, edits };
  },
});

/** Whether a name may be a misspelt one; places are dear, and records with own fields are many. */
function mayBeMeant(unknown: UnknownFields, format: Format): boolean {
  return meaningsIn(unknown, format.knownFields(unknown.owner)).size > 0;
}

/** Whether a target refuses a file because of a field that nobody knows in this object. */
function refusesIn({ owner }: UnknownFields, { refusesUnknownFields }: Target): boolean {
  return refusesUnknownFields === "at-top"
    ? owner.length === 0
    : refusesUnknownFields === "everywhere";
}

interface FoundMember extends Omit<UnknownField, "target"> {
  readonly key: Span;
}

/** The members of one object that have an unknown name, but for those that missing-field names. */
function membersOf(
  record: DatasetRecord,
  unknown: UnknownFields,
  format: Format,
): readonly FoundMember[] {
  const { owner, object } = unknown;
  const node = record.nodeAt(owner);
  if (node?.kind !== "object") return [];
  const names = record.keysAt(owner);
  const named = misnomersIn(record, unknown, format);
  const meanings = meaningsIn(unknown, format.knownFields(owner));
  const isRemoved = names.map((name) => isOfNoUse(name, object) && !meanings.has(name));
  const isUnknown = (name: string): boolean => unknown.names.includes(name) && !named.has(name);
  return node.members.flatMap((member, index) => {
    const name = names[index] ?? "";
    if (!isUnknown(name)) return [];
    const meant = meanings.get(name);
    const renaming = meant === undefined ? [] : renameEdits(member, meant, ownMember(object, name));
    const removal = removalSpan(node.members, index, (at) => {
      return isRemoved[at] === true && isUnknown(names[at] ?? "");
    });
    const edits = isRemoved[index] === true ? [{ span: removal, text: "" }] : renaming;
    return [{ name, key: member.key, meant: meant?.name, edits }];
  });
}

/** The names that missing-field speaks of. */
function misnomersIn(
  record: DatasetRecord,
  { owner }: UnknownFields,
  format: Format,
): ReadonlySet<string> {
  const missing = record.object === undefined ? [] : format.missingFields(record.object);
  const here = missing.filter((one) => one.owner.join("/") === owner.join("/"));
  return new Set(here.flatMap((one) => misnomerOf(record, one, format)?.name ?? []));
}

/** Which absent field each unknown name probably stands for; two never stand for the same. */
function meaningsIn(
  { object, names }: UnknownFields,
  known: readonly KnownField[],
): ReadonlyMap<string, KnownField> {
  const absent = known.filter(({ name }) => !Object.hasOwn(object, name));
  const pairs = names.flatMap((name) => {
    const [meant, another] = absent.filter((field) => isMeant(field, name, object));
    return meant === undefined || another !== undefined ? [] : [[name, meant] as const];
  });
  const isOnly = (meant: KnownField): boolean =>
    pairs.filter((pair) => pair[1] === meant).length === 1;
  return new Map(pairs.filter(([, meant]) => isOnly(meant)));
}

/** People seldom miss a name's first letter, and a value of another kind is something else. */
function isMeant({ name, kinds }: KnownField, written: string, object: JsonObject): boolean {
  if (!isMisspelling(written, name)) return false;
  if (written[0]?.toLowerCase() !== name[0]) return false;
  const value = ownMember(object, written);
  const kind = value === undefined ? undefined : kindOf(value);
  return kind !== undefined && (kinds.includes(kind) || isLoneItem(name, kind));
}

/** Whether one object stands where a list of such objects belongs. */
function isLoneItem(name: string, kind: ValueKind): boolean {
  return name === "tool_calls" && kind === "object";
}

function renameEdits(
  { key, value }: JsonMember,
  { name }: KnownField,
  content: JsonValue | undefined,
): readonly Edit[] {
  const rename = { span: { start: key.start, end: key.end }, text: JSON.stringify(name) };
  if (content === undefined || !isLoneItem(name, kindOf(content))) return [rename];
  return [
    rename,
    { span: { start: value.start, end: value.start }, text: "[" },
    { span: { start: value.end, end: value.end }, text: "]" },
  ];
}

/** Whether a member is of no use to a model, so that it can go. */
function isOfNoUse(name: string, object: JsonObject): boolean {
  if (bookkeepingFields.has(name) || collections.has(name)) return true;
  return ownMember(object, name) === null;
}

/** A member with the comma that goes with it, chosen so that removals never overlap. */
function removalSpan(
  members: readonly JsonMember[],
  index: number,
  isRemoved: (index: number) => boolean,
): Span {
  const start = members[index]?.key.start ?? 0;
  const end = members[index]?.value.end ?? 0;
  const isAmongFirst = members.slice(0, index).every((_, before) => isRemoved(before));
  if (isAmongFirst) return { start, end: members[index + 1]?.key.start ?? end };
  return { start: members[index - 1]?.value.end ?? start, end };
}
