import { isJsonObject } from "../../core/json/json-node.js";
import { jsonValueOf } from "../../core/json/json-value-of.js";
import type { JobEvent } from "../provider.js";

/** Something that the job of a run has told in words. Its numbers stand in the curve. */
export type RunEvent = Omit<JobEvent, "metrics">;

/** What the name of the file ends with that stands beside a run's file, `<id>.json`. */
export const eventsEnding = ".events";

/** So many events of a run are kept: the newest. */
export const mostEvents = 1_000;
const longestMessage = 2_000;

/**
 * Reads the events of a run, the oldest first, at most `mostEvents`. Lines that are none are left
 * out: somebody may have edited the file.
 */
export function parseRunEvents(text: string): readonly RunEvent[] {
  const events = text.split("\n").map(eventIn);
  return newest(events.filter((event) => event !== undefined));
}

/** Events as they are written down: one line of JSON each, so that changes are added lines. */
export function runEventsText(events: readonly RunEvent[]): string {
  const lines = events.map(({ id, at, level, message }) =>
    JSON.stringify({ at: new Date(at).toISOString(), level, message, id }),
  );
  return lines.map((line) => `${line}\n`).join("");
}

/**
 * The events of a run with what its job has told now; the very same list where that is nothing new
 * in words.
 */
export function withNewEvents(
  kept: readonly RunEvent[],
  told: readonly JobEvent[],
): readonly RunEvent[] {
  const known = new Set(kept.map(({ id }) => id));
  const oldest = kept.length < mostEvents ? undefined : kept[0]?.at;
  const fresh = told
    .filter(({ metrics, level }) => metrics === null || level !== "info")
    .filter(({ id, at }) => !known.has(id) && (oldest === undefined || at >= oldest))
    .map(({ id, at, level, message }) => ({ id, at, level, message: cut(message) }));
  return fresh.length === 0 ? kept : newest([...kept, ...fresh]);
}

/** Those of the same second stay in the order in which they were told. */
function newest(events: readonly RunEvent[]): readonly RunEvent[] {
  return events.toSorted((a, b) => a.at - b.at).slice(-mostEvents);
}

function eventIn(line: string): RunEvent | undefined {
  const value = jsonValueOf(line);
  if (!isJsonObject(value)) return undefined;
  const { id, at, level, message } = value;
  if (typeof id !== "string" || typeof at !== "string" || typeof message !== "string")
    return undefined;
  const time = Date.parse(at);
  if (Number.isNaN(time) || (level !== "error" && level !== "info" && level !== "warning"))
    return undefined;
  return { id, at: time, level, message: cut(message) };
}

function cut(message: string): string {
  return message.length <= longestMessage ? message : `${message.slice(0, longestMessage - 1)}…`;
}
