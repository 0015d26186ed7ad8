import { resolve } from "node:path";
import { findDatasets } from "../../data/find-datasets.js";
import { UserError } from "../../data/user-error.js";
import type { Failures } from "../failures.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import { CheckConfigurations } from "./check-configurations.js";
import type { ConfiguredDataset } from "./check-configurations.js";
import type { DatasetsRequest } from "./check-options.js";

/** The datasets that a command line names, with what each is checked for. */
export function datasetsToCheck(
  request: DatasetsRequest,
  io: Io,
  failures: Failures,
): readonly ConfiguredDataset[] {
  const configurations = new CheckConfigurations({
    request,
    cwd: io.cwd,
    today: io.today(),
    failures,
    tokenizers: io.tokenizers,
    judgeLabels: io.judgeLabels,
  });
  const found = request.paths.flatMap((path) => {
    try {
      return namedBy(path, io, configurations);
    } catch (error) {
      failures.note(error);
      return [];
    }
  });
  // One file may have been named in two ways.
  const byPlace = new Map(
    found.map((dataset) => {
      const { path } = dataset;
      return [path === "-" ? path : resolve(io.cwd, path), dataset];
    }),
  );
  return [...byPlace.values()];
}

function namedBy(
  path: string,
  io: Io,
  configurations: CheckConfigurations,
): readonly ConfiguredDataset[] {
  const found = path === "-" ? [path] : findDatasets([path], io.cwd);
  if (found.length === 0) {
    throw new UserError(`There is no dataset (*.jsonl, *.ndjson) in ${path}.`);
  }
  const configured = found.flatMap((dataset) => configurations.of(dataset) ?? []);
  const [first] = configured;
  const kept = configured.filter(({ ignoredBy }) => ignoredBy === undefined);
  // What a person names is answered; of what a search finds, the ignored is left out in silence.
  if (found[0] === path) return configured;
  if (kept.length === 0 && first !== undefined) {
    const ignored = configured.length === 1 ? "The dataset" : "All datasets";
    const verb = configured.length === 1 ? "is" : "are";
    throw new UserError(
      printable(`${ignored} in ${path} ${verb} ignored by ${first.ignoredBy}; see --no-config.`),
    );
  }
  return kept;
}
