import type { CheckedFile } from "../file-report.js";
import type { Output } from "../io.js";

/** A way to print reports. One file per format; `report/index.ts` lists them. */
export interface Reporter {
  /** How many findings of each rule are kept where the user does not say. */
  readonly defaultMaxFindings: number;
  print(files: readonly CheckedFile[], output: Output): void;
}
