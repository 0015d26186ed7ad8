import { isSeverity } from "../core/rules/finding.js";
import type { Severity } from "../core/rules/finding.js";
import { ruleById } from "../core/rules/index.js";
import { isObject } from "./is-object.js";
import type { ServerSettings } from "./server-messages.js";

/** What holds where a person has set nothing. */
export const defaultSettings: ServerSettings = {
  rules: {},
  maxFindingsPerRule: 250,
  inlayHints: { tokens: false },
  codeLens: true,
};

/** The most findings of one rule that a setting can ask for: editors show 1,000 of a file. */
export const mostFindingsPerRule = 1_000;

/** Reads the settings below `tunewright`; what is not understood counts as not set. */
export function readSettings(value: unknown): ServerSettings {
  if (!isObject(value)) return defaultSettings;
  const { rules, maxFindingsPerRule, inlayHints, codeLens } = value;
  return {
    rules: isObject(rules) ? Object.fromEntries(Object.entries(rules).filter(isRuleSetting)) : {},
    maxFindingsPerRule: isCount(maxFindingsPerRule)
      ? maxFindingsPerRule
      : defaultSettings.maxFindingsPerRule,
    inlayHints: { tokens: isObject(inlayHints) && inlayHints["tokens"] === true },
    codeLens: typeof codeLens === "boolean" ? codeLens : defaultSettings.codeLens,
  };
}

function isRuleSetting(entry: [string, unknown]): entry is [string, Severity | "off"] {
  const [rule, severity] = entry;
  if (ruleById(rule) === undefined || typeof severity !== "string") return false;
  return severity === "off" || isSeverity(severity);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= mostFindingsPerRule;
}
