import * as l10n from "@vscode/l10n";
import { URI, Utils } from "vscode-uri";
import type { DatasetCheckOptions } from "../core/dataset/check-dataset.js";
import { resolveCheckOptions } from "../core/config/resolve-configuration.js";
import type { RuleSeverities } from "../core/config/configuration.js";
import type { DatasetConfiguration } from "../core/config/resolve-configuration.js";
import type { TargetSetting } from "../core/config/target-setting.js";
import { isTargetSetting } from "../core/config/target-setting.js";
import type { JudgeLabels } from "../core/labels/label-judge.js";
import type { Rule } from "../core/rules/rule.js";
import type { Tokenizers } from "../core/tokens/tokenizers.js";
import type { TargetId } from "../core/targets/target.js";
import type {
  InitializationOptions,
  ServerSettings,
  TargetChoice,
  TargetOrigin,
} from "../protocol/server-messages.js";
import { defaultSettings, readSettings } from "../protocol/server-settings.js";
import { canonicalUri } from "./canonical-uri.js";
import type { ServerHost } from "./host.js";
import type { AppliedConfiguration, ConfigurationStore } from "./configuration-store.js";

/** How a dataset is checked, and who says so. */
export interface DatasetChoice {
  readonly options: DatasetCheckOptions;
  readonly targetFrom: TargetOrigin;
  readonly applied: AppliedConfiguration | undefined;
  readonly isIgnored: boolean;
}

/**
 * What decides how datasets are checked. A person's own choices win over the `tunewright.json` of a
 * dataset; the target that an editor was started with holds where that file names none.
 */
export class CheckChoices {
  readonly #configurations: Pick<ConfigurationStore, "of">;
  readonly #today: () => string;
  readonly #targets = new Map<string, TargetSetting>();
  readonly #asked = new Map<string, RuleSeverities>();
  #defaultTarget: TargetId | undefined;
  #settings = defaultSettings;
  readonly #hostTokenizers: Tokenizers | undefined;
  #tokenizers: Tokenizers | undefined;
  readonly #judgeLabels: JudgeLabels | undefined;

  constructor(
    configurations: Pick<ConfigurationStore, "of">,
    { today, tokenizers, judgeLabels }: Pick<ServerHost, "today" | "tokenizers" | "judgeLabels">,
  ) {
    this.#configurations = configurations;
    this.#today = today;
    this.#hostTokenizers = tokenizers;
    this.#tokenizers = tokenizers;
    this.#judgeLabels = judgeLabels;
  }

  /** Takes what an editor was started with. */
  start({ target, targets, settings, trusted }: InitializationOptions): void {
    if (trusted === false) this.#tokenizers = withoutFiles(this.#hostTokenizers);
    this.#defaultTarget = target;
    this.#settings = readSettings(settings);
    for (const [uri, chosen] of Object.entries(targets ?? {})) {
      this.#targets.set(canonicalUri(uri), chosen);
    }
  }

  changeSettings(settings: ServerSettings): void {
    this.#settings = settings;
  }

  /** Whether a person wants to see the tokens of each record. */
  get showsTokenHints(): boolean {
    return this.#settings.inlayHints.tokens;
  }

  /** Whether a person wants lenses. */
  get hasLenses(): boolean {
    return this.#settings.codeLens;
  }

  chooseTarget({ uri, target }: TargetChoice): void {
    if (target !== null && isTargetSetting(target)) this.#targets.set(canonicalUri(uri), target);
    else this.#targets.delete(canonicalUri(uri));
  }

  /** Lets a rule speak that is silent by itself, until the editor is closed. */
  askFor(uri: string, rule: Rule): void {
    const asked = this.#asked.get(canonicalUri(uri)) ?? {};
    this.#asked.set(canonicalUri(uri), { ...asked, [rule.id]: rule.severity });
  }

  of(uri: string): DatasetChoice {
    const applied = this.#configurations.of(uri);
    const target = this.#targets.get(canonicalUri(uri));
    const { rules, maxFindingsPerRule: maxFindings } = this.#settings;
    const severities = { ...rules, ...this.#asked.get(canonicalUri(uri)) };
    const own = {
      target,
      defaultTarget: this.#defaultTarget,
      severities,
      today: this.#today(),
      tokenizers: this.#tokenizers,
      judgeLabels: this.#judgeLabels,
    };
    return {
      options: { ...resolveCheckOptions(saidFrom(applied), own), maxFindings },
      targetFrom: this.#originOf(target, applied),
      applied,
      isIgnored: applied?.says?.isIgnored === true,
    };
  }

  #originOf(
    chosen: TargetSetting | undefined,
    applied: AppliedConfiguration | undefined,
  ): TargetOrigin {
    const configured = applied?.says?.target;
    const setting = chosen ?? configured ?? this.#defaultTarget ?? "auto";
    if (setting === "auto") return "format";
    return chosen === undefined && configured !== undefined ? "configuration" : "person";
  }
}

/** What a configuration says, with the place of the tokenizer that it names. */
function saidFrom(applied: AppliedConfiguration | undefined): DatasetConfiguration | undefined {
  const said = applied?.says;
  const path = said?.tokens.tokenizer;
  if (applied === undefined || said === undefined || path === undefined) return said;
  const tokenizer = Utils.resolvePath(URI.parse(applied.uri), "..", path).toString();
  return { ...said, tokens: { ...said.tokens, tokenizer } };
}

/** Patterns in somebody else's tokenizer file can keep a machine busy for ever. */
function withoutFiles(tokenizers: Tokenizers | undefined): Tokenizers | undefined {
  if (tokenizers === undefined) return undefined;
  return {
    encoding: (name) => tokenizers.encoding(name),
    file: () => ({
      kind: "failed",
      reason: l10n.t("The tokenizer file is not read in a workspace that you do not trust."),
    }),
  };
}

/** Whether two choices lead to the same findings. */
export function isSameCheck(a: DatasetChoice, b: DatasetChoice): boolean {
  return a.isIgnored === b.isIgnored && JSON.stringify(a.options) === JSON.stringify(b.options);
}
