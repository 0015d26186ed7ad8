import type { Target } from "./target.js";

/** Tunewright's own engine: a text classifier that trains on this machine. */
export const local: Target = {
  id: "local",
  title: "Local engine",
  description: "The text classifier that Tunewright trains on this machine, with no account.",
  formats: ["prompt-completion", "chat"],
  defaultFor: [],
  completionStartsWithSpace: false,
  needsSeparator: false,
  leastRecords: 0,
  refusesUnknownFields: "nowhere",
  readsImageFiles: true,
  severities: {
    "completion-leading-space": "off",
    "message-name-form": "off",
    "developer-role": "off",
  },
};
