import { meantModel } from "../core/tokens/models.js";
import { UserError } from "../data/user-error.js";
import { wholeNumber } from "./options.js";

/** What a command line says of tokens; wins over what a configuration says. */
export interface OwnTokenOptions {
  readonly model: string | undefined;
  /** The path of a `tokenizer.json`, as it was given. */
  readonly tokenizer: string | undefined;
  readonly maxTokens: number | undefined;
}

/** The options, as `parseOptions` takes them. */
export const tokenOptionNames = {
  model: { type: "string" },
  tokenizer: { type: "string" },
  "max-tokens": { type: "string" },
} as const;

/** Takes them from what `parseOptions` made. */
export function tokenOptions(values: {
  readonly model?: string | undefined;
  readonly tokenizer?: string | undefined;
  readonly "max-tokens"?: string | undefined;
}): OwnTokenOptions {
  const { model, tokenizer, "max-tokens": most } = values;
  if (model !== undefined && tokenizer !== undefined) {
    throw new UserError("Give --model or --tokenizer, not both.");
  }
  const meant = model === undefined ? undefined : meantModel(model);
  if (meant !== undefined) {
    throw new UserError(`There is no model "${model}"; "${meant}" may be meant.`);
  }
  const maxTokens = most === undefined ? undefined : wholeNumber("--max-tokens", most);
  if (maxTokens === 0) throw new UserError("Expected --max-tokens to be above 0.");
  return { model, tokenizer, maxTokens };
}
