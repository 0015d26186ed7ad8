import type { CheckPlan } from "../core/dataset/check-plan.js";
import { FormatTally } from "../core/dataset/format-tally.js";
import type { TakenLine } from "../core/dataset/line-facts.js";
import { LineFacts } from "../core/dataset/line-facts.js";
import { Aggregates } from "../core/dataset/run-rules.js";
import { TraitTally } from "../core/dataset/traits.js";

/** All that a check knows of the records together. A class because it lives as long as a plan. */
export class CheckState {
  readonly formats = new FormatTally();
  readonly traits = new TraitTally();
  readonly lineFacts: LineFacts;
  readonly aggregates: Aggregates;

  constructor(plan: CheckPlan) {
    this.lineFacts = new LineFacts(plan);
    this.aggregates = new Aggregates(plan);
  }

  /** Adds a record whose facts have just been taken. */
  add(ref: number, taken: TakenLine, { context }: CheckPlan): void {
    if (taken.kind === "record") this.formats.add(taken.record);
    else this.formats.addOf(taken.kind === "fine" ? context?.format : undefined);
    if (context === undefined) return;
    this.traits.add(this.lineFacts.facts);
    this.aggregates.add(ref, this.lineFacts.facts);
  }

  /** Removes a record whose facts have just been taken again. */
  remove(ref: number, taken: TakenLine, { context }: CheckPlan): void {
    if (taken.kind === "record") this.formats.remove(taken.record);
    else this.formats.removeOf(taken.kind === "fine" ? context?.format : undefined);
    if (context === undefined) return;
    this.traits.remove(this.lineFacts.facts);
    this.aggregates.remove(ref, this.lineFacts.facts);
  }
}
