import type { CheckOptions } from "../dataset/check-plan.js";
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
  readonly tokens: ConfiguredTokens;
}

/** What a person says beside the file: on the command line or in the settings of an editor. */
export interface OwnChoices extends TokenOptions {
  /** Wins over the file. */
  readonly target?: TargetSetting | undefined;
  /** Holds where nothing else names a target. */
  readonly defaultTarget?: TargetSetting | undefined;
  /** These win over the file. */
  readonly severities?: RuleSeverities | undefined;
  /** The day of the check, as `YYYY-MM-DD`. */
  readonly today?: string | undefined;
  readonly judgeLabels?: JudgeLabels | undefined;
}

/** What a configuration says of a dataset: later overrides win. */
export function resolveConfiguration(
  { target, rules: severities, tokens, ignore, overrides }: Configuration,
  place: DatasetPlace,
): DatasetConfiguration {
  const matching = overrides.filter(({ files }) => names(files, place));
  return {
    isIgnored: names(ignore, place),
    target: matching.findLast((override) => override.target !== undefined)?.target ?? target,
    tokens: matching.reduce(overrideTokens, tokens),
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

function names(globs: readonly Glob[], { path, isBelow }: DatasetPlace): boolean {
  return globs.some((glob) => (isBelow || !glob.isAnchored) && glob.matches(path));
}

/** How a dataset is checked: the file's answer with a person's own choices on top. */
export function resolveCheckOptions(
  configured: DatasetConfiguration | undefined,
  own: OwnChoices,
): CheckOptions {
  if (configured?.isIgnored === true) return { severities: everyRuleOff() };
  const target = own.target ?? configured?.target ?? own.defaultTarget;
  return {
    target: target === "auto" ? undefined : target,
    severities: { ...configured?.severities, ...own.severities },
    ...(own.today !== undefined && { today: own.today }),
    ...(own.judgeLabels !== undefined && { judgeLabels: own.judgeLabels }),
    ...tokenOptions(configured, own),
  };
}

/** A model that a person names is not counted with the tokenizer that the file names either. */
function tokenOptions(configured: DatasetConfiguration | undefined, own: OwnChoices): TokenOptions {
  const isOwn = own.model !== undefined || own.tokenizer !== undefined;
  const { model, tokenizer } = isOwn ? own : (configured?.tokens ?? {});
  const maxTokens = own.maxTokens ?? configured?.tokens.maxTokens;
  const said = Object.entries({ model, tokenizer, maxTokens, tokenizers: own.tokenizers });
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

function everyRuleOff(): RuleSeverities {
  return Object.fromEntries(rules.map(({ id }) => [id, "off"] as const));
}
