import { chat } from "./chat.js";
import type { JsonObject } from "../json/json-node.js";
import type { Format } from "./format.js";
import { promptCompletion } from "./prompt-completion.js";

/** Every format, in the order in which they are tried. */
export const formats: readonly Format[] = [promptCompletion, chat];

/** Whether a record that stands in a dataset of `format` is plainly of another format. */
export function isOfOtherFormat(record: JsonObject, format: Format): boolean {
  if (format.matches(record)) return false;
  return formats.some((other) => other !== format && other.matches(record));
}
