import { github } from "./github.js";
import { json } from "./json.js";
import type { Reporter } from "./reporter.js";
import { sarif } from "./sarif.js";
import { text } from "./text.js";

/** The values of `check --format`. */
export const reporters = { text, json, sarif, github } satisfies Record<string, Reporter>;
