import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { PrepareWatch } from "../../core/prepare/prepare-dataset.js";
import { prepareDataset } from "../../core/prepare/prepare-dataset.js";
import type {
  PreparedDataset,
  PreparedPart,
  RefusedDataset,
} from "../../core/prepare/prepared-dataset.js";
import type { JsonValue } from "../../core/json/json-node.js";
import type { Recipe, RecipeProblem } from "../../core/prepare/recipe/recipe.js";
import { splitNames } from "../../core/prepare/recipe/recipe.js";
import type { Cell } from "../../core/prepare/source-rows.js";
import { plainValue } from "../../core/prepare/templates/template-values.js";
import { sourceFiles } from "../sources/source-files.js";
import { UserError } from "../user-error.js";
import type { Manifest, ManifestOutput } from "./manifest.js";
import { hashOfFile, readManifest } from "./manifest.js";
import type { OpenedRecipe, RecipeHost } from "./open-recipe.js";
import { openRecipe, recipeText } from "./open-recipe.js";
import { recoverOutputs } from "./output-journal.js";
import { hashOnly, OutputSet } from "./output-set.js";
import type { OutputPaths } from "./recipe-paths.js";
import { outputPaths, pathFrom, sourceRequest } from "./recipe-paths.js";
import { SpillStore } from "./spill-store.js";
import { marksAbove, recordHash } from "./synthetic-marks.js";

/** How a recipe is to be run. */
export interface RunRequest {
  /** The recipe's path. */
  readonly path: string;
  /** A folder for all outputs, in place of where the recipe puts them. */
  readonly outputFolder: string | undefined;
  /** Whether nothing is written. */
  readonly isDry: boolean;
  /** Whether files may be replaced that this recipe has not made. */
  readonly mayReplace: boolean;
  /** Of Tunewright, for the manifest. */
  readonly version: string;
}

/** How a run ended. */
export type RunResult =
  | { readonly kind: "broken"; readonly text: string; readonly problems: readonly RecipeProblem[] }
  | (RefusedDataset & { readonly text: string })
  | (PreparedDataset & {
      readonly text: string;
      /** What was written, or with a dry run would be. */
      readonly manifest: Manifest;
      readonly manifestPath: string;
      /** The first records of the training file. */
      readonly firstLines: readonly string[];
    });

const linesShown = 3;

/**
 * Runs a recipe: all its outputs and their manifest are written, or nothing is. Throws a
 * `UserError` where something cannot be read or written, or where a file would be replaced that
 * this recipe has not made.
 */
export async function runRecipe(
  request: RunRequest,
  host: RecipeHost,
  watch: PrepareWatch,
): Promise<RunResult> {
  const text = recipeText(request.path);
  const opened = await openRecipe(request.path, text, host);
  if (opened.kind === "broken") return { ...opened, text };
  const store = new SpillStore();
  try {
    const paths = outputPaths(opened.compiled.recipe, request.path, request.outputFolder);
    if (!request.isDry) await refuseForeign(opened, request, paths);
    const from = { rows: opened.rows, store, isSynthetic: syntheticIn(opened, request.path) };
    const prepared = await prepareDataset(opened.compiled, from, watch);
    if (prepared.kind === "refused") return { ...prepared, text };
    const manifest = await new Writing(opened, request, paths).write(prepared, store, watch);
    const [first] = prepared.parts;
    const lines = first?.records.subarray(0, linesShown) ?? [];
    const firstLines = Array.from(lines, (record) => store.line(record));
    return { ...prepared, text, manifest, manifestPath: paths.manifest, firstLines };
  } finally {
    store.close();
    await opened.rows.close();
  }
}

/** Knows the rows that are marked as written by a model; `undefined` where none is marked. */
function syntheticIn(
  { compiled: { recipe }, rows: { columns } }: OpenedRecipe,
  path: string,
): ((cells: readonly Cell[]) => boolean) | undefined {
  const locations = filesOf(recipe, path).flatMap(({ location }) => location ?? []);
  const marks = marksAbove(locations);
  if (marks.size === 0) return undefined;
  return (cells) => {
    const members = columns.flatMap(({ name }, at): readonly (readonly [string, JsonValue])[] =>
      recipe.columns.has(name) ? [] : [[name, plainValue(cells[at] ?? null)]],
    );
    return marks.has(recordHash(members));
  };
}

/** Refuses to replace what is no output of this recipe, or was changed since. */
async function refuseForeign(
  { compiled }: OpenedRecipe,
  { path, mayReplace }: RunRequest,
  paths: OutputPaths,
): Promise<void> {
  const { recipe } = compiled;
  const outputs = outputsOf(recipe, paths);
  const repeated = outputs.find((output, at) => outputs.indexOf(output) !== at);
  if (repeated !== undefined) {
    throw new UserError(`Two outputs of ${path} are one file: ${repeated}.`);
  }
  const inputs = new Set([resolve(path), ...filesOf(recipe, path).map(({ location }) => location)]);
  const own = outputs.find((output) => inputs.has(output));
  if (own !== undefined) throw new UserError(`${own} is a source of ${path}; name another output.`);
  recoverOutputs(paths.manifest, [...outputs, paths.manifest]);
  if (!mayReplace) await refuseOthers(path, outputs, paths);
}

/** Refuses to replace files that the manifest of this recipe does not know as they are. */
async function refuseOthers(
  path: string,
  outputs: readonly string[],
  paths: OutputPaths,
): Promise<void> {
  const manifest = readManifest(paths.manifest);
  const folder = dirname(paths.manifest);
  const isSame = manifest?.recipe.path === pathFrom(folder, resolve(path));
  const known = new Map(
    isSame ? manifest.outputs.map((one) => [resolve(folder, one.path), one.sha256] as const) : [],
  );
  for (const output of outputs) {
    if (existsSync(output) && known.get(output) !== (await hashOfFile(output)).sha256) {
      throw new ForeignFileError(output);
    }
  }
  if (existsSync(paths.manifest) && !isSame) throw new ForeignFileError(paths.manifest);
}

/** A run would replace a file that its recipe has not made, or that was changed since. */
export class ForeignFileError extends UserError {
  readonly path: string;

  constructor(path: string) {
    super(`${path} exists and is not what this recipe has made; --yes replaces it.`);
    this.path = path;
  }
}

function outputsOf({ split }: Recipe, paths: OutputPaths): readonly string[] {
  const names = splitNames.filter((name) => name === "train" || split?.sizes.has(name) === true);
  return names.map(paths.of);
}

interface ReadFile {
  readonly name: string;
  /** `undefined` for an address. */
  readonly location: string | undefined;
}

function filesOf(recipe: Recipe, path: string): readonly ReadFile[] {
  return sourceFiles(sourceRequest(recipe, path).sources).map((file) =>
    file.kind === "address"
      ? { name: file.path, location: undefined }
      : { name: file.path, location: file.location },
  );
}

class Writing {
  readonly #opened: OpenedRecipe;
  readonly #request: RunRequest;
  readonly #paths: OutputPaths;
  readonly #folder: string;

  constructor(opened: OpenedRecipe, request: RunRequest, paths: OutputPaths) {
    this.#opened = opened;
    this.#request = request;
    this.#paths = paths;
    this.#folder = dirname(paths.manifest);
  }

  async write(
    prepared: PreparedDataset,
    store: SpillStore,
    watch: PrepareWatch,
  ): Promise<Manifest> {
    const sources = await this.#sources();
    const set = this.#request.isDry ? undefined : new OutputSet();
    try {
      const outputs: ManifestOutput[] = [];
      for (const part of prepared.parts)
        outputs.push(await this.#part(part, { prepared, store, watch, set }));
      const manifest = this.#manifest(prepared, sources, outputs);
      set?.add(this.#paths.manifest).write(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
      watch.signal.throwIfAborted();
      set?.commit();
      return manifest;
    } finally {
      set?.discard();
    }
  }

  async #part(
    part: PreparedPart,
    {
      prepared,
      store,
      watch,
      set,
    }: {
      readonly prepared: PreparedDataset;
      readonly store: SpillStore;
      readonly watch: PrepareWatch;
      readonly set: OutputSet | undefined;
    },
  ): Promise<ManifestOutput> {
    const path = this.#paths.of(part.name);
    const file = set?.add(path) ?? hashOnly(path);
    const pieces: Buffer[] = [];
    let held = 0;
    for (let at = 0; at < part.records.length; at += 1) {
      const bytes = lineBytes(part, part.records[at] ?? 0, { prepared, store });
      pieces.push(bytes);
      held += bytes.length;
      if (held < bytesPerWrite) continue;
      file.write(Buffer.concat(pieces.splice(0)));
      held = 0;
      watch.progress("balance", at);
      await watch.pause();
      watch.signal.throwIfAborted();
    }
    file.write(Buffer.concat(pieces));
    const { bytes, sha256 } = file.written();
    const copies = Array.from(part.copies, (line) => ({
      line: line + 1,
      row: prepared.rowNumbers[part.records[line] ?? 0] ?? 0,
    }));
    const records = part.records.length;
    const written = { path: pathFrom(this.#folder, path), records, bytes, sha256 };
    const synthetic = part.records.reduce(
      (sum, record) => sum + (prepared.synthetic.has(record) ? 1 : 0),
      0,
    );
    return { split: part.name, ...written, synthetic, copies };
  }

  async #sources(): Promise<Manifest["sources"]> {
    const files = filesOf(this.#opened.compiled.recipe, this.#request.path);
    const sources: Manifest["sources"][number][] = [];
    for (const { name, location } of files) {
      const isFile = location !== undefined && statSync(location).isFile();
      if (!isFile) sources.push({ path: name, bytes: null, sha256: null });
      else
        sources.push({ path: pathFrom(this.#folder, location), ...(await hashOfFile(location)) });
    }
    return sources;
  }

  #manifest(
    { steps, labels }: PreparedDataset,
    sources: Manifest["sources"],
    outputs: readonly ManifestOutput[],
  ): Manifest {
    const { compiled, text } = this.#opened;
    const sha256 = createHash("sha256").update(text).digest("hex");
    return {
      version: 1,
      madeBy: { tunewright: this.#request.version },
      recipe: { path: pathFrom(this.#folder, resolve(this.#request.path)), sha256 },
      sources,
      format: compiled.format.id,
      target: compiled.target.id,
      seed: compiled.recipe.shuffle.seed,
      rows: steps[0]?.in ?? 0,
      steps,
      labels: labels ?? null,
      outputs,
    };
  }
}

const bytesPerWrite = 1 << 20;

function lineBytes(
  { weights }: PreparedPart,
  record: number,
  { prepared, store }: { readonly prepared: PreparedDataset; readonly store: SpillStore },
): Buffer {
  if (weights === undefined) return store.bytes(record);
  const weight = weights[prepared.labelNumbers[record] ?? 0] ?? 1;
  // A line of ours: an object.
  return Buffer.from(`${store.line(record).slice(0, -1)},"weight":${weight}}\n`);
}
