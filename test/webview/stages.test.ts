import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunFacts, ShownEvent } from "../../src/protocol/run-page.js";
import { stagesOf } from "../../src/webview/run/stages.js";
import { shownFacts } from "../support/shown-run.ts";

const begun = Date.UTC(2026, 10, 22, 14, 3);
const minute = 60_000;

/** Events a minute after each other. */
function told(...messages: readonly string[]): readonly ShownEvent[] {
  return messages.map((message, index) => ({
    at: begun + (index + 1) * minute,
    level: "info",
    message,
  }));
}

/** Stages with their state and the minutes after the beginning. */
function stages(facts: Partial<RunFacts>, events: readonly ShownEvent[] = []): readonly string[] {
  return stagesOf(shownFacts({ createdAt: begun, ...facts }), events).map(({ name, state, at }) =>
    [name, state, ...(at === null ? [] : [(at - begun) / minute])].join(" "),
  );
}

const openaiWords = [
  "Created fine-tuning job: ftjob-1",
  "Validating training file: file-1 and validation file: file-2",
  "Files validated, moving job to queued state",
  "Fine-tuning job started",
  "Checkpoint created at step 84",
  "New fine-tuned model created",
  "The job has successfully completed",
];

describe("the timeline of a run", () => {
  it("has all steps of a service with their times", () => {
    const ended = { status: "succeeded", finishedAt: begun + 7 * minute } as const;
    assert.deepEqual(stages(ended, told(...openaiWords)), [
      "upload done 0",
      "job done 1",
      "validation done 2",
      "queue done 3",
      "training done 4",
      "checkpoints done 5",
      "end done 7",
    ]);
  });

  it("says where the run is, and what is to come", () => {
    assert.deepEqual(
      stages({ status: "queued", jobStatus: "validating_files" }, told(...openaiWords.slice(0, 2))),
      [
        "upload done 0",
        "job done 1",
        "validation current 2",
        "queue todo",
        "training todo",
        "end todo",
      ],
    );
    assert.deepEqual(stages({ status: "uploading", job: null }), [
      "upload current 0",
      "job todo",
      "validation todo",
      "queue todo",
      "training todo",
      "end todo",
    ]);
  });

  it("leaves out what a service has not, and says where a run has stopped", () => {
    const failed = { status: "failed", step: 3, finishedAt: begun + 2 * minute } as const;
    assert.deepEqual(stages(failed, told("Training started: 4 examples")), [
      "upload done 0",
      "job done 1",
      "training stopped 1",
      "end stopped 2",
    ]);
    assert.deepEqual(stages({ status: "cancelled", job: null, finishedAt: begun }), [
      "upload stopped 0",
      "job todo",
      "training todo",
      "end stopped 0",
    ]);
  });

  it("reads Azure's words too", () => {
    const words = ["Job enqueued. Waiting for jobs ahead to complete.", "Training started."];
    assert.deepEqual(stages({ status: "running" }, told(...words)), [
      "upload done 0",
      "job done 1",
      "queue done 1",
      "training current 2",
      "end todo",
    ]);
  });

  it("reads the words of the local engine", () => {
    const words = [
      "Created fine-tuning job: ftjob-1",
      "Validating training file: file-1",
      "Files validated",
      "Training started: 4 examples, 2 labels, 2 epochs",
      "Going on after epoch 1 of 2",
      "Checkpoint created at step 4, after epoch 1",
    ];
    assert.deepEqual(stages({ status: "running" }, told(...words)), [
      "upload done 0",
      "job done 1",
      "validation done 2",
      "training current 4",
      "checkpoints done 6",
      "end todo",
    ]);
  });
});
