import type { FineTuningJobEvent } from "openai/resources/fine-tuning/jobs/jobs";
import type { EpochReport, StepReport } from "../training.js";
import type { NewEvent } from "./stored-jobs.js";

/** The numbers of an event, under the names that OpenAI's events have. */
interface EventMetrics {
  readonly step: number;
  readonly total_steps?: number;
  readonly train_loss?: number;
  readonly train_mean_token_accuracy?: number;
  readonly full_valid_loss?: number;
  readonly full_valid_mean_token_accuracy?: number;
}

/** The event of a step. A label is one token, so the accuracy of tokens is that of records. */
export function metricsOfStep({ step, steps, training }: StepReport): NewEvent {
  return metrics(`Step ${step}/${steps}: training loss=${training.loss.toFixed(2)}`, {
    step,
    total_steps: steps,
    train_loss: training.loss,
    train_mean_token_accuracy: training.accuracy,
  });
}

/** The event of an epoch's end. */
export function metricsOfEpoch({ epoch, step, training, validation }: EpochReport): NewEvent {
  const text = `Epoch ${epoch}: training loss=${training.loss.toFixed(2)}`;
  if (validation === undefined) return metrics(text, { step });
  return metrics(`${text}, full validation loss=${validation.loss.toFixed(2)}`, {
    step,
    full_valid_loss: validation.loss,
    full_valid_mean_token_accuracy: validation.accuracy,
  });
}

/** The last steps that events tell of: a training that goes on makes some of them once more. */
export interface StepsTold {
  /** The last step with numbers of its own. */
  readonly steps: number;
  /** The last step that ended an epoch. */
  readonly epochs: number;
}

/** How far the events of a job have come. */
export function stepsTold(events: readonly FineTuningJobEvent[]): StepsTold {
  const told = { steps: 0, epochs: 0 };
  for (const found of events.map(metricsIn)) {
    if (found === undefined) continue;
    const kind = found.train_loss === undefined ? "epochs" : "steps";
    told[kind] = Math.max(told[kind], found.step);
  }
  return told;
}

/** The result file, with the columns that OpenAI documents. */
export function resultsCsv(events: readonly FineTuningJobEvent[]): string {
  const rows = new Map<number, EventMetrics>();
  for (const found of events.map(metricsIn)) {
    if (found !== undefined) rows.set(found.step, { ...rows.get(found.step), ...found });
  }
  const lines = [...rows.values()]
    .sort((a, b) => a.step - b.step)
    .map((row) => [
      row.step,
      row.train_loss,
      row.train_mean_token_accuracy,
      row.full_valid_loss,
      row.full_valid_mean_token_accuracy,
    ]);
  const head = "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy";
  return [head, ...lines.map((cells) => cells.join(","))].map((line) => `${line}\n`).join("");
}

function metrics(message: string, data: EventMetrics): NewEvent {
  return { message, type: "metrics", data };
}

function metricsIn({ type, data }: FineTuningJobEvent): EventMetrics | undefined {
  // Written by the functions above alone.
  return type === "metrics" ? (data as EventMetrics) : undefined;
}
