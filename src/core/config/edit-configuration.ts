import type { Node } from "jsonc-parser";
import { findNodeAtLocation } from "jsonc-parser";
import type { Edit } from "../json/span.js";
import { applyEdits } from "../json/span.js";
import { appendEntry } from "./append-entry.js";
import { exactGlob } from "./glob.js";
import { isTree, readJsonc } from "./jsonc.js";
import { readConfiguration } from "./read-configuration.js";
import type { DatasetConfiguration } from "./resolve-configuration.js";
import { resolveConfiguration } from "./resolve-configuration.js";
import type { TargetSetting } from "./target-setting.js";

/** A target for one dataset, whose path counts from the folder of the file. */
export interface TargetEntry {
  readonly path: string;
  readonly target: TargetSetting;
}

/** A rule to be turned off: for one dataset, or for all of them. */
export interface RuleEntry {
  readonly path: string;
  readonly rule: string;
  readonly isForAll: boolean;
}

/**
 * The edits that make a `tunewright.json` name the target of one dataset: none where it does so
 * already. All other text stays; without a text they make a new file. `undefined` where the file has
 * faults, to be repaired first.
 */
export function targetEdits(
  text: string | null,
  { path, target }: TargetEntry,
): readonly Edit[] | undefined {
  const value = JSON.stringify(target);
  return editsOf(text, {
    path,
    ways: [
      (root) => replaceIn(root, ownOverride(root, path), "target", value),
      (root) => addOverride(root, path, `"target": ${value}`),
    ],
    isDone: (said) => said.target === target,
  });
}

/**
 * The edits that turn a rule off in a `tunewright.json`, as `targetEdits` makes them. Also
 * `undefined` where an override would turn it on again.
 */
export function ruleOffEdits(
  text: string | null,
  { path, rule, isForAll }: RuleEntry,
): readonly Edit[] | undefined {
  const value = `{ ${JSON.stringify(rule)}: "off" }`;
  return editsOf(text, {
    path,
    ways: isForAll
      ? [(root) => ruleOff(root, [], rule) ?? addKey(root, "rules", value)]
      : [
          (root) => ruleOff(root, ownOverride(root, path), rule),
          (root) => addOverride(root, path, `"rules": ${value}`),
        ],
    isDone: (said) => said.severities[rule] === "off",
  });
}

/** A file as text and tree. */
interface TextTree {
  readonly text: string;
  readonly root: Node;
}

/** Where in a file a value is. */
type Location = readonly (string | number)[];

interface WantedEdits {
  readonly path: string;
  /** The first that leads to what is wanted is taken. */
  readonly ways: readonly ((root: TextTree) => readonly Edit[] | undefined)[];
  readonly isDone: (said: DatasetConfiguration) => boolean;
}

function editsOf(
  content: string | null,
  { path, ways, isDone }: WantedEdits,
): readonly Edit[] | undefined {
  const text = content ?? "{\n}\n";
  const root = readJsonc(text);
  if (!isTree(root) || readConfiguration(text).kind === "broken") return undefined;
  const edits = [() => [], ...ways]
    .map((way) => way({ text, root }) ?? [])
    .find((candidate) => {
      const read = readConfiguration(applyEdits(text, candidate));
      if (read.kind === "broken") return false;
      return isDone(resolveConfiguration(read.configuration, { path, isBelow: true }));
    });
  if (content !== null || edits === undefined) return edits;
  return [{ span: { start: 0, end: 0 }, text: applyEdits(text, edits) }];
}

/** Where the override is that is for one dataset alone; the last of several. */
function ownOverride({ root }: TextTree, path: string): Location | undefined {
  const overrides = findNodeAtLocation(root, ["overrides"])?.children ?? [];
  const glob = exactGlob(path);
  const index = overrides.findLastIndex((override) => {
    const files = findNodeAtLocation(override, ["files"]);
    const only =
      files?.type === "array" && files.children?.length === 1 ? files.children[0] : files;
    return only?.value === glob;
  });
  return index < 0 ? undefined : ["overrides", index];
}

/** Gives a key another value, or adds it. */
function replaceIn(
  tree: TextTree,
  location: Location | undefined,
  key: string,
  value: string,
): readonly Edit[] | undefined {
  const object = location && findNodeAtLocation(tree.root, [...location]);
  if (object === undefined) return undefined;
  const old = findNodeAtLocation(object, [key]);
  if (old === undefined) return appendEntry(tree.text, object, () => `"${key}": ${value}`);
  return [{ span: { start: old.offset, end: old.offset + old.length }, text: value }];
}

/** Turns a rule off at the top of the file or in an override. */
function ruleOff(
  tree: TextTree,
  location: Location | undefined,
  rule: string,
): readonly Edit[] | undefined {
  if (location === undefined) return undefined;
  const inRules = replaceIn(tree, [...location, "rules"], rule, '"off"');
  if (inRules !== undefined || location.length === 0) return inRules;
  return replaceIn(tree, location, "rules", `{ ${JSON.stringify(rule)}: "off" }`);
}

/** A new override wins over those before it. */
function addOverride(tree: TextTree, path: string, entry: string): readonly Edit[] {
  const override = `{ "files": ${JSON.stringify(exactGlob(path))}, ${entry} }`;
  const list = findNodeAtLocation(tree.root, ["overrides"]);
  if (list !== undefined) return appendEntry(tree.text, list, () => override);
  return addKey(tree, "overrides", [override]);
}

/** Adds a key to the file; a list goes on lines of its own. */
function addKey(
  { text, root }: TextTree,
  key: string,
  value: string | readonly [string],
): readonly Edit[] {
  return appendEntry(text, root, (layout) => {
    if (typeof value === "string") return `"${key}": ${value}`;
    if (layout === undefined) return `"${key}": [${value.join()}]`;
    const { ending, indent, unit } = layout;
    return `"${key}": [${ending}${indent}${unit}${value.join()}${ending}${indent}]`;
  });
}
