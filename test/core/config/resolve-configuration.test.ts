import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readConfiguration } from "../../../src/core/config/read-configuration.js";
import type {
  DatasetConfiguration,
  OwnChoices,
} from "../../../src/core/config/resolve-configuration.js";
import {
  resolveCheckOptions,
  resolveConfiguration,
} from "../../../src/core/config/resolve-configuration.js";

function resolved(content: object, path: string, isBelow = true): DatasetConfiguration {
  const read = readConfiguration(JSON.stringify(content));
  if (read.kind === "broken") throw new Error(read.problems[0]?.message);
  return resolveConfiguration(read.configuration, { path, isBelow });
}

describe("what a configuration says of a dataset", () => {
  const content = {
    target: "openai",
    rules: { "duplicate-prompt": "off", "missing-field": "hint" },
    ignore: ["old/"],
    overrides: [
      { files: "*.raw.jsonl", target: "local", rules: { "missing-field": "error" } },
      { files: ["raw/**", "other"], rules: { "duplicate-prompt": "warning" } },
      { files: "raw/a.raw.jsonl", target: "auto" },
    ],
  };

  it("is what stands at its top", () => {
    assert.deepEqual(resolved(content, "a.jsonl"), {
      isIgnored: false,
      target: "openai",
      severities: { "duplicate-prompt": "off", "missing-field": "hint" },
      ruleOptions: {},
      tokens: {},
    });
  });

  it("is changed by every override that is for it, the later ones last", () => {
    assert.deepEqual(
      ["x.raw.jsonl", "raw/b.raw.jsonl", "raw/a.raw.jsonl"].map((path) => resolved(content, path)),
      [
        { target: "local", "duplicate-prompt": "off" },
        { target: "local", "duplicate-prompt": "warning" },
        { target: "auto", "duplicate-prompt": "warning" },
      ].map(({ target, "duplicate-prompt": duplicates }) => ({
        isIgnored: false,
        target,
        severities: { "duplicate-prompt": duplicates, "missing-field": "error" },
        ruleOptions: {},
        tokens: {},
      })),
    );
  });

  it("holds the options of rules, of which overrides change those that they name", () => {
    const options = {
      rules: { "near-duplicate": ["warning", { threshold: 0.8 }] },
      overrides: [
        { files: "a.jsonl", rules: { "near-duplicate": "error" } },
        { files: "b.jsonl", rules: { "near-duplicate": ["off", { threshold: 0.9 }] } },
        { files: "b.jsonl", rules: { "rare-label": ["hint", { fewestExamples: 9 }] } },
      ],
    };
    assert.deepEqual(
      ["a.jsonl", "b.jsonl"].map((path) => {
        const { severities, ruleOptions } = resolved(options, path);
        return { severities, ruleOptions };
      }),
      [
        {
          severities: { "near-duplicate": "error" },
          ruleOptions: { "near-duplicate": { threshold: 0.8 } },
        },
        {
          severities: { "near-duplicate": "off", "rare-label": "hint" },
          ruleOptions: {
            "near-duplicate": { threshold: 0.9 },
            "rare-label": { fewestExamples: 9 },
          },
        },
      ],
    );
  });

  it("may be not to check it", () => {
    const ignored = ["old/a.jsonl", "x/old/a.jsonl", "old.jsonl"].map(
      (path) => resolved(content, path).isIgnored,
    );
    assert.deepEqual(ignored, [true, true, false]);
  });

  it("goes by its name alone where it is not below the configuration's folder", () => {
    const { target, severities } = resolved(content, "x.raw.jsonl", false);
    assert.deepEqual([target, severities["missing-field"]], ["local", "error"]);
    const anchored = { overrides: [{ files: "./x.jsonl", target: "local" }] };
    assert.equal(resolved(anchored, "x.jsonl", false).target, undefined);
  });
});

describe("how a dataset is checked", () => {
  const configured: DatasetConfiguration = {
    isIgnored: false,
    target: "openai",
    severities: { "duplicate-prompt": "off", "missing-field": "hint" },
    ruleOptions: {},
    tokens: {},
  };

  function target(own: OwnChoices, said?: DatasetConfiguration): string | undefined {
    return resolveCheckOptions(said, own).target;
  }

  it("follows a person's own choices before the configuration's", () => {
    const own = { target: "local", severities: { "missing-field": "error" } } as const;
    assert.deepEqual(resolveCheckOptions(configured, own), {
      target: "local",
      severities: { "duplicate-prompt": "off", "missing-field": "error" },
      ruleOptions: {},
    });
  });

  it("follows the configuration before an editor's default target", () => {
    const own = { defaultTarget: "local" } as const;
    assert.deepEqual(
      [target(own), target(own, configured), target(own, { ...configured, target: "auto" })],
      ["local", "openai", undefined],
    );
  });

  it("leaves the target to the format where a person says auto", () => {
    assert.equal(target({ target: "auto", defaultTarget: "local" }, configured), undefined);
  });

  it("finds nothing where it is ignored, whatever a person chose", () => {
    const ignored = { ...configured, isIgnored: true };
    const own = { severities: { "missing-field": "error" } } as const;
    const values = Object.values(resolveCheckOptions(ignored, own).severities ?? {});
    assert.deepEqual([...new Set(values)], ["off"]);
  });
});
