import type { LaunchKey } from "./launch-options.js";
import { launchKeyNames, launchMethods, launchOption } from "./launch-options.js";

/** What a launch file is written from: texts and numbers by their keys. */
export type LaunchEntries = Readonly<Partial<Record<LaunchKey, string | number>>>;

/** The text of a launch file: keys in the order of the documentation. `comment` is one line. */
export function launchText(comment: string, entries: LaunchEntries): string {
  const lines = launchKeyNames.flatMap((key) => {
    const value = entries[key];
    return value === undefined ? [] : [`${key}: ${scalar(value)}`];
  });
  return [`# ${comment.replace(/\s+/g, " ")}`, ...lines, ""].join("\n");
}

/** Hyperparameters by the names of run files as entries. */
export function hyperparameterEntries(chosen: Readonly<Record<string, number>>): LaunchEntries {
  const entries = launchKeyNames.flatMap((key) => {
    const { hyperparameter } = launchOption(key);
    const value = hyperparameter === undefined ? undefined : chosen[hyperparameter];
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The hyperparameters among the values of a launch file, by the names of run files. */
export function hyperparametersIn(
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> {
  const chosen = launchKeyNames.flatMap((key) => {
    const [value, { hyperparameter }] = [values[key], launchOption(key)];
    return value === undefined || hyperparameter === undefined
      ? []
      : [[hyperparameter, Number(value)] as const];
  });
  return Object.fromEntries(chosen);
}

/** The name that launch files have for a method of run files. */
export function methodName(id: string): string {
  return Object.entries(launchMethods).find(([, known]) => known === id)?.[0] ?? id;
}

/** Plain where YAML reads the same text from it, else in quotes. */
function scalar(value: string | number): string {
  if (typeof value === "number") return plainNumber(value);
  const isPlain = /^[A-Za-z][\w./-]*(?::[\w./-]+)*$/.test(value) && !isWord(value);
  return isPlain ? value : JSON.stringify(value);
}

/** YAML's core schema reads these as other than texts. */
function isWord(value: string): boolean {
  return /^(?:true|false|null)$/i.test(value);
}

/** Without an exponent, which YAML 1.1 takes for a text. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/0+$/, "") : text;
}
