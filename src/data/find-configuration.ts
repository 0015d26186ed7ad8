import { readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { configurationFileName } from "../core/config/configuration.js";
import type { DatasetPlace } from "../core/config/resolve-configuration.js";
import { byteOrderMark } from "../core/json/lines.js";
import { describeSystemError, systemErrorCode, UserError } from "./user-error.js";

/**
 * The `tunewright.json` for the datasets in a folder (an absolute path): the one in it, else in the
 * nearest folder above, up to the root of the file system. Files further up have no say.
 */
export function nearestConfiguration(folder: string): string | undefined {
  for (let place = folder; ; place = dirname(place)) {
    const file = join(place, configurationFileName);
    if (isFile(file)) return file;
    if (dirname(place) === place) return undefined;
  }
}

/** A configuration's text. Throws a `UserError` that says why it cannot be read. */
export function configurationText(file: string, name = file): string {
  try {
    const text = readFileSync(file, "utf8");
    return text.startsWith(byteOrderMark) ? text.slice(1) : text;
  } catch (error) {
    throw new UserError(describeSystemError(error, name));
  }
}

/** Where a dataset (an absolute path) is, as the folder of a configuration sees it. */
export function placeBelow(folder: string, dataset: string): DatasetPlace {
  const path = relative(folder, dataset);
  const isBelow = path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  return { path: (isBelow ? path : basename(dataset)).split(sep).join("/"), isBelow };
}

/** Whether a file is there. A folder that keeps us out hides what is in it. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return false;
  }
}
