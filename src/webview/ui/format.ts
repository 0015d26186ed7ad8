/** How numbers are written for people of a language. */
export interface NumberForms {
  /** A whole number, such as `12,345`. */
  readonly count: (value: number) => string;
  /** A loss or a hyperparameter: four digits that count. */
  readonly number: (value: number) => string;
  /** A share from 0 to 1, such as `87.5 %`. */
  readonly share: (value: number) => string;
  readonly bytes: (value: number) => string;
  readonly money: (value: number, currency: string) => string;
  /** A time in milliseconds since 1970. */
  readonly time: (value: number) => string;
  /** The same without the day where it is that of another time. */
  readonly timeAfter: (value: number, before: number) => string;
  /** A span in milliseconds, such as `2 h 5 min`. */
  readonly duration: (value: number) => string;
}

const digits = 4;

/** The forms of a language, as its tag says, such as `de`; English where nobody knows the tag. */
export function numberForms(language: string): NumberForms {
  const tag = knownTag(language);
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(tag, { maximumSignificantDigits: digits });
  const rough = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const time = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "medium" });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: "medium" });
  const clock = new Intl.DateTimeFormat(tag, { timeStyle: "medium" });
  return {
    count: (value) => whole.format(value),
    number: (value) =>
      value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e9)
        ? value.toExponential(digits - 2)
        : fine.format(value),
    share: (value) => `${rough.format(100 * value)} %`,
    bytes: (value) => bytes(value, rough),
    money: (value, currency) =>
      `${value.toLocaleString(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency}`,
    time: (value) => time.format(value),
    timeAfter: (value, before) =>
      (day.format(value) === day.format(before) ? clock : time).format(value),
    duration,
  };
}

function knownTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? "en";
  } catch (error) {
    if (error instanceof RangeError) return "en";
    throw error;
  }
}

const byteUnits = ["B", "kB", "MB", "GB", "TB"] as const;

function bytes(value: number, form: Intl.NumberFormat): string {
  const power = Math.min(
    byteUnits.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)),
  );
  return `${form.format(value / 1000 ** power)} ${byteUnits[power] ?? "B"}`;
}

/** The two largest units say enough. */
function duration(value: number): string {
  const seconds = Math.max(0, Math.round(value / 1000));
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return "0 s";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}
