import type { Target } from "./target.js";

// The engine takes its limits from here.

/** With more labels, or fewer records for each of them, completions are free text. */
export const localLabels = { most: 1_000, fewestRecordsEach: 3 } as const;

/** Tunewright's own engine: a text classifier that trains on this machine. */
export const local: Target = {
  id: "local",
  title: "Local engine",
  description: "The text classifier that Tunewright trains on this machine, with no account.",
  formats: ["prompt-completion", "chat"],
  defaultFor: [],
  completionStartsWithSpace: false,
  needsSeparator: false,
  leastRecords: 10,
  labels: localLabels,
  // As OpenAI has it, in millions: a text of 512 MiB is longer than JavaScript knows.
  largestFileBytes: 512_000_000,
  refusesUnknownFields: "nowhere",
  readsImageFiles: true,
  severities: {
    "completions-not-labels": "error",
    "completion-leading-space": "off",
    "message-name-form": "off",
    "developer-role": "off",
  },
};
