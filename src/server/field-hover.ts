import * as l10n from "@vscode/l10n";
import type { FieldNote, Note } from "../core/field-notes/field-note.js";
import { noteOn, noteOnRole } from "../core/field-notes/index.js";
import type { JsonPlace } from "../core/json/path-at.js";
import { placeAt } from "../core/json/path-at.js";
import { looseText } from "../core/json/tolerant-reader.js";
import type { RuleContext } from "../core/rules/rule.js";
import { escapeMarkdown } from "../core/escape-markdown.js";
import { shortened } from "./preview.js";
import { namesSpeaker } from "./record-sample.js";

/** A name that is longer is none that anything is known of. */
const longestName = 100;

/**
 * What the field, or the role, at an offset of a line means in the format and for the target, with
 * the source. Nothing where the pointer is elsewhere, or where nothing is known of the name.
 */
export function fieldSections(
  text: string,
  offset: number,
  { format, target }: Pick<RuleContext, "format" | "target">,
): readonly string[] {
  const place = placeAt(text, offset);
  const { span, isQuoted } = place;
  if (!isQuoted || span.end - span.start > longestName) return [];
  const name = looseText(text, span);
  const note = noteAt(place, name, format.id);
  if (note === undefined) return [];
  const title = `**${escapeMarkdown(shortened(name, longestName))}** · ${format.title}`;
  const own = note.targets?.[target.id];
  const forTarget = own && `**${target.title}:** ${sentence(own)}`;
  return [title, sentence(note), ...(forTarget === undefined ? [] : [forTarget])];
}

function noteAt(
  { kind, path }: JsonPlace,
  name: string,
  format: RuleContext["format"]["id"],
): FieldNote | undefined {
  if (kind === "key") return noteOn(format, [...path, name]);
  if (kind !== "value" || !namesSpeaker(path.at(-1))) return undefined;
  return noteOnRole(format, path, name);
}

function sentence({ meaning, source }: Note): string {
  return `${meaning()} ([${l10n.t("source")}](${source}))`;
}
