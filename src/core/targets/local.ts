import type { Target } from "./target.js";

/** Tunewright's own engine: a text classifier that trains on this machine. */
export const local: Target = {
  id: "local",
  title: "Local engine",
  description: "Tunewright's own text classifier, trained on this machine with no account.",
  formats: ["prompt-completion", "chat"],
  defaultFor: [],
  completionStartsWithSpace: false,
  severities: { "completion-leading-space": "off" },
};
