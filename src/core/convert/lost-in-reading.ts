import * as l10n from "@vscode/l10n";
import type { DatasetRecord } from "../dataset/record.js";
import type { JsonNode, JsonObjectNode } from "../json/json-node.js";

const mayLoseDigits = /\d{16}|\d[eE]\+?\d{3}/;

/** What a record loses by being read and written again; `undefined` where that is nothing. */
export function lostInReading(record: DatasetRecord): string | undefined {
  const open: JsonNode[] = [record.node];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "array") open.push(...node.items);
    if (node.kind === "object") {
      if (hasRepeatedKey(node, record.text)) return l10n.t("a key stands twice in one object");
      open.push(...node.members.map(({ value }) => value));
    }
    const number = node.kind === "atom" ? record.text.slice(node.start, node.end) : "";
    if (mayLoseDigits.test(number) && !isReadExactly(number)) {
      return l10n.t("the number {0} cannot be read exactly", number.slice(0, 40));
    }
  }
  return undefined;
}

function hasRepeatedKey({ members }: JsonObjectNode, text: string): boolean {
  // A key node is a valid JSON string.
  const names = members.map(({ key }) => JSON.parse(text.slice(key.start, key.end)) as string);
  return new Set(names).size < names.length;
}

/** Fractions are measured or computed: their last digits carry nothing. */
function isReadExactly(number: string): boolean {
  const value = Number(number);
  if (!Number.isFinite(value)) return false;
  return !/^-?\d{1,400}$/.test(number) || BigInt(number) === BigInt(value);
}
