/**
 * Whether a name is probably another one in other letters' case or with a slip of the keyboard:
 * one letter too many, too few or wrong, or two letters swapped. Long names may have two slips,
 * names of up to three letters none.
 */
export function isMisspelling(name: string, meant: string): boolean {
  const [a, b] = [name.toLowerCase(), meant.toLowerCase()];
  if (a === b) return true;
  const allowed = slipsAllowed(b.length);
  return Math.abs(a.length - b.length) <= allowed && slips(a, b) <= allowed;
}

/** Whether one slip of the keyboard leads from one word to another, in small letters both. */
export function isOneSlip(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) <= 1 && slips(a, b) === 1;
}

function slipsAllowed(length: number): number {
  if (length <= 3) return 0;
  return length <= 6 ? 1 : 2;
}

/** How many slips lead from one short word to another (optimal string alignment distance). */
function slips(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    rows.push(next);
    for (let j = 1; j <= b.length; j += 1) {
      const wrong = cell(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? cell(i - 2, j - 2) + 1 : Infinity;
      next.push(Math.min(wrong, cell(i - 1, j) + 1, cell(i, j - 1) + 1, swapped));
    }
  }
  return cell(a.length, b.length);
}
