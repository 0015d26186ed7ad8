import type { ReinforcementMethod } from "openai/resources/fine-tuning/methods";
import type { JobCreateParams } from "openai/resources/fine-tuning/jobs/jobs";
import type { ChosenHyperparameters, JobOrder } from "../provider.js";

/** How a job trains, in the words of OpenAI's requests. */
export function methodOf(order: JobOrder): JobCreateParams.Method {
  const hyperparameters = inRequest(order.hyperparameters);
  switch (order.method) {
    case "supervised":
      return { type: "supervised", supervised: { hyperparameters } };
    case "dpo":
      return { type: "dpo", dpo: { hyperparameters } };
    case "reinforcement":
      return { type: "reinforcement", reinforcement: reinforcementOf(order) };
  }
}

/** A rank means nothing where it is not said that there is an adapter. */
function inRequest(
  chosen: ChosenHyperparameters,
): ChosenHyperparameters & { readonly lora?: true } {
  return chosen.lora_r === undefined ? chosen : { ...chosen, lora: true };
}

function reinforcementOf({ hyperparameters, reinforcement }: JobOrder): ReinforcementMethod {
  if (reinforcement === null) throw new Error("Reinforcement needs a grader.");
  const { grader, reasoningEffort } = reinforcement;
  return {
    // Looked at by `parseGrader`; the client's types know one grader where the guide has several.
    grader: grader as unknown as ReinforcementMethod["grader"],
    hyperparameters: {
      ...hyperparameters,
      ...(reasoningEffort !== null && { reasoning_effort: reasoningEffort }),
    },
  };
}
