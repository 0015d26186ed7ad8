/** Whether bytes may be the start of UTF-8, and whether they end inside of a character. */
export function endsInside(bytes: Uint8Array): boolean | undefined {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = lengthOf(lead);
    if (length === 0) return undefined;
    for (let i = 1; i < length; i += 1) {
      if (at + i >= bytes.length) return true;
      if (!mayFollow(lead, i, bytes[at + i] ?? 0)) return undefined;
    }
    at += length;
  }
  return false;
}

function lengthOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** The second byte of some has a narrower range (Unicode, table 3-7). */
const seconds = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
]);

function mayFollow(lead: number, index: number, byte: number): boolean {
  const [least = 0x80, most = 0xbf] = (index === 1 ? seconds.get(lead) : undefined) ?? [];
  return byte >= least && byte <= most;
}
