import { dataDirectory } from "../../tuning/node/data-directory.js";
import { openNodeEngine } from "../../tuning/node/node-engine.js";
import type { LocalEngine } from "../../tuning/local/engine/local-engine.js";
import type { Io } from "../io.js";

/** The local engine of this person. */
export function openEngine({ environment }: Io): LocalEngine {
  return openNodeEngine({
    dataDirectory: dataDirectory(environment, process.platform),
    trainerProgram: new URL("./trainer-thread.js", import.meta.url),
  });
}
