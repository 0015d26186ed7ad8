/** Longer names are nobody's slip of the finger. */
const longestName = 40;

/** Shorter ones are the start of too much. */
const shortestStart = 3;

/** The one of some names that a person is likely to have meant, if any is near enough. */
export function nearName(name: string, names: readonly string[]): string | undefined {
  if (name.length > longestName) return undefined;
  const wanted = plain(name);
  const begun = names.filter((candidate) => plain(candidate).startsWith(wanted));
  if (begun.length === 1 && wanted.length >= shortestStart) return begun[0];
  const distances = names.map((candidate) => ({
    candidate,
    distance: editDistance(wanted, plain(candidate)),
  }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  if (nearest === undefined) return undefined;
  const limit = Math.max(1, Math.floor(Math.max(name.length, nearest.candidate.length) / 3));
  return nearest.distance <= limit ? nearest.candidate : undefined;
}

/** Without what people mix up between `camelCase`, `snake_case` and `kebab-case`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, "");
}

/** How many characters have to be added, removed or replaced to make one text of the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced));
    }
  }
  return row[b.length] ?? 0;
}
