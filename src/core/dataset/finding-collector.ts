import type { Finding } from "../rules/finding.js";

/** Keeps the first findings of each rule and counts them all. */
export class FindingCollector {
  readonly #kept: Finding[] = [];
  readonly #counts = new Map<string, number>();
  readonly #maxPerRule: number;

  constructor(maxPerRule: number) {
    this.#maxPerRule = maxPerRule;
  }

  /** Adds findings; those of one rule have to come in the order of the file. */
  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      if (this.room(finding.rule) > 0) this.#kept.push(finding);
      this.count(finding.rule, 1);
    }
  }

  /** How many more findings of this rule would be kept. */
  room(rule: string): number {
    return Math.max(this.#maxPerRule - (this.#counts.get(rule) ?? 0), 0);
  }

  /** Counts findings that are not kept. */
  count(rule: string, more: number): void {
    if (more > 0) this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + more);
  }

  findings(): readonly Finding[] {
    return this.#kept;
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
  }
}
