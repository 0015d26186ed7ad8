import type { CheckOptions } from "../dataset/check-plan.js";
import type { NamedSplits, SplitRole } from "../dataset/split-names.js";
import { namedRole } from "../dataset/split-names.js";
import type { RuleOptionValues } from "../rules/rule-options.js";
import type { JudgeLabels } from "../labels/label-judge.js";
import { rules } from "../rules/index.js";
import type { TokenOptions } from "../tokens/dataset-tokens.js";
import type {
  Configuration,
  ConfigurationOverride,
  ConfiguredTokens,
  RuleSeverities,
  RuleValue,
} from "./configuration.js";
import type { Glob } from "./glob.js";
import type { TargetSetting } from "./target-setting.js";

/** Where a dataset is, as the folder of a `tunewright.json` sees it. */
export interface DatasetPlace {
  /** From that folder, with `/`; the name alone where the dataset is not below it. */
  readonly path: string;
  readonly isBelow: boolean;
}

/** What a `tunewright.json` says of one dataset. */
export interface DatasetConfiguration {
  readonly isIgnored: boolean;
  /** `undefined` where it says nothing. */
  readonly target: TargetSetting | undefined;
  readonly severities: RuleSeverities;
  readonly ruleOptions: RuleOptionValues;
  readonly tokens: ConfiguredTokens;
  /** What the file is for, where it is said; the folder is for whoever knows it. */
  readonly splits?: Omit<NamedSplits, "folder">;
}

/** What a person says beside the file: on the command line or in the settings of an editor. */
export interface OwnChoices extends TokenOptions {
  /** Wins over the file. */
  readonly target?: TargetSetting | undefined;
  /** Holds where nothing else names a target. */
  readonly defaultTarget?: TargetSetting | undefined;
  /** These win over the file. */
  readonly severities?: RuleSeverities | undefined;
  /** What the file is for, where its name says so. */
  readonly split?: SplitRole | undefined;
  /** The day of the check, as `YYYY-MM-DD`. */
  readonly today?: string | undefined;
  readonly judgeLabels?: JudgeLabels | undefined;
}

/** What a configuration says of a dataset: later overrides win. */
export function resolveConfiguration(
  { target, rules: severities, ruleOptions, tokens, ignore, splits, overrides }: Configuration,
  place: DatasetPlace,
): DatasetConfiguration {
  const role = splits && place.isBelow ? namedRole(place.path, splits) : undefined;
  const matching = overrides.filter(({ files }) => names(files, place));
  return {
    isIgnored: names(ignore, place),
    target: matching.findLast((override) => override.target !== undefined)?.target ?? target,
    tokens: matching.reduce(overrideTokens, tokens),
    ...(splits && role && { splits: { role, files: splits } }),
    ruleOptions: matching.reduce(overrideOptions, ruleOptions),
    severities: Object.fromEntries(
      [severities, ...matching.map((override) => override.rules)].flatMap(
        Object.entries<RuleValue>,
      ),
    ),
  };
}

/** A model that an override names is not counted with the tokenizer of another. */
function overrideTokens(
  before: ConfiguredTokens,
  { tokens }: ConfigurationOverride,
): ConfiguredTokens {
  const { tokenizer: _, ...others } = before;
  return { ...(tokens.model === undefined ? before : others), ...tokens };
}

/** An option that an override does not name keeps its value. */
function overrideOptions(
  before: RuleOptionValues,
  { ruleOptions }: ConfigurationOverride,
): RuleOptionValues {
  const changed = Object.entries(ruleOptions).map(
    ([rule, own]) => [rule, { ...before[rule], ...own }] as const,
  );
  return { ...before, ...Object.fromEntries(changed) };
}

function names(globs: readonly Glob[], { path, isBelow }: DatasetPlace): boolean {
  return globs.some((glob) => (isBelow || !glob.isAnchored) && glob.matches(path));
}

/** What a configuration says of a dataset, with the folder from which its globs count. */
export function placedSplits(
  { splits }: DatasetConfiguration,
  folder: string,
): Pick<CheckOptions, "splits"> {
  return splits === undefined ? {} : { splits: { ...splits, folder } };
}

/** How a dataset is checked: the file's answer with a person's own choices on top. */
export function resolveCheckOptions(
  configured: DatasetConfiguration | undefined,
  own: OwnChoices,
): CheckOptions {
  if (configured?.isIgnored === true) return { severities: everyRuleOff() };
  return {
    target: targetOf(configured, own),
    severities: { ...configured?.severities, ...own.severities },
    ...splitOption(own),
    ...(configured && { ruleOptions: configured.ruleOptions }),
    ...(own.today !== undefined && { today: own.today }),
    ...(own.judgeLabels !== undefined && { judgeLabels: own.judgeLabels }),
    ...tokenOptions(configured, own),
  };
}

function targetOf(
  configured: DatasetConfiguration | undefined,
  own: OwnChoices,
): CheckOptions["target"] {
  const target = own.target ?? configured?.target ?? own.defaultTarget;
  return target === "auto" ? undefined : target;
}

/** A model that a person names is not counted with the tokenizer that the file names either. */
function tokenOptions(configured: DatasetConfiguration | undefined, own: OwnChoices): TokenOptions {
  const isOwn = own.model !== undefined || own.tokenizer !== undefined;
  const { model, tokenizer } = isOwn ? own : (configured?.tokens ?? {});
  const maxTokens = own.maxTokens ?? configured?.tokens.maxTokens;
  const said = Object.entries({ model, tokenizer, maxTokens, tokenizers: own.tokenizers });
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

function splitOption({ split }: OwnChoices): Pick<CheckOptions, "split"> {
  return split === undefined ? {} : { split };
}

function everyRuleOff(): RuleSeverities {
  return Object.fromEntries(rules.map(({ id }) => [id, "off"] as const));
}
