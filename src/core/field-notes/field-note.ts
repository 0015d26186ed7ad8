import type { TargetId } from "../targets/target.js";

/** What a field, or a role, means, and who says so. */
export interface Note {
  /** One or two sentences, in the language of the person. */
  readonly meaning: () => string;
  /** The address of the page that it is taken from. */
  readonly source: string;
}

/** What a field means in a format. */
export interface FieldNote extends Note {
  /** What is different, or worth knowing, with a target. */
  readonly targets?: Readonly<Partial<Record<TargetId, Note>>>;
}

/**
 * The fields of a format, by place: names with dots between them, `*` for any position in a list.
 * A role stands behind an equals sign: `messages.*.role=user`.
 */
export type FieldNotes = Readonly<Record<string, FieldNote>>;

/** Where the facts come from. */
export const sources = {
  openai: "https://developers.openai.com/api/docs/guides/supervised-fine-tuning",
  openaiPreference: "https://developers.openai.com/api/docs/guides/direct-preference-optimization",
  openaiSchema: "https://github.com/openai/openai-openapi",
  cookbook:
    "https://github.com/openai/openai-cookbook/blob/main/examples/Chat_finetuning_data_prep.ipynb",
  azure: "https://github.com/MicrosoftDocs/azure-ai-docs",
  together: "https://docs.together.ai/docs/fine-tuning-data-preparation",
  fireworks: "https://docs.fireworks.ai/fine-tuning",
  mistral: "https://github.com/mistralai/platform-docs-public",
  bedrock: "https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-prepare.html",
  vertex: "https://cloud.google.com/vertex-ai/generative-ai/docs/models/gemini-supervised-tuning",
  trl: "https://huggingface.co/docs/trl/dataset_formats",
  axolotl: "https://docs.axolotl.ai/docs/dataset-formats/",
  llamaFactory: "https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md",
  cohere: "https://docs.cohere.com/docs/deprecations",
  legacy: "https://github.com/openai/openai-python/blob/v0.28.1/openai/validators.py",
} as const;
