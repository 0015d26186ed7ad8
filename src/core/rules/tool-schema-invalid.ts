import * as l10n from "@vscode/l10n";
import { grouped } from "../grouped.js";
import type { NestedPlace } from "../dataset/nested-place.js";
import { nestedPlace } from "../dataset/nested-place.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { ToolList, ToolSchema } from "../dataset/tool-schemas.js";
import { formatsWithTools, toolListsIn } from "../dataset/tool-schemas.js";
import type { JsonPath } from "../formats/format.js";
import type { JsonValue } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { Edit } from "../json/span.js";
import { escapeJsonText } from "../json/string-offsets.js";
import { valueAt } from "../json/value-at.js";
import { groupBy } from "../group-by.js";
import type { SchemaFault } from "../schema/prepare-schema.js";
import { schemaTypes } from "../schema/schema-keywords.js";
import { shortList } from "../short-list.js";
import { plainIsFine, recordRule } from "./rule.js";

type Fault =
  | { readonly kind: "no-name" | "not-an-object" }
  | { readonly kind: "twice"; readonly tool: string }
  | { readonly kind: "not-required"; readonly tool: string; readonly names: readonly string[] }
  | {
      readonly kind: SchemaFault["kind"];
      readonly keyword: string;
      readonly value: JsonValue | undefined;
    };

interface PlacedFault {
  /** Where it stands in the list of tools. */
  readonly path: JsonPath;
  readonly fault: Fault;
}

interface Found {
  readonly fault: Fault;
  /** How many other faults the tool has. */
  readonly others: number;
  readonly edits: readonly Edit[];
}

/** What other languages call the types of JSON Schema. */
const typesElsewhere: ReadonlyMap<string, string> = new Map([
  ["str", "string"],
  ["text", "string"],
  ["int", "integer"],
  ["long", "integer"],
  ["float", "number"],
  ["double", "number"],
  ["decimal", "number"],
  ["bool", "boolean"],
  ["dict", "object"],
  ["map", "object"],
  ["list", "array"],
  ["tuple", "array"],
  ["none", "null"],
]);

const withTool = (tool: string): string =>
  `{"messages":[{"role":"user","content":"Tea, please"},{"role":"assistant","content":"Coming."}],"tools":[${tool}]}`;

export default recordRule<Found>({
  id: "tool-schema-invalid",
  severity: "warning",
  title: "Tool whose schema is broken",
  why: "Nobody can say which arguments such a tool takes: services refuse it when you use the model, and its calls cannot be checked.",
  source: "https://json-schema.org/draft/2020-12/json-schema-core",
  formats: formatsWithTools,
  examples: {
    target: "trl",
    good: [
      withTool(
        `{"type":"function","function":{"name":"brew","parameters":{"type":"object","properties":{"cups":{"type":"integer"}},"required":["cups"]}}}`,
      ),
    ],
    bad: [
      withTool(
        `{"type":"function","function":{"name":"brew","parameters":{"type":"object","properties":{"cups":{"type":«"int"»}},"required":[]}}}`,
      ),
      withTool(
        `{"type":"function","function":{"name":"brew","parameters":{"type":"object","properties":{"cups":{"type":"integer"}},"required":«["cup"]»}}}`,
      ),
      withTool(`{"type":"function","function":{"name":"brew","parameters":«[]»}}`),
      withTool(
        `{"type":"function","function":{"name":"brew","parameters":{"type":"object","properties":{"cups":{"$ref":«"#/$defs/count"»}}}}}`,
      ),
    ],
    fixed: [
      withTool(
        `{"type":"function","function":{"name":"brew","parameters":{"type":"object","properties":{"cups":{"type":"integer"}},"required":[]}}}`,
      ),
      null,
      null,
      null,
    ],
  },
  isFine: plainIsFine,
  check(record, report) {
    if (record.object === undefined) return;
    for (const list of toolListsIn(record.object)) {
      for (const { path, found } of foundIn(list, record)) {
        const span = nestedPlace(record, list.path, within(list))?.value(path)?.span;
        if (span !== undefined) report(span, found);
      }
    }
  },
  message({ fault, others }) {
    const said = messageOf(fault);
    if (others === 0) return said;
    return others === 1
      ? l10n.t("{0} The tool has 1 more fault of this kind.", said)
      : l10n.t("{0} The tool has {1} more faults of this kind.", said, grouped(others));
  },
  fix: ({ edits }) =>
    edits.length === 0
      ? undefined
      : { kind: "asks", title: l10n.t("Use the types of JSON Schema"), edits },
});

interface PlacedFound {
  readonly path: JsonPath;
  readonly found: Found;
}

/** One finding for each tool, at its first fault. */
function foundIn(list: ToolList, record: DatasetRecord): readonly PlacedFound[] {
  return [...groupBy(faultsIn(list), ({ path }) => path[0]).values()].map((faults) => {
    const [{ path, fault } = { path: [], fault: { kind: "no-name" } as const }] = faults;
    const places = nestedPlace(record, list.path, within(list));
    const edits = faults.flatMap((one) => editFor(one, places, list.isText));
    return { path, found: { fault, others: faults.length - 1, edits } };
  });
}

function within({ isText }: ToolList): JsonPath | undefined {
  return isText ? [] : undefined;
}

function messageOf(fault: Fault): string {
  switch (fault.kind) {
    case "no-name":
      return l10n.t("The tool has no name.");
    case "not-an-object":
      return l10n.t("The parameters of a tool are a schema of the type object.");
    case "twice":
      return l10n.t('Another tool in this record has the name "{0}" too.', fault.tool);
    case "not-required":
      return l10n.t(
        'The tool "{0}" requires {1}, which is not among its parameters.',
        fault.tool,
        shortList(fault.names),
      );
    case "reference":
      return l10n.t(
        "The schema has nothing at {0}; only references within it work.",
        fault.keyword,
      );
    case "not-a-schema":
      return l10n.t('"{0}" is no schema: that would be an object, true or false.', fault.keyword);
    case "value":
      return fault.keyword === "type"
        ? typeMessage(fault.value)
        : l10n.t('JSON Schema wants something else at "{0}".', fault.keyword);
  }
}

function typeMessage(value: JsonValue | undefined): string {
  const known = [...schemaTypes].join(", ");
  return l10n.t("JSON Schema has no type {0}; it has {1}.", JSON.stringify(value ?? null), known);
}

/** Gives a type that has another name elsewhere its own. */
function editFor(
  { path, fault }: PlacedFault,
  places: NestedPlace | undefined,
  isText: boolean,
): readonly Edit[] {
  if (fault.kind !== "value" || typeof fault.value !== "string") return [];
  const meant = typesElsewhere.get(fault.value.toLowerCase());
  const span =
    fault.keyword === "type" && meant !== undefined ? places?.value(path)?.span : undefined;
  if (meant === undefined || span === undefined) return [];
  const text = JSON.stringify(meant);
  return [{ span, text: isText ? escapeJsonText(text) : text }];
}

function faultsIn({ tools }: ToolList): readonly PlacedFault[] {
  const names = new Set<string>();
  return tools.flatMap((tool) => {
    const isRepeated = tool.name !== undefined && names.has(tool.name);
    if (tool.name !== undefined) names.add(tool.name);
    return [
      ...(isRepeated ? [{ path: tool.path, fault: twice(tool.name) }] : []),
      ...faultsOf(tool),
    ];
  });
}

function twice(tool = ""): Fault {
  return { kind: "twice", tool };
}

function faultsOf(tool: ToolSchema): readonly PlacedFault[] {
  const { name, path, parametersPath, parameters, prepared } = tool;
  if (name === undefined) return [{ path, fault: { kind: "no-name" } }];
  // A tool without arguments needs no parameters.
  if (parameters === undefined || parameters === null) return [];
  if (prepared === undefined || !isOfObjects(parameters)) {
    return [{ path: parametersPath, fault: { kind: "not-an-object" } }];
  }
  const faults = prepared.faults.map(({ path: within, ...fault }) => ({
    path: [...parametersPath, ...within],
    fault: { ...fault, value: valueAt(parameters, within) },
  }));
  return [...faults, ...notAmongProperties(tool, name)];
}

/** Whether a schema is one of objects; without a type it may be one. */
function isOfObjects(parameters: JsonValue): boolean {
  const type = isJsonObject(parameters) ? ownMember(parameters, "type") : undefined;
  return typeof type !== "string" || !schemaTypes.has(type) || type === "object";
}

/** Names that are required of the arguments and that the schema does not describe. */
function notAmongProperties(
  { parameters, parametersPath }: ToolSchema,
  tool: string,
): readonly PlacedFault[] {
  if (!isJsonObject(parameters)) return [];
  const required = ownMember(parameters, "required");
  const properties = ownMember(parameters, "properties");
  if (!isJsonArray(required) || !isJsonObject(properties)) return [];
  const names = required
    .filter((one) => typeof one === "string")
    .filter((one) => !Object.hasOwn(properties, one));
  if (names.length === 0) return [];
  return [{ path: [...parametersPath, "required"], fault: { kind: "not-required", tool, names } }];
}
