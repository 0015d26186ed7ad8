import type { JobMetrics } from "../provider.js";

const columns = [
  ["step", "step"],
  ["training_loss", "trainingLoss"],
  ["training_accuracy", "trainingAccuracy"],
  ["validation_loss", "validationLoss"],
  ["validation_accuracy", "validationAccuracy"],
  ["training_reward", "trainingReward"],
  ["validation_reward", "validationReward"],
] as const satisfies readonly (readonly [string, keyof JobMetrics])[];

const rewards: ReadonlySet<string> = new Set(["trainingReward", "validationReward"]);

/** The numbers of a run, step by step. What is told twice counts once. */
export class Curve {
  readonly #steps = new Map<number, JobMetrics>();

  /** Adds what `csv` has written. Lines without a step are left out. */
  addCsv(csv: string): void {
    const [head = "", ...lines] = csv.trim().split("\n");
    const names = head.split(",");
    for (const line of lines) {
      const cells = line.split(",");
      const known = columns.flatMap(([name, key]) => {
        const cell = cells[names.indexOf(name)] ?? "";
        return cell === "" || Number.isNaN(Number(cell)) ? [] : [[key, Number(cell)] as const];
      });
      const point: Partial<JobMetrics> = Object.fromEntries(known);
      if (point.step !== undefined) this.add({ ...point, step: point.step });
    }
  }

  add(metrics: JobMetrics): void {
    this.#steps.set(metrics.step, { ...this.#steps.get(metrics.step), ...metrics });
  }

  /** In the order of the steps. */
  get points(): readonly JobMetrics[] {
    return [...this.#steps.values()].sort((a, b) => a.step - b.step);
  }

  /** The last known of each number, or `null` where there is none. */
  get last(): JobMetrics | null {
    const { points } = this;
    const end = points.at(-1);
    if (end === undefined) return null;
    const known = columns.flatMap(([, key]) => {
      const value = points.findLast((point) => point[key] !== undefined)?.[key];
      return value === undefined ? [] : [[key, value] as const];
    });
    const total = points.findLast(({ totalSteps }) => totalSteps !== undefined);
    return {
      ...Object.fromEntries(known),
      ...(total?.totalSteps !== undefined && { totalSteps: total.totalSteps }),
      step: end.step,
    };
  }

  /**
   * One line per step, with a header; a number that is not known is left empty. Rewards have their
   * columns where there are any.
   */
  get csv(): string {
    const { points } = this;
    const shown = columns.filter(
      ([, key]) => !rewards.has(key) || points.some((point) => point[key] !== undefined),
    );
    const head = shown.map(([name]) => name).join(",");
    const lines = points.map((point) => shown.map(([, key]) => point[key] ?? "").join(","));
    return [head, ...lines].map((line) => `${line}\n`).join("");
  }
}
