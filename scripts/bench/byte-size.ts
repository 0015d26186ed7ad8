const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** "100MB" → 100,000,000; "1GiB" → 1,073,741,824. */
export function parseSize(text: string): number {
  const [, digits, unit = ""] = /^([\d.]+)\s*([a-z]*)$/i.exec(text) ?? [];
  const bytes = Math.round(Number(digits) * (UNITS[unit.toLowerCase()] ?? NaN));
  if (!(bytes > 0)) throw new Error(`Expected a size such as 100MB, got "${text}"`);
  return bytes;
}
