import type { CountedLabel } from "./label-spellings.js";
import type { Traits } from "./traits.js";

/** A label as a model is to write it, without the stop sequence behind it. */
export interface PlainLabel {
  /** As it stands in records. */
  readonly written: string;
  /** With the white space before it, which belongs to its first token. */
  readonly text: string;
}

/** More are not classes that somebody tells apart by their first token. */
const mostLabels = 200;

/**
 * Longer texts are sentences: an answer that comes up often, such as "Send an engineer on Sunday
 * morning.", names no class whose likelihood somebody reads from its first token.
 */
const mostWords = 3;
const mostCharacters = 24;

/** Short labels made of words or numbers; answers in JSON or markup begin alike for another reason. */
export function plainLabels(
  labels: readonly CountedLabel[],
  { hasLabels, stop, stopLineBreaks }: Traits,
): readonly PlainLabel[] {
  if (!hasLabels || labels.length > mostLabels) return [];
  const ending = stop?.text ?? stopLineBreaks;
  return labels.flatMap(({ text: written }) => {
    const text = withoutEnd(written, ending);
    return /^\s*[\p{L}\p{N}]/u.test(text) && isShort(text.trim()) ? [{ written, text }] : [];
  });
}

function isShort(label: string): boolean {
  return label.length <= mostCharacters && label.split(/\s+/).length <= mostWords;
}

/** Without the stop sequence, or the special token that stands for it. */
function withoutEnd(label: string, ending: string): string {
  const kept = label.endsWith(ending) ? label.slice(0, label.length - ending.length) : label;
  return kept.replace(/<\|.*$/s, "").trimEnd();
}
