import type { Format } from "../formats/format.js";
import { formats } from "../formats/index.js";
import { targetById, targets } from "./index.js";
import type { Target } from "./target.js";

/** Whether a target reads datasets of a format: one of the two says so in its file. */
export function accepts(target: Target, format: Format): boolean {
  return target.formats.includes(format.id) || format.readers?.includes(target.id) === true;
}

/** The same by ids; where one is unknown, no refusal is known. */
export function acceptsFormat(target: string | null, format: string | null): boolean {
  const reader = targetById(target ?? "");
  const read = formats.find(({ id }) => id === format);
  return reader === undefined || read === undefined || accepts(reader, read);
}

/** The targets that read datasets of a format, in the order of their table. */
export function readersOf(format: Format): readonly Target[] {
  return targets.filter((target) => accepts(target, format));
}

/** The formats that a target reads, in the order of their table. */
export function formatsReadBy(target: Target): readonly Format[] {
  return formats.filter((format) => accepts(target, format));
}

/** The target that a format gets where the user names none. */
export function defaultTarget(format: Format): Target {
  const byTarget = targets.find(({ defaultFor }) => defaultFor.includes(format.id));
  const target = byTarget ?? targets.find(({ id }) => id === format.readers?.[0]);
  if (target === undefined) throw new Error(`No target reads the format "${format.id}".`);
  return target;
}
