import type { DatasetNature } from "../../src/core/dataset/check-plan.js";
import { noTraits } from "../../src/core/dataset/traits.js";
import type { Format } from "../../src/core/formats/format.js";

/** The nature of a dataset of a format of which nothing else is known. */
export function natureOf(format: Format): DatasetNature {
  return { layout: "lines", format, traits: noTraits };
}
