import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formats } from "../../src/core/formats/index.js";
import { conversationFields, fieldKeys } from "../../src/core/prepare/recipe/field-keys.js";
import { recipeKeys } from "../../src/core/prepare/recipe/recipe-keys.js";
import type { RecipeKeys, Shape } from "../../src/core/prepare/recipe/recipe-shape.js";
import { templateFunctions } from "../../src/core/prepare/templates/template-functions.js";
import { knownFilters, knownTests } from "../../src/core/prepare/templates/template-names.js";
import type { GeneratedFile } from "./generated-file.ts";
import { markdownTable, withParts } from "./generated-file.ts";

/** The JSON Schema of `*.recipe.yaml`. */
export function recipeSchemaFile(): GeneratedFile {
  const fields = Object.fromEntries(formats.flatMap(({ id }) => Object.entries(fieldKeys(id))));
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Tunewright recipe",
    description: "How a dataset is made of a table.",
    ...objectSchema({ ...recipeKeys, ...fields }),
    required: ["source", "format"],
    definitions: {
      template: {
        description: "A template, or a tree of templates.",
        type: ["string", "number", "boolean", "null", "array", "object"],
      },
    },
  };
  return { path: "schemas/recipe.schema.json", content: JSON.stringify(schema, null, 2) };
}

/** The schema of an object that has these keys. */
export function objectSchema(keys: RecipeKeys): object {
  const properties = Object.entries(keys).map(
    ([name, { what, example, shape }]): [string, object] => {
      const schema = schemaOf(shape);
      const described = "$ref" in schema ? { allOf: [schema] } : schema;
      return [name, { description: `${what} For example: ${example}`, ...described }];
    },
  );
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}

function schemaOf(shape: Shape): object {
  switch (shape.kind) {
    case "text":
    case "expression":
      return { type: "string", minLength: 1 };
    case "template":
      return { $ref: "#/definitions/template" };
    case "label":
      return { type: ["string", "number", "boolean", "null"] };
    case "boolean":
      return { type: "boolean" };
    case "number":
      return {
        type: shape.isWhole ? "integer" : "number",
        [shape.isAbove === true ? "exclusiveMinimum" : "minimum"]: shape.least,
        ...(shape.most === undefined ? {} : { maximum: shape.most }),
      };
    case "choice":
      return { enum: Object.keys(shape.values), enumDescriptions: Object.values(shape.values) };
    case "list":
      return { type: "array", items: schemaOf(shape.of) };
    case "map":
      return { type: "object", additionalProperties: schemaOf(shape.of) };
    case "object":
      return objectSchema(shape.keys);
    case "either":
      return { anyOf: shape.shapes.map(schemaOf) };
  }
}

/** The page about recipes, with the tables that follow from the code. */
export function recipePage(root: string): GeneratedFile {
  const path = "docs/recipes.md";
  const functions = Object.values(templateFunctions).map(({ signature, what }) => [
    `\`${signature}\``,
    what,
  ]);
  const content = withParts(path, readFileSync(join(root, path), "utf8"), {
    keys: markdownTable(["Key", "What it says", "For example"], rowsOf(recipeKeys, "")),
    conversation: markdownTable(
      ["Key", "What it says", "For example"],
      rowsOf(conversationFields, ""),
    ),
    fields: markdownTable(
      ["Format", "Its fields"],
      formats.map(({ id }) => [
        `\`${id}\``,
        Object.keys(fieldKeys(id))
          .map((name) => `\`${name}\``)
          .join(", "),
      ]),
    ),
    functions: markdownTable(["Function", "What it gives"], functions),
    filters: `Filters: ${knownFilters.map((name) => `\`${name}\``).join(", ")}. Tests: ${knownTests.map((name) => `\`${name}\``).join(", ")}.`,
  });
  return { path, content };
}

/** Keys in keys by their whole names. */
export function rowsOf(keys: RecipeKeys, before: string): readonly (readonly string[])[] {
  return Object.entries(keys).flatMap(([name, { what, example, shape }]) => [
    [`\`${before}${name}\``, `${what}${choices(shape)}`, `\`${example}\``],
    ...keysIn(shape).flatMap((inner) => rowsOf(inner, `${before}${name}.`)),
  ]);
}

const mostChoices = 6;

function choices(shape: Shape): string {
  const choice = shape.kind === "either" ? shape.shapes[0] : shape;
  if (choice?.kind !== "choice" || Object.keys(choice.values).length > mostChoices) return "";
  return ` ${Object.entries(choice.values)
    .map(([name, what]) => `\`${name}\`: ${what}`)
    .join(" ")}`;
}

function keysIn(shape: Shape): readonly RecipeKeys[] {
  if (shape.kind === "object") return [shape.keys];
  return shape.kind === "either" ? shape.shapes.flatMap(keysIn) : [];
}
