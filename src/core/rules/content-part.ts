import * as l10n from "@vscode/l10n";
import { messagesIn } from "../dataset/conversations.js";
import type { DatasetRecord } from "../dataset/record.js";
import type { PartFault, PlacedPart } from "../formats/content-part.js";
import { faultInPlainPart, faultInTypedPart } from "../formats/content-part.js";
import type { Format, JsonPath } from "../formats/format.js";
import { formatsWithMessages } from "../formats/index.js";
import { kindName } from "../formats/value-kind.js";
import { isJsonArray, ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import { shortList } from "../short-list.js";
import { plainIsFine, recordRule } from "./rule.js";

interface FaultyPart {
  readonly fault: PartFault;
  readonly span: Span;
  /** Who takes no other types. */
  readonly target: string | undefined;
}

const chat = (part: string): string =>
  `{"messages":[{"role":"user","content":[${part}]},{"role":"assistant","content":"Hello."}]}`;

const gemini = (part: string): string =>
  `{"contents":[{"role":"user","parts":[${part}]},{"role":"model","parts":[{"text":"Hello."}]}]}`;

export default recordRule<FaultyPart>({
  id: "content-part",
  severity: "error",
  title: "Part of a message that cannot be read",
  why: "Services refuse a file with such a part. Chat templates pass over it without a word, and the model learns to answer what it has not been asked.",
  source: "https://developers.openai.com/api/docs/api-reference/chat/create",
  formats: [...formatsWithMessages, "gemini", "bedrock-conversation"],
  examples: {
    good: [
      chat(`{"type":"text","text":"Hi"}`),
      gemini(`{"text":"Hi"},{"fileData":{"mimeType":"image/png","fileUri":"gs://kettles/1.png"}}`),
    ],
    bad: [
      chat(`{"type":«"txet"»,"text":"Hi"}`),
      chat(`{"type":«"poem"»,"text":"Hi"}`),
      chat(`{"type":"text",«"txt"»:"Hi"}`),
      chat(`{"type":"text","text":«5»},{"type":"text","text":"Hi"}`),
      gemini(`{«"txt"»:"Hi"}`),
      gemini(`«{»"words":"Hi"}`),
      `{"prompt":[{"role":"user","content":[«{»"type":"text"}]}],"completion":[{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [
      chat(`{"type":"text","text":"Hi"}`),
      null,
      chat(`{"type":"text","text":"Hi"}`),
      null,
      gemini(`{"text":"Hi"}`),
      null,
      null,
    ],
  },
  isFine: plainIsFine,
  check(record, report, { format, target, isTargetChosen }) {
    const types = isTargetChosen ? target.partTypes : undefined;
    for (const { part, path, members } of partsIn(record, format)) {
      const fault =
        members === undefined ? faultInTypedPart(part, types) : faultInPlainPart(part, members);
      const span = fault && spanOf(record, path, fault);
      if (fault === undefined || span === undefined) continue;
      report(span, { fault, span, target: types && target.title });
    }
  },
  message: ({ fault, target }) => messageOf(fault, target),
  fix({ fault, span }) {
    const name = meantBy(fault);
    if (name === undefined) return undefined;
    const text = JSON.stringify(name);
    return { kind: "asks", title: l10n.t("Write {0}", text), edits: [{ span, text }] };
  },
});

function messageOf(fault: PartFault, target: string | undefined): string {
  switch (fault.kind) {
    case "type":
      if (fault.meant !== undefined) {
        const { type, meant } = fault;
        return l10n.t('There are no parts of the type "{0}"; "{1}" may be meant.', type, meant);
      }
      return target === undefined
        ? l10n.t('Nobody is known to read parts of the type "{0}".', fault.type)
        : l10n.t('{0} takes no parts of the type "{1}".', target, fault.type);
    case "lacks": {
      const names = shortList(fault.names);
      const { meant } = fault;
      if (meant !== undefined) {
        return l10n.t(
          'There is no "{0}" in a part; "{1}" may be meant.',
          meant.written,
          meant.name,
        );
      }
      return fault.names.length === 1
        ? l10n.t("The part lacks its {0}.", names)
        : l10n.t("The part has none of the members that a part may have: {0}.", names);
    }
    case "value":
      return l10n.t('"{0}" has to be {1}.', fault.name, kindName(fault.expected[0] ?? "text"));
    case "no-object":
      return l10n.t("A part has to be an object.");
  }
}

function meantBy(fault: PartFault): string | undefined {
  if (fault.kind === "type") return fault.meant;
  return fault.kind === "lacks" ? fault.meant?.name : undefined;
}

/** The parts of what is said in a record: in messages, and where the format has them elsewhere. */
function partsIn(record: DatasetRecord, format: Format): readonly PlacedPart[] {
  const { object } = record;
  if (object === undefined) return [];
  const own = format.contentParts?.(object) ?? [];
  const inMessages = messagesIn(record, format).flatMap(({ message, path }) => {
    const content = ownMember(message, "content");
    if (!isJsonArray(content)) return [];
    return content.map((part, index) => ({ part, path: [...path, "content", index] }));
  });
  return inMessages.length === 0 ? own : [...inMessages, ...own];
}

/** The type, the misspelt member, the value, or else where the part begins. */
function spanOf(record: DatasetRecord, path: JsonPath, fault: PartFault): Span | undefined {
  if (fault.kind === "lacks" && fault.meant !== undefined) {
    const key = record.memberAt(path, fault.meant.written)?.key;
    return key && { start: key.start, end: key.end };
  }
  const member = fault.kind === "type" ? "type" : fault.kind === "value" ? fault.name : undefined;
  const node = record.nodeAt(member === undefined ? path : [...path, member]);
  if (node === undefined) return undefined;
  return { start: node.start, end: fault.kind === "lacks" ? node.start + 1 : node.end };
}
