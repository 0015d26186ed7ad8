import { formatOfDataset, isToBeLaidOut } from "../core/convert/convert-lines.js";
import type { Format } from "../core/formats/format.js";
import type { DatasetFile } from "../data/dataset-file.js";
import { UserError } from "../data/user-error.js";
import { linesPath } from "./lines-path.js";

/** The format of a dataset with one record on each line. Throws a `UserError` of any other. */
export function datasetFormat(file: DatasetFile): Format {
  const format = formatOfDataset(file);
  if (format !== undefined) return format;
  if (isToBeLaidOut(file)) {
    const path = linesPath(file.path);
    throw new UserError(
      `${file.path} does not have one record on each line. tunewright check --fix=all ${file.path} writes it so to ${path}.`,
    );
  }
  throw new UserError(`${file.path} is not recognised as training data, one record on each line.`);
}
