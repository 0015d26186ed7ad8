import * as l10n from "@vscode/l10n";
import type { Span } from "../json/span.js";
import { checkKeys, error } from "../prepare/recipe/check-shape.js";
import type { RecipeMember } from "../prepare/recipe/recipe-nodes.js";
import { readNodes } from "../prepare/recipe/recipe-nodes.js";
import { launchKeys } from "./launch-keys.js";
import type { LaunchProblem, LaunchValues } from "./launch-file.js";
import type { LaunchOffers } from "./launch-offers.js";
import type { LaunchKey } from "./launch-options.js";
import { launchOptions } from "./launch-options.js";

/** What came of reading a launch file: what it says as far as it can be read, and what is wrong. */
export interface ReadLaunchFile {
  readonly values: LaunchValues;
  /** In order of place. */
  readonly problems: readonly LaunchProblem[];
}

/** Nobody reads on after so many. */
const mostProblems = 50;

/** Reads the text of a `*.tune.yaml`: its keys and the kinds of their values. */
export function readLaunchFile(text: string, offers: LaunchOffers): ReadLaunchFile {
  const { root, problems: ofYaml } = readNodes(text);
  if (ofYaml.length > 0) return { values: new Map(), problems: ofYaml.slice(0, mostProblems) };
  if (root?.kind !== "map") {
    const message = l10n.t('A launch file begins with its keys, such as "train" and "provider".');
    return { values: new Map(), problems: [error({ start: 0, end: 0 }, message)] };
  }
  const found: LaunchProblem[] = [];
  const note = (problem: LaunchProblem): void => void found.push(problem);
  const secret = root.members.filter(({ name }) => isSecretName(name));
  for (const { key } of secret) note(error(key, secretWords()));
  const members = root.members.filter((member) => !secret.includes(member));
  checkKeys({ ...root, members }, launchKeys(offers), note);
  const values = valuesOf(members);
  checkTogether(values, root.members[0]?.key ?? root.span, note);
  const problems = found.toSorted((a, b) => a.span.start - b.span.start).slice(0, mostProblems);
  return { values, problems };
}

function checkTogether(
  values: LaunchValues,
  at: Span,
  note: (problem: LaunchProblem) => void,
): void {
  if (!values.has("train")) note(error(at, l10n.t('The launch file lacks "train".')));
  const from = values.get("from");
  if (from === undefined || !values.has("model")) return;
  note(error(from.key, l10n.t('Take "model" or "from": either names the model to start from.')));
}

/** What people may want to write of a key or of where it is sent. */
function isSecretName(name: string): boolean {
  return /key$|token|secret|password|credential|authori[sz]ation|url$|endpoint|address|^host|header/i.test(
    name,
  );
}

function secretWords(): string {
  return l10n.t(
    "Keys and addresses do not stand in launch files, which travel with their folder: they come from your settings or your environment.",
  );
}

function valuesOf(members: readonly RecipeMember[]): LaunchValues {
  return new Map(
    members.flatMap(({ name, key, value }) =>
      isLaunchKey(name) && value.kind === "scalar" && value.value !== null
        ? [[name, { value: value.text.value, span: value.span, key }] as const]
        : [],
    ),
  );
}

function isLaunchKey(name: string): name is LaunchKey {
  return Object.hasOwn(launchOptions, name);
}
