import { chat } from "./chat.js";
import type { Format } from "./format.js";
import { promptCompletion } from "./prompt-completion.js";

/** Every format, in the order in which they are tried. */
export const formats: readonly Format[] = [promptCompletion, chat];
