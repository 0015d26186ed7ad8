import { chat } from "./chat.js";
import type { Format, FormatId } from "./format.js";
import { promptCompletion } from "./prompt-completion.js";

/** Every format, in the order in which they are tried. */
export const formats: readonly Format[] = [promptCompletion, chat];

/** The format with this id. */
export function formatById(id: FormatId): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (format === undefined) throw new Error(`There is no format "${id}".`);
  return format;
}
