import type { SourceProblem } from "../../core/prepare/source-rows.js";

/** So many rows of one kind are named one by one; the rest is counted. */
const mostOfOneKind = 100;

export interface RowProblem {
  /** What is the same for all rows with this problem, such as `tooManyCells`. */
  readonly kind: string;
  readonly row: number;
  readonly message: string;
  readonly severity: SourceProblem["severity"];
}

/** The problems of one file, in bounded memory: a file may be wrong in every row. */
export class ProblemLog {
  readonly #path: string;
  readonly #problems: SourceProblem[] = [];
  readonly #kinds = new Map<string, { count: number; severity: SourceProblem["severity"] }>();

  constructor(path: string) {
    this.#path = path;
  }

  ofFile(message: string, severity: SourceProblem["severity"] = "warning"): void {
    this.#problems.push({ path: this.#path, row: undefined, message, severity });
  }

  ofRow({ kind, row, message, severity }: RowProblem): void {
    const seen = this.#kinds.get(kind) ?? { count: 0, severity };
    seen.count += 1;
    this.#kinds.set(kind, seen);
    if (seen.count > mostOfOneKind) return;
    this.#problems.push({ path: this.#path, row, message, severity });
  }

  /** How many rows had this problem. */
  count(kind: string): number {
    return this.#kinds.get(kind)?.count ?? 0;
  }

  all(): readonly SourceProblem[] {
    const rest = [...this.#kinds.values()].flatMap(({ count, severity }) => {
      const more = count - mostOfOneKind;
      if (more <= 0) return [];
      const message = `${more} more ${more === 1 ? "row is" : "rows are"} as the last one named.`;
      return [{ path: this.#path, row: undefined, message, severity }];
    });
    return [...this.#problems, ...rest];
  }
}
