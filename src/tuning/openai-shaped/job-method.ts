import type { JobCreateParams } from "openai/resources/fine-tuning/jobs/jobs";
import type { JobOrder } from "../provider.js";

/** How a job trains, in the words of OpenAI's requests. */
export function methodOf({ method, hyperparameters }: JobOrder): JobCreateParams.Method {
  switch (method) {
    case "supervised":
      return { type: "supervised", supervised: { hyperparameters } };
    case "dpo":
      return { type: "dpo", dpo: { hyperparameters } };
  }
}
