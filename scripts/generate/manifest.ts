import { readFileSync } from "node:fs";
import { join } from "node:path";
import { severities } from "../../src/core/rules/finding.js";
import { defaultSeverity } from "../../src/core/dataset/check-plan.js";
import { rules } from "../../src/core/rules/index.js";
import { defaultSettings, mostFindingsPerRule } from "../../src/protocol/server-settings.js";
import type { GeneratedFile } from "./generated-file.ts";

interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: object } };
}

/** The manifest with the settings that follow from the code: rules, severities and defaults. */
export function manifestFile(root: string): GeneratedFile {
  // The manifest test checks what this file holds.
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const { configuration } = manifest.contributes;
  const properties = {
    ...configuration.properties,
    "tunewright.rules": rulesSetting(),
    "tunewright.maxFindingsPerRule": {
      type: "integer",
      minimum: 1,
      maximum: mostFindingsPerRule,
      default: defaultSettings.maxFindingsPerRule,
      scope: "window",
      markdownDescription: "%configuration.maxFindingsPerRule%",
    },
    "tunewright.inlayHints.tokens": {
      type: "boolean",
      default: defaultSettings.inlayHints.tokens,
      scope: "window",
      markdownDescription: "%configuration.inlayHints.tokens%",
    },
  };
  const contributes = { ...manifest.contributes, configuration: { ...configuration, properties } };
  return {
    path: "package.json",
    content: JSON.stringify({ ...manifest, contributes }, null, 2),
  };
}

function rulesSetting(): object {
  const properties = rules.map((rule): [string, object] => [
    rule.id,
    { enum: [...severities, "off"], default: defaultSeverity(rule), description: rule.title },
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: false,
    default: {},
    scope: "window",
    markdownDescription: "%configuration.rules%",
  };
}
