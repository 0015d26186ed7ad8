import type { Target } from "./target.js";

/** Classic completion models, with the advice that the tools of their time gave. */
export const legacyCompletions: Target = {
  id: "legacy-completions",
  title: "Completion models",
  description: "Models that continue a prompt, tuned on pairs of prompt and completion.",
  formats: ["prompt-completion"],
  defaultFor: ["prompt-completion"],
  completionStartsWithSpace: true,
  needsSeparator: true,
  leastRecords: 0,
  refusesUnknownFields: "nowhere",
  severities: { "record-long": "information" },
};
