import * as l10n from "@vscode/l10n";
import { error } from "../prepare/recipe/check-shape.js";
import { isRecipePath } from "../prepare/recipe/recipe-path.js";
import type { SplitName } from "../prepare/recipe/recipe.js";
import type { LaunchProblem, LaunchValue, LaunchValues } from "./launch-file.js";
import { elsewhere, withOthers } from "./launch-file.js";
import { launchFindings } from "./launch-findings.js";
import type { LaunchOffers } from "./launch-offers.js";
import type { LaunchKey } from "./launch-options.js";
import { readLaunchFile } from "./read-launch-file.js";

/** What has become of a recipe's file for a part. */
export type RecipeOutput =
  | { readonly kind: "broken" | "notMade" | "noPart" }
  /** `isCurrent`: the recipe is as it was when it made the file. */
  | { readonly kind: "made"; readonly path: string; readonly isCurrent: boolean };

/** The disk, as far as a launch file asks for it. */
export interface LaunchDisk {
  /** The whole path of one that counts from the launch file's folder. */
  resolve(path: string): string;
  kindOf(path: string): "file" | "nothing" | "other";
  /** What two names of one file have in common. */
  identity(path: string): string;
  outputOf(recipe: string, split: SplitName): RecipeOutput;
}

/** What is looked at. */
export interface LaunchRequest {
  readonly text: string;
  readonly offers: LaunchOffers;
  /** The day, as `YYYY-MM-DD`. */
  readonly today: string;
  /** What counts in place of what the file says; files of these are not looked at. */
  readonly others?: Readonly<Partial<Record<LaunchKey, string>>>;
}

/** The files of a launch file. */
const fileKeys = ["train", "validation", "test", "grader"] as const satisfies readonly LaunchKey[];

/** A key that names a file. */
export type LaunchFileKey = (typeof fileKeys)[number];

/** What a launch file asks for, and all that is wrong with it. */
export interface LaunchLook {
  readonly values: LaunchValues;
  /** Whole paths, of recipes those of their outputs. */
  readonly paths: ReadonlyMap<LaunchFileKey, string>;
  /** In order of place; nothing can be launched where one of them is an error. */
  readonly problems: readonly LaunchProblem[];
}

/** Reads a launch file and looks whether the files that it names are there. Nothing of them is read but recipes. */
export function lookAtLaunch(
  { text, offers, today, others = {} }: LaunchRequest,
  disk: LaunchDisk,
): LaunchLook {
  const read = readLaunchFile(text, offers);
  const values = withOthers(read.values, others);
  const files = new LaunchFiles(values, disk);
  const found = [
    ...read.problems.filter((problem) => !isReplaced(problem, read.values, others)),
    ...(values.has("train") ? launchFindings(values, offers, today) : []),
    ...files.problems,
  ];
  const problems = found
    // What the file does not say is for those to check who say it.
    .filter(({ span }) => span !== elsewhere)
    .toSorted((a, b) => a.span.start - b.span.start);
  return { values, paths: files.paths, problems };
}

/** Whether a problem is about a key that something else counts for. */
function isReplaced(
  { span }: LaunchProblem,
  values: LaunchValues,
  others: Readonly<Partial<Record<LaunchKey, string>>>,
): boolean {
  return [...values].some(
    ([key, value]) =>
      others[key] !== undefined && [value.key.start, value.span.start].includes(span.start),
  );
}

class LaunchFiles {
  readonly paths = new Map<LaunchFileKey, string>();
  readonly problems: LaunchProblem[] = [];
  readonly #disk: LaunchDisk;

  constructor(values: LaunchValues, disk: LaunchDisk) {
    this.#disk = disk;
    for (const key of fileKeys) {
      const value = values.get(key);
      if (value === undefined || value.span === elsewhere) continue;
      const path = this.#pathOf(key, value);
      if (path === undefined) continue;
      this.#refuseTwice(key, value, path);
      this.paths.set(key, path);
    }
  }

  #pathOf(key: LaunchFileKey, value: LaunchValue): string | undefined {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(value.value)) {
      return this.#note(value, l10n.t("A launch file names files of this machine, no addresses."));
    }
    const path = this.#disk.resolve(value.value);
    const kind = this.#disk.kindOf(path);
    if (kind === "nothing") return this.#note(value, l10n.t("There is no file {0}.", path));
    if (kind === "other") return this.#note(value, l10n.t("{0} is no file.", path));
    if (key === "grader" || !isRecipePath(path)) return path;
    return this.#outputOf(key, value, path);
  }

  /** The file that a recipe has written for a part. */
  #outputOf(split: SplitName, value: LaunchValue, recipe: string): string | undefined {
    const output = this.#disk.outputOf(recipe, split);
    const name = value.value;
    switch (output.kind) {
      case "broken":
        return this.#note(value, l10n.t("{0} has faults: open it to see them.", name));
      case "noPart":
        return this.#note(value, l10n.t('{0} makes no file for "{1}".', name, split));
      case "notMade":
        return this.#note(value, l10n.t("{0} has made no files yet: prepare it first.", name));
      case "made": {
        const message = l10n.t("{0} has changed since it made its files: prepare it again.", name);
        const { span } = value;
        if (!output.isCurrent) this.problems.push({ span, message, severity: "warning" });
        return output.path;
      }
    }
  }

  #refuseTwice(key: LaunchFileKey, value: LaunchValue, path: string): void {
    const identity = this.#disk.identity(path);
    const isSame = (known: string): boolean => this.#disk.identity(known) === identity;
    const [other] = [...this.paths].find(([, known]) => isSame(known)) ?? [];
    if (other === undefined) return;
    this.#note(
      value,
      l10n.t('"{0}" is the same file as "{1}": what it measures would say nothing.', key, other),
    );
  }

  #note({ span }: LaunchValue, message: string): undefined {
    this.problems.push(error(span, message));
    return undefined;
  }
}
