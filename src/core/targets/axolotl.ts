import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/** Axolotl (docs/dataset-formats, 2026-07): the type in its configuration names the format. */
export const axolotl: Target = {
  ...undemanding,
  id: "axolotl",
  title: "Axolotl",
  description: "Training of open models by a configuration file.",
  formats: ["chat", "sharegpt", "alpaca", "text", "segments", "preference-trl"],
  defaultFor: ["segments"],
  readsImageFiles: true,
  severities: { ...undemanding.severities, "message-name-form": "off", "developer-role": "off" },
};
