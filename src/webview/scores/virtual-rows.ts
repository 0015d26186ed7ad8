/** How high a row is, in pixels. */
export const rowHeight = 26;
/** Browsers draw nothing beyond some 33 million pixels; rows beyond this share the way of the scroll bar. */
const mostHeight = 10_000_000;

/** Where a list is scrolled to, in pixels. */
export interface Scroll {
  readonly top: number;
  readonly height: number;
}

/** Which rows are in sight. */
export interface RowWindow {
  /** Of all rows, in pixels. */
  readonly height: number;
  readonly first: number;
  readonly count: number;
  /** Where the first one stands, in pixels. */
  readonly top: number;
}

/** The rows that are in sight, of any number of them. */
export function windowOf(rows: number, { top, height }: Scroll): RowWindow {
  const all = rows * rowHeight;
  const whole = Math.min(all, mostHeight);
  const count = Math.min(rows, Math.ceil(height / rowHeight) + 1);
  if (all <= mostHeight) {
    const first = Math.min(Math.floor(top / rowHeight), Math.max(0, rows - count));
    return { height: whole, first, count, top: first * rowHeight };
  }
  const share = Math.min(1, Math.max(0, top / (whole - height)));
  const first = Math.round(share * (rows - count + 1));
  const place = Math.min(top, whole - count * rowHeight);
  return { height: whole, first: Math.min(first, rows - count), count, top: place };
}

/** Where to scroll to so that a row is in sight; where it is now, if it is. */
export function scrollFor(row: number, rows: number, scroll: Scroll): number {
  const { first, count } = windowOf(rows, scroll);
  const all = rows * rowHeight;
  const fitting = Math.max(1, Math.floor(scroll.height / rowHeight));
  if (row >= first && row < first + Math.min(count, fitting)) {
    if (all > mostHeight || row * rowHeight >= scroll.top) return scroll.top;
  }
  const wanted = row < first ? row : Math.max(0, row - fitting + 1);
  if (all <= mostHeight) return wanted * rowHeight;
  return (wanted / (rows - count + 1)) * (mostHeight - scroll.height);
}
