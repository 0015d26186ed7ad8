import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { LaunchKey } from "../../core/launch/launch-options.js";
import type { LaunchOffers } from "../../core/launch/launch-offers.js";
import type { LaunchLook } from "../../core/launch/look-at-launch.js";
import { lookAtLaunch } from "../../core/launch/look-at-launch.js";
import { launchDisk } from "../../data/launch/launch-disk.js";
import { describeSystemError, UserError } from "../../data/user-error.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import type { OpenedLaunch } from "../tune-request.js";
import { problemLine } from "./problem-line.js";

/** What a launch file is read with. */
export interface LaunchContext {
  /** Options that count in place of what the file says. */
  readonly given: Readonly<Partial<Record<LaunchKey, string>>>;
  readonly offers: LaunchOffers;
}

/**
 * Reads a launch file and says on stderr what is to be said of it; `undefined` where it has faults.
 * Throws a `UserError` where it cannot be read at all.
 */
export function openLaunchFile(
  file: string,
  { given, offers }: LaunchContext,
  io: Io,
): OpenedLaunch | undefined {
  const path = resolve(io.cwd, file);
  const bytes = bytesOf(path, file);
  const text = bytes.toString("utf8");
  const request = { text, offers, today: io.today(), others: given };
  const look = lookAtLaunch(request, launchDisk(path));
  for (const problem of look.problems) {
    io.stderr.write(`${printable(problemLine(file, text, problem))}\n`);
  }
  if (look.problems.some(({ severity }) => severity === "error")) return undefined;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { values: valuesOf(look, io), launchFile: { path, sha256 } };
}

function bytesOf(path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UserError(describeSystemError(error, name));
  }
}

function valuesOf({ values, paths }: LaunchLook, { cwd }: Io): OpenedLaunch["values"] {
  const texts = [...values].map(([key, { value }]) => [key, value] as const);
  const files = [...paths].map(([key, path]) => [key, relative(cwd, path)] as const);
  return Object.fromEntries([...texts, ...files]);
}
