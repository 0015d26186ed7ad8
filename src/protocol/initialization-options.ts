import type { TargetSetting } from "../core/config/target-setting.js";
import { isTargetSetting } from "../core/config/target-setting.js";
import { isTargetId } from "../core/targets/index.js";
import { isObject } from "./is-object.js";
import type { InitializationOptions } from "./server-messages.js";

/** Reads what a client sent; what is not understood is left out, since any editor may be the client. */
export function readInitializationOptions(value: unknown): InitializationOptions {
  if (!isObject(value)) return {};
  const { target, targets, ruleDocumentation, translation, settings } = value;
  const { status, commands, hoversFindings, trusted } = value;
  return {
    ...(typeof target === "string" && isTargetId(target) && { target }),
    ...(isObject(targets) && { targets: entriesThat(targets, isTarget) }),
    ...(typeof ruleDocumentation === "string" && { ruleDocumentation }),
    ...entriesThat({ status, commands, hoversFindings, trusted }, isBoolean),
    ...(settings !== undefined && { settings }),
    ...(isObject(translation) && { translation: entriesThat(translation, isString) }),
  };
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isTarget(value: unknown): value is TargetSetting {
  return isString(value) && isTargetSetting(value);
}

function entriesThat<Value>(
  record: Readonly<Record<string, unknown>>,
  isWanted: (value: unknown) => value is Value,
): Readonly<Record<string, Value>> {
  const wanted = Object.entries(record).filter((entry): entry is [string, Value] =>
    isWanted(entry[1]),
  );
  return Object.fromEntries(wanted);
}
