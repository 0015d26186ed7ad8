import type { SplitFiles } from "../dataset/split-names.js";
import type { Severity } from "../rules/finding.js";
import type { RuleOptionValues } from "../rules/rule-options.js";
import type { TokenOptions } from "../tokens/dataset-tokens.js";
import type { Glob } from "./glob.js";
import type { TargetSetting } from "./target-setting.js";

/** The name of the file that says how the datasets in and below its folder are checked. */
export const configurationFileName = "tunewright.json";

/** How bad a rule's findings are; `off` silences it. */
export type RuleValue = Severity | "off";

/** Values by rule id. */
export type RuleSeverities = Readonly<Record<string, RuleValue>>;

/**
 * What a `tunewright.json` says of tokens: only keys that stand there. The path of a tokenizer counts
 * from the folder of the file.
 */
export type ConfiguredTokens = Omit<TokenOptions, "tokenizers">;

/** How datasets are checked, as far as a `tunewright.json` says. */
export interface ConfiguredCheck {
  readonly target: TargetSetting | undefined;
  readonly rules: RuleSeverities;
  readonly ruleOptions: RuleOptionValues;
  readonly tokens: ConfiguredTokens;
}

/** What a `tunewright.json` says. */
export interface Configuration extends ConfiguredCheck {
  /** Names datasets that are not checked. */
  readonly ignore: readonly Glob[];
  /** What files are for, where their names do not say it; `undefined` where the file says nothing. */
  readonly splits: SplitFiles | undefined;
  /** In the order of the file: where two name a dataset, the later one wins. */
  readonly overrides: readonly ConfigurationOverride[];
}

/** What differs for some datasets. */
export interface ConfigurationOverride extends ConfiguredCheck {
  readonly files: readonly Glob[];
}
