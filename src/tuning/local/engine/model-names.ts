import type { StoredJob } from "./stored-jobs.js";

/** The model that untuned trainings start from: it knows nothing yet. */
export const baseModel = "tunewright-classifier";

/** The id of the model that a job ends with, in the form of OpenAI's. */
export function modelIdOf({ id, suffix }: Pick<StoredJob, "id" | "suffix">): string {
  return `ft:${baseModel}:local:${suffix ?? ""}:${id.slice("ftjob-".length)}`;
}

/** The id of a job's model at the end of a step. */
export function checkpointIdOf(job: Pick<StoredJob, "id" | "suffix">, step: number): string {
  return `${modelIdOf(job)}:ckpt-step-${step}`;
}

/** What the id of a tuned model says. */
export interface TunedModelId {
  readonly jobId: string;
  /** `undefined` for the model that the job ended with. */
  readonly step: number | undefined;
}

/** Takes the id of a tuned model apart; `undefined` where it is none of ours. */
export function parseModelId(id: string): TunedModelId | undefined {
  const [, job, step] =
    new RegExp(`^ft:${baseModel}:local:[^:]*:([0-9a-f]+)(?::ckpt-step-(\\d+))?$`).exec(id) ?? [];
  if (job === undefined) return undefined;
  return { jobId: `ftjob-${job}`, step: step === undefined ? undefined : Number(step) };
}
