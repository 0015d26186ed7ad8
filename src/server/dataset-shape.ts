import { formatOfDataset, nearPromptsIn } from "../core/convert/convert-lines.js";
import type { Form } from "../core/convert/forms.js";
import { formsOf as formsOfFormat } from "../core/convert/forms.js";
import type { ByteSource } from "../core/dataset/line-reader.js";
import type { Format } from "../core/formats/format.js";
import type { Rename } from "../core/convert/near-prompts.js";
import { promptCompletion } from "../core/formats/prompt-completion.js";

/** What a dataset is converted from. */
export interface DatasetShape {
  readonly format: Format | undefined;
  readonly renames: readonly Rename[];
}

/** What the first records of a dataset show it to be. */
export function shapeIn(source: ByteSource): DatasetShape {
  const format = formatOfDataset(source);
  const renames = format === undefined ? nearPromptsIn(source) : undefined;
  return renames === undefined ? { format, renames: [] } : { format: promptCompletion, renames };
}

/** With other names even the form that the dataset would be in then is another one. */
export function formsOfShape(format: Format, renames: readonly Rename[]): readonly Form[] {
  const forms = formsOfFormat(format);
  if (renames.length === 0) return forms;
  const own = forms
    .filter(({ id }) => id === format.id)
    .map((form) => ({ ...form, refusal: null }));
  return [...own, ...forms.filter(({ id }) => id !== format.id)];
}
