import { dirname, relative, resolve } from "node:path";
import type { Configuration } from "../../core/config/configuration.js";
import { readConfiguration } from "../../core/config/read-configuration.js";
import {
  resolveCheckOptions,
  resolveConfiguration,
} from "../../core/config/resolve-configuration.js";
import { textPlace } from "../../core/config/text-place.js";
import type { CheckOptions } from "../../core/dataset/check-plan.js";
import {
  configurationText,
  nearestConfiguration,
  placeBelow,
} from "../../data/find-configuration.js";
import type { JudgeLabels } from "../../core/labels/label-judge.js";
import type { Tokenizers } from "../../core/tokens/tokenizers.js";
import { UserError } from "../../data/user-error.js";
import type { Failures } from "../failures.js";
import { printable } from "../report/printable.js";
import type { DatasetsRequest } from "./check-options.js";

/** A dataset with what it is checked for. */
export interface ConfiguredDataset {
  readonly path: string;
  readonly options: CheckOptions;
  /** The configuration that says not to check it. */
  readonly ignoredBy: string | undefined;
}

/** What configurations are looked up for, and who is told of faults in them. */
export interface ConfigurationsOptions {
  readonly request: Omit<DatasetsRequest, "paths">;
  readonly cwd: string;
  /** The day, as `YYYY-MM-DD`. */
  readonly today: string;
  readonly failures: Failures;
  readonly tokenizers: Tokenizers;
  readonly judgeLabels: JudgeLabels;
}

/** The configurations of one run, each looked up and read once. */
export class CheckConfigurations {
  readonly #options: ConfigurationsOptions;
  readonly #nearest = new Map<string, string | undefined>();
  readonly #read = new Map<string, Configuration | undefined>();

  /** Throws a `UserError` for a tokenizer from the command line that cannot be read. */
  constructor(options: ConfigurationsOptions) {
    this.#options = options;
    const { request, cwd, tokenizers } = options;
    const { tokenizer } = request.tokens;
    const answer = tokenizer === undefined ? undefined : tokenizers.file(resolve(cwd, tokenizer));
    if (answer?.kind === "failed")
      throw new UserError(`--tokenizer ${tokenizer}: ${answer.reason}`);
  }

  /** A dataset's configuration; `undefined` where it has faults, which have then been told once. */
  of(path: string): ConfiguredDataset | undefined {
    const { request, cwd, today, tokenizers, judgeLabels } = this.#options;
    const { target, severities, tokens } = request;
    const tokenizer = tokens.tokenizer === undefined ? undefined : resolve(cwd, tokens.tokenizer);
    const own = { target, severities, today, ...tokens, tokenizer, tokenizers, judgeLabels };
    const location = resolve(cwd, path === "-" ? request.standardInputName : path);
    const file = this.#fileFor(location);
    if (file === undefined) {
      return { path, options: resolveCheckOptions(undefined, own), ignoredBy: undefined };
    }
    const configuration = this.#configuration(file);
    if (configuration === undefined) return undefined;
    const said = resolveConfiguration(configuration, placeBelow(dirname(file), location));
    const { tokenizer: named } = said.tokens;
    const place = named === undefined ? {} : { tokenizer: resolve(dirname(file), named) };
    const configured = { ...said, tokens: { ...said.tokens, ...place } };
    return {
      path,
      options: resolveCheckOptions(configured, own),
      ignoredBy: configured.isIgnored ? this.#name(file) : undefined,
    };
  }

  #fileFor(location: string): string | undefined {
    const { configuration } = this.#options.request;
    if (configuration === "none") return undefined;
    if (configuration !== "nearest") return resolve(this.#options.cwd, configuration.file);
    const folder = dirname(location);
    if (!this.#nearest.has(folder)) this.#nearest.set(folder, nearestConfiguration(folder));
    return this.#nearest.get(folder);
  }

  #configuration(file: string): Configuration | undefined {
    if (!this.#read.has(file)) this.#read.set(file, this.#readFile(file));
    return this.#read.get(file);
  }

  #readFile(file: string): Configuration | undefined {
    const { failures } = this.#options;
    try {
      const text = configurationText(file, this.#name(file));
      const read = readConfiguration(text);
      if (read.kind === "good") return read.configuration;
      for (const { span, message } of read.problems) {
        const { line, column } = textPlace(text, span.start);
        const place = `${this.#name(file)}:${line + 1}:${column + 1}`;
        failures.note(new UserError(printable(`${place} ${message}`)));
      }
    } catch (error) {
      failures.note(error);
    }
    return undefined;
  }

  /** The name that people are shown. */
  #name(file: string): string {
    return relative(this.#options.cwd, file);
  }
}
