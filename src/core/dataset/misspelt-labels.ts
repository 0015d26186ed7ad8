import { isOneSlip } from "../spelling.js";
import type { CountedLabel } from "./label-spellings.js";
import { withoutBlanks } from "./label-spellings.js";

/** A slip comes up seldom, and so many times seldomer than the right word. */
const mostSlips = 3;
const timesSeldomer = 20;
const shortestWord = 4;

/**
 * The labels that are probably misspellings of a frequent one: seldom, and one letter from it. The
 * first letter is seldom wrong, and other digits make another label.
 */
export function misspeltLabels(labels: readonly CountedLabel[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const rare of labels.filter(({ count }) => count <= mostSlips)) {
    const meant = labels.filter(
      (label) => label.count >= rare.count * timesSeldomer && isMeant(rare.text, label.text),
    );
    const [one, another] = meant;
    if (one !== undefined && another === undefined) found.set(rare.text, one.text);
  }
  return found;
}

function isMeant(label: string, usual: string): boolean {
  const [written, right] = [label, usual].map((text) => withoutBlanks(text).toLowerCase());
  if (written === undefined || right === undefined) return false;
  if (written.normalize() === right.normalize()) return false;
  if (right.length < shortestWord || written[0] !== right[0]) return false;
  if (written.replaceAll(/[^\d]/g, "") !== right.replaceAll(/[^\d]/g, "")) return false;
  return isOneSlip(written, right) && !differsInEnding(written, right);
}

/** One word and its plural, or a word and its opposite, are two labels as likely as one. */
function differsInEnding(a: string, b: string): boolean {
  return `${a}s` === b || `${b}s` === a;
}
