import type { RunFacts, ShownEvent } from "../../protocol/run-page.js";
import { hasEnded } from "../../protocol/run-status.js";

/** What a run goes through, in this order. */
export const stageNames = [
  "upload",
  "job",
  "validation",
  "queue",
  "training",
  "checkpoints",
  "end",
] as const;

/** One of `stageNames`. */
export type StageName = (typeof stageNames)[number];

/** Whether a run is in a stage, was, will be, or came to no good end there. */
export type StageState = "current" | "done" | "stopped" | "todo";

/** A stage of a run. */
export interface Stage {
  readonly name: StageName;
  readonly state: StageState;
  /** When it began, in milliseconds since 1970; `null` where nobody knows. */
  readonly at: number | null;
}

/**
 * What the services write when a stage begins: OpenAI's, Azure's and the local engine's words. No
 * service has a code for it. Where none fits, the stage has no time, and nothing else is wrong.
 */
const words = {
  validation: /^validating\b|\bpreprocessing started\b/i,
  queue: /\bqueued? state\b|\bjob enqueued\b/i,
  training: /^(?:fine-tuning job|training) started\b|^going on after epoch\b/i,
  checkpoints: /^(?:new )?checkpoint\b/i,
} as const satisfies Partial<Readonly<Record<StageName, RegExp>>>;

/** The stages of a run, as far as its file and what its job has told say. */
export function stagesOf(facts: RunFacts, events: readonly ShownEvent[]): readonly Stage[] {
  const times = timesOf(facts, events);
  const reached = stageNames.indexOf(reachedBy(facts, times));
  const isStopped = hasEnded(facts) && facts.status !== "succeeded";
  return stageNames
    .map((name, index): Stage => {
      const at = times[name];
      if (name === "end") return { name, at, state: endState(facts) };
      if (name === "checkpoints") return { name, at, state: "done" };
      if (index !== reached) return { name, at, state: index < reached ? "done" : "todo" };
      return { name, at, state: isStopped ? "stopped" : "current" };
    })
    .filter((stage) => isShown(stage, facts));
}

/** Not every service has all stages, and of some nobody is told. */
function isShown({ name, state, at }: Stage, facts: RunFacts): boolean {
  switch (name) {
    case "validation":
    case "queue":
      return at !== null || (state === "todo" ? !hasEnded(facts) : state !== "done");
    case "checkpoints":
      return at !== null || facts.checkpoints.length > 0;
    default:
      return true;
  }
}

type Times = Readonly<Record<StageName, number | null>>;

function timesOf(facts: RunFacts, events: readonly ShownEvent[]): Times {
  const told = (pattern: RegExp): number | null =>
    events.find(({ message }) => pattern.test(message))?.at ?? null;
  return {
    upload: facts.createdAt,
    job: facts.job === null ? null : (events[0]?.at ?? null),
    validation: told(words.validation),
    queue: told(words.queue),
    training: told(words.training),
    checkpoints: told(words.checkpoints),
    end: facts.finishedAt,
  };
}

/** The last stage that the run has come to before its end. */
function reachedBy(facts: RunFacts, times: Times): StageName {
  switch (facts.status) {
    case "uploading":
      return "upload";
    case "creating":
      return "job";
    case "queued":
      return /validat/i.test(facts.jobStatus ?? "") ? "validation" : "queue";
    case "running":
    case "paused":
      return "training";
    case "succeeded":
      return "end";
    default:
      return lastKnown(facts, times);
  }
}

/** The stage in which a run was that came to no good end. */
function lastKnown({ job, step }: RunFacts, times: Times): StageName {
  if (step !== null || times.training !== null) return "training";
  if (times.queue !== null) return "queue";
  if (times.validation !== null) return "validation";
  return job === null ? "upload" : "job";
}

function endState(facts: RunFacts): StageState {
  if (!hasEnded(facts)) return "todo";
  return facts.status === "succeeded" ? "done" : "stopped";
}
