import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { readGlob } from "../src/core/config/glob.js";
import { readConfiguration } from "../src/core/config/read-configuration.js";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const checkKeys = ["target", "rules", "model", "tokenizer", "maxTokens"];

function problemsOf(text: string): readonly string[] {
  const result = readConfiguration(text);
  return result.kind === "good" ? [] : result.problems.map(({ message }) => message);
}

describe("what is said of tunewright.json", () => {
  for (const path of ["docs/configuration.md", "README.md"]) {
    it(`is right in the examples of ${path}`, () => {
      const examples = [...read(path).matchAll(/```jsonc\n(.*?)```/gs)].map(
        ([, text = ""]) => text,
      );
      assert.notEqual(examples.length, 0);
      assert.deepEqual(examples.flatMap(problemsOf), []);
    });
  }

  it("is right of every glob and every key", () => {
    const page = read("docs/configuration.md");
    const [, globs = ""] = /## Globs(.*?)\n## /s.exec(page) ?? [];
    const cells = [...globs.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, glob = ""]) => glob),
    );
    assert.ok(cells.length > 8);
    assert.deepEqual(
      cells.map(readGlob).filter((glob) => typeof glob === "string"),
      [],
    );
    const keys = [...page.matchAll(/^\| `(\S+)` +\| .*? \| `(.*?)` +\|$/gm)].map(
      ([, key = "", example = ""]) => [key, example] as const,
    );
    assert.deepEqual(
      keys.map(([key]) => key),
      ["$schema", ...checkKeys, "ignore", "splits", "overrides", "files", ...checkKeys],
    );
    for (const [key, example] of keys) {
      const entry = `{ "${key}": ${example} }`;
      const text = key === "files" ? `{ "overrides": [${entry}] }` : entry;
      assert.deepEqual(problemsOf(text), [], key);
    }
  });

  it("is the same in the schema", () => {
    // Made by scripts/generate/configuration.ts.
    const schema = JSON.parse(read("schemas/tunewright.schema.json")) as Schema;
    const { target, rules } = schema.definitions;
    for (const key of Object.keys(schema.properties)) {
      assert.doesNotMatch(problemsOf(`{ "${key}": 1 }`).join(), /no key/);
    }
    for (const value of target.enum ?? []) {
      assert.deepEqual(problemsOf(`{ "target": "${value}" }`), []);
    }
    for (const [rule, { enum: values = [] }] of Object.entries(rules.properties ?? {})) {
      for (const value of values) {
        assert.deepEqual(problemsOf(`{ "rules": { "${rule}": "${value}" } }`), []);
      }
    }
  });
});

interface Values {
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
}

interface Schema {
  readonly properties: object;
  readonly definitions: { readonly target: Values; readonly rules: Values };
}
