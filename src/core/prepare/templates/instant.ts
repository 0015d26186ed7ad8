const pattern =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/i;

/**
 * A date of ISO 8601, with or without a time, as milliseconds since 1970 in UTC; without a zone it
 * is taken for UTC, so that every machine reads the same. `undefined` where it is none.
 */
export function instantOf(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const numberAt = (group: number): number => Number(match[group] ?? 0);
  const [hour, minute, second] = [numberAt(4), numberAt(5), numberAt(6)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const time = Date.UTC(numberAt(1), numberAt(2) - 1, numberAt(3), hour, minute, second);
  // 31 February is no day.
  if (new Date(time).getUTCMonth() !== numberAt(2) - 1) return undefined;
  const fraction = Number(`0.${match[7] ?? "0"}`) * 1000;
  return time + Math.floor(fraction) - zoneMinutes(match[8]) * 60_000;
}

function zoneMinutes(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

const months =
  "January February March April May June July August September October November December".split(
    " ",
  );
const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const parts: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getUTCFullYear()).padStart(4, "0"),
  y: (date) => padded(date.getUTCFullYear() % 100),
  m: (date) => padded(date.getUTCMonth() + 1),
  d: (date) => padded(date.getUTCDate()),
  H: (date) => padded(date.getUTCHours()),
  M: (date) => padded(date.getUTCMinutes()),
  S: (date) => padded(date.getUTCSeconds()),
  B: (date) => months[date.getUTCMonth()] ?? "",
  b: (date) => (months[date.getUTCMonth()] ?? "").slice(0, 3),
  A: (date) => days[date.getUTCDay()] ?? "",
  a: (date) => (days[date.getUTCDay()] ?? "").slice(0, 3),
  "%": () => "%",
};

/** The letters that a format may have behind `%`. */
export const dateLetters: readonly string[] = Object.keys(parts);

/**
 * A date in the way that a format says, with the letters of C's `strftime` and English names.
 *
 * @throws RangeError for a letter that is not known
 */
export function formatInstant(time: number, format: string): string {
  const date = new Date(time);
  return format.replace(/%(.?)/g, (whole, letter: string) => {
    const part = parts[letter];
    if (part === undefined) throw new RangeError(`A date has no part ${whole}.`);
    return part(date);
  });
}

function padded(part: number): string {
  return String(part).padStart(2, "0");
}
