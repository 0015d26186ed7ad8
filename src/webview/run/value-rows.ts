/** A table of more rows than this is for a file, not for a page. */
const mostRows = 1_000;

/** So many of many things, evenly taken, the first and the last among them. */
export function evenly<Thing>(things: readonly Thing[], most = mostRows): readonly Thing[] {
  if (things.length <= most) return things;
  const stride = (things.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => things[Math.round(index * stride)]).filter(
    (thing) => thing !== undefined,
  );
}
