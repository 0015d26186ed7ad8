import { defaultMethod, defaultProvider } from "./launch-findings.js";
import type { LaunchMethod, LaunchOffers, LaunchProvider } from "./launch-offers.js";
import type { LaunchKey } from "./launch-options.js";
import { launchMethods, launchOptions } from "./launch-options.js";

/** Where in a launch file a person types. Found line by line: what is typed is not finished. */
export type LaunchCursor =
  | { readonly kind: "key"; readonly start: number; readonly isFollowed: boolean }
  | { readonly kind: "value"; readonly key: LaunchKey; readonly start: number };

/** Finds where an offset stands; `undefined` where nothing of ours is written. */
export function launchCursor(text: string, offset: number): LaunchCursor | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  if (/^[\w$]*$/.test(line)) {
    const isFollowed = /^[\w$]*[ \t]*:/.test(text.slice(offset));
    return { kind: "key", start: lineStart, isFollowed };
  }
  const [, key = "", value = ""] = /^([\w$]+):[ \t]+["']?([^"'#]*)$/.exec(line) ?? [];
  if (!isLaunchKey(key)) return undefined;
  return { kind: "value", key, start: offset - value.length };
}

/** The word that an offset stands in, on one line: a key or a value. */
export interface LaunchWord {
  readonly key: LaunchKey;
  readonly isKey: boolean;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Finds the key or the value at an offset. */
export function launchWord(text: string, offset: number): LaunchWord | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const [line = ""] = text.slice(lineStart).split(/\r?\n/, 1);
  const [, key = "", between = "", value = ""] =
    /^([\w$]+)(:[ \t]*["']?)((?:[^\s"'#]|[ \t]+(?!#|$))*)/.exec(line) ?? [];
  if (!isLaunchKey(key)) return undefined;
  const keyEnd = lineStart + key.length;
  const start = keyEnd + between.length;
  const words: readonly LaunchWord[] = [
    { key, isKey: true, text: key, start: lineStart, end: keyEnd },
    { key, isKey: false, text: value, start, end: start + value.length },
  ];
  return words.find((word) => word.text !== "" && offset >= word.start && offset <= word.end);
}

/** What is written so far, and what it names. */
export interface WrittenLaunch {
  readonly keys: ReadonlySet<string>;
  readonly provider: LaunchProvider | undefined;
  readonly method: LaunchMethod | undefined;
}

/** Reads what is written, whether or not it is finished. */
export function writtenLaunch(text: string, { providers }: LaunchOffers): WrittenLaunch {
  const lines = text.matchAll(/^([\w$]+):[ \t]*["']?([^\s"'#]*)/gm);
  const values = new Map([...lines].map(([, key = "", value = ""]) => [key, value]));
  const id = values.get("provider") ?? defaultProvider;
  const provider = providers.find((one) => one.id === id);
  const methodName = values.get("method") ?? defaultMethod;
  const methodId = new Map<string, string>(Object.entries(launchMethods)).get(methodName);
  const method = provider?.methods.find((one) => one.id === methodId);
  return { keys: new Set(values.keys()), provider, method };
}

function isLaunchKey(name: string): name is LaunchKey {
  return Object.hasOwn(launchOptions, name);
}
