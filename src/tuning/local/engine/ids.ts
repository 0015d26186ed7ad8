/** A new id such as `ftjob-0f3a…`: nobody else has the same. */
export function newId(prefix: string): string {
  return `${prefix}-${crypto.randomUUID().replaceAll("-", "").slice(0, 24)}`;
}
