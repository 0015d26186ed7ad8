/** What a number is shown as, where that is not a plain number. */
export type NumberFormat =
  | { readonly kind: "number" }
  | { readonly kind: "date"; readonly hasDate: boolean; readonly hasTime: boolean }
  /** Zeros in front, as in a postal code. */
  | { readonly kind: "padded"; readonly digits: number };

const plain: NumberFormat = { kind: "number" };
const dayMs = 86_400_000;
/** Day 0 of Excel's calendars. */
const epoch1900Ms = Date.UTC(1899, 11, 30);
const epoch1904Ms = Date.UTC(1904, 0, 1);

/** What a format means: one that every workbook knows by number, or the workbook's own by its code. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn(id);
  // Without what is shown as it is, colours and conditions, and only the part for positive numbers.
  const [shown = ""] = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, "")
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
    .split(";");
  if (/^0{2,}$/.test(shown)) return { kind: "padded", digits: shown.length };
  const hasTime = /[hs]/i.test(shown);
  const hasDate = /[yd]/i.test(shown) || (!hasTime && /m/i.test(shown));
  return hasDate || hasTime ? { kind: "date", hasDate, hasTime } : plain;
}

/** ECMA-376 part 1, §18.8.30. */
function builtIn(id: number): NumberFormat {
  if (id === 22) return { kind: "date", hasDate: true, hasTime: true };
  if (id >= 14 && id <= 17) return { kind: "date", hasDate: true, hasTime: false };
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47))
    return { kind: "date", hasDate: false, hasTime: true };
  return plain;
}

/** What a number is shown as where that is more than the number; undefined where it is not. */
export function shownText(
  number: number,
  format: NumberFormat,
  isFrom1904: boolean,
): string | undefined {
  if (format.kind === "date") return dateText(number, format, isFrom1904);
  if (format.kind === "number" || !Number.isSafeInteger(number) || number < 0) return undefined;
  return String(number).padStart(format.digits, "0");
}

interface DateParts {
  readonly hasDate: boolean;
  readonly hasTime: boolean;
}

/** A day number as ISO 8601 text with a space: `2024-01-31`, `2024-01-31 08:30:00`, `08:30:00`. */
function dateText(
  days: number,
  { hasDate, hasTime }: DateParts,
  isFrom1904: boolean,
): string | undefined {
  if (!(days >= 0 && days < 2_958_466)) return undefined;
  const iso = new Date(Math.round(timeOf(days, isFrom1904))).toISOString();
  const time = iso.slice(11, iso.endsWith(".000Z") ? 19 : 23);
  if (!hasDate && days < 1) return time;
  return hasTime || days % 1 !== 0 ? `${iso.slice(0, 10)} ${time}` : iso.slice(0, 10);
}

/** Excel counts a 29 February 1900 that there was not (ECMA-376 part 1, §18.17.4.1). */
function timeOf(days: number, isFrom1904: boolean): number {
  if (isFrom1904) return epoch1904Ms + days * dayMs;
  return epoch1900Ms + (days < 60 ? days + 1 : days) * dayMs;
}
