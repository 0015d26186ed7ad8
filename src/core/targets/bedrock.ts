import type { Target } from "./target.js";
import { undemanding } from "./target.js";

/** Amazon Bedrock (docs.aws.amazon.com/bedrock/latest/userguide/model-customization-prepare.html). */
export const bedrock: Target = {
  ...undemanding,
  id: "bedrock",
  title: "Amazon Bedrock",
  description: "Customisation of models in Amazon Bedrock.",
  formats: ["bedrock-conversation", "prompt-completion", "reinforcement"],
  defaultFor: ["bedrock-conversation"],
  formatLimits: { reinforcement: { leastRecords: 100, mostRecords: 20_000 } },
};
