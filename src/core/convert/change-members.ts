import * as l10n from "@vscode/l10n";
import type { Rename } from "./near-prompts.js";
import type { JsonObject, JsonValue } from "../json/json-node.js";
import { ownMember } from "../json/json-node.js";
import type { Converted } from "./conversion.js";
import { andThen, converted, refused, without } from "./conversion.js";
import type { Conversion } from "./index.js";

/** What a person wants done to the outermost members of records before they are converted. */
export interface MemberChanges {
  readonly renames: readonly Rename[];
  /** The names of members to be left out; records that lack them are none the worse. */
  readonly without: readonly string[];
}

/** No change at all. */
export const noMemberChanges: MemberChanges = { renames: [], without: [] };

/** Whether there is anything to be changed. */
export function hasMemberChanges(changes: MemberChanges): boolean {
  return changes.renames.length > 0 || changes.without.length > 0;
}

/** A conversion of records whose members are changed first. */
export function afterChanges(changes: MemberChanges, conversion: Conversion): Conversion {
  if (!hasMemberChanges(changes)) return conversion;
  return (record) => andThen(changeMembers(record, changes), conversion);
}

/** Leaves out members and renames others, in place. Refuses where a name is missing or taken. */
export function changeMembers(record: JsonObject, changes: MemberChanges): Converted {
  const kept = without(record, changes.without);
  const renamed = new Set(changes.renames.map(({ from }) => from));
  const targets = new Map<string, string[]>();
  for (const { from, to } of changes.renames) targets.set(to, [...(targets.get(to) ?? []), from]);
  const values = new Map<string, JsonValue>();
  for (const [to, sources] of targets) {
    if (Object.hasOwn(kept, to) && !renamed.has(to)) {
      return refused(l10n.t('the field "{0}" is there already', to));
    }
    const value = valueFor(to, sources, kept);
    if (value === undefined) return refused(l10n.t('there is no "{0}"', sources.join('", "')));
    values.set(to, value);
  }
  const newNames = new Map(changes.renames.map(({ from, to }) => [from, to]));
  return converted(
    Object.fromEntries(
      Object.entries(kept).map(([name, value]): [string, JsonValue] => {
        const to = newNames.get(name);
        return to === undefined ? [name, value] : [to, values.get(to) ?? value];
      }),
    ),
  );
}

/** Prompts and completions are texts: numbers become such, and several texts become one. */
function valueFor(
  to: string,
  sources: readonly string[],
  record: JsonObject,
): JsonValue | undefined {
  const present = sources
    .map((name) => ownMember(record, name))
    .filter((value) => value !== undefined);
  const [only] = present;
  if (sources.length === 1) return isForText(to) ? asText(only) : only;
  const texts = present.map((value) => asText(value)).filter((value) => value !== null);
  if (!texts.every((text) => typeof text === "string")) return undefined;
  return texts.length === 0 ? undefined : texts.filter((text) => text !== "").join("\n\n");
}

function isForText(name: string): boolean {
  return name === "prompt" || name === "completion";
}

function asText(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}
