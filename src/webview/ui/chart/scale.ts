/** Where numbers stand along an axis. */
export interface Scale {
  /** From 0, where the axis begins, to 1, where it ends; `undefined` where it has no place. */
  place(value: number): number | undefined;
  /** Round numbers to mark the axis with. */
  readonly ticks: readonly number[];
}

/** What an axis has to show. */
export interface Extent {
  readonly least: number;
  readonly most: number;
}

/** The extent of all values of some lists; `undefined` where there are none. */
export function extentOf(lists: readonly (readonly number[])[]): Extent | undefined {
  let least = Infinity;
  let most = -Infinity;
  for (const values of lists) {
    for (const value of values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return least <= most ? { least, most } : undefined;
}

/** An axis from exactly the least to the most. */
export function exactScale({ least, most }: Extent, wanted: number): Scale {
  return linear({ least, most }, between(linearTicks({ least, most }, wanted), least, most));
}

/** An axis that begins and ends with a round number. `wanted` is about how many are marked. */
export function roundScale(extent: Extent, wanted: number): Scale {
  const ticks = linearTicks(widened(extent), wanted);
  return linear({ least: ticks[0] ?? extent.least, most: ticks.at(-1) ?? extent.most }, ticks);
}

/** An axis on which each factor of ten has the same length. Only numbers above 0 have a place. */
export function logScale({ least, most }: Extent, wanted: number): Scale {
  const [low, high] = least === most ? [least / 2, most * 2] : [least, most];
  const [from, to] = [Math.log10(low), Math.log10(high)];
  return {
    place: (value) => (value > 0 ? (Math.log10(value) - from) / (to - from) : undefined),
    ticks: logTicks({ least: low, most: high }, wanted),
  };
}

function linear({ least, most }: Extent, ticks: readonly number[]): Scale {
  const length = most - least || 1;
  return { place: (value) => (value - least) / length, ticks };
}

/** One value alone gets some room around it. */
function widened({ least, most }: Extent): Extent {
  if (least !== most) return { least, most };
  const room = Math.abs(least) / 2 || 1;
  return { least: least - room, most: most + room };
}

/** Multiples of 1, 2 or 5 times a power of ten, the outer ones beyond the extent. */
function linearTicks({ least, most }: Extent, wanted: number): readonly number[] {
  const rough = (most - least) / Math.max(1, wanted) || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(least / step);
  const last = Math.ceil(most / step);
  return Array.from({ length: last - first + 1 }, (_, index) => rounded((first + index) * step));
}

function logTicks({ least, most }: Extent, wanted: number): readonly number[] {
  const powers = rangeOf(Math.floor(Math.log10(least)), Math.ceil(Math.log10(most)));
  const fine = powers.flatMap((power) => [1, 2, 5].map((factor) => factor * 10 ** power));
  const shown = between(fine.map(rounded), least, most);
  if (shown.length >= 2 && shown.length <= 2 * wanted) return shown;
  if (shown.length < 2) return between(linearTicks({ least, most }, wanted), least, most);
  const whole = between(powers.map((power) => 10 ** power).map(rounded), least, most);
  const every = Math.max(1, Math.ceil(whole.length / wanted));
  return whole.filter((_, index) => index % every === 0);
}

function between(values: readonly number[], least: number, most: number): readonly number[] {
  return values.filter((value) => value >= least && value <= most);
}

function rangeOf(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** 3 × 0.1 is 0.3 to people. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
