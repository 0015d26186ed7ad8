import { basename, resolve } from "node:path";
import { formatOfDataset } from "../../core/convert/convert-lines.js";
import type { FormatId } from "../../core/formats/format.js";
import { targetById } from "../../core/targets/index.js";
import { defaultTarget } from "../../core/targets/readers.js";
import { countDataset } from "../../core/tokens/count-dataset.js";
import { datasetTokens } from "../../core/tokens/dataset-tokens.js";
import { modelTokens } from "../../core/tokens/models.js";
import { openDataset } from "../../data/open-dataset.js";
import type { Io } from "../io.js";
import { runWithProgress } from "../progress.js";

/** The format that a file shows itself to have; `undefined` where it is no training data. */
export async function formatOfFile(path: string, { cwd }: Io): Promise<FormatId | undefined> {
  const file = await openDataset(resolve(cwd, path), path);
  try {
    return formatOfDataset(file)?.id;
  } finally {
    file.close();
  }
}

/**
 * The tokens that a model makes of a file, as its target counts them; `undefined` where nobody has
 * published how that model counts.
 */
export async function countTraining(
  path: string,
  { model, target: id }: { readonly model: string; readonly target: string },
  io: Io,
): Promise<number | undefined> {
  if (modelTokens(model) === undefined) return undefined;
  const file = await openDataset(resolve(io.cwd, path), path);
  try {
    const format = formatOfDataset(file);
    if (format === undefined) return undefined;
    const target = targetById(id) ?? defaultTarget(format);
    const { overhead, ...counted } = datasetTokens(
      { model, tokenizers: io.tokenizers },
      target,
      format.id,
    );
    const counter = counted.counter();
    if (counter === undefined) return undefined;
    const steps = countDataset(file, { format, counter, overhead }, undefined);
    const { total } = await runWithProgress(steps, io, ({ bytes }) => {
      const read = file.bytes === 0 ? 1 : bytes / file.bytes;
      return `Counting ${basename(path)}: ${Math.floor(read * 100)} %`;
    });
    return total;
  } finally {
    file.close();
  }
}
