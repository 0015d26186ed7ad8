import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const repositoryFolder = folder("../..");

/** Git-ignored: things that are slow to get and the same for every checkout. */
export const cacheFolder = folder("../../.cache");

/** Git-ignored: what tests and scripts leave behind to be looked at. */
export const outputFolder = folder("../../out");

/** The datasets that `npm start`, the tests and the screenshots open. */
export const samplesFolder = folder("../../samples");

/** The sample whose records have findings. */
export const faultySample = folder("../../samples/reviews-with-faults.jsonl");

function folder(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
