import type { RecordFacts } from "../dataset/record-facts.js";
import { textOfNode } from "../dataset/record-facts.js";
import type { JsonObject } from "../json/json-node.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import type { LineScanner } from "../kernel/line-scanner.js";
import { textScanner } from "../kernel/shared-scanners.js";
import type { Tape } from "../kernel/tape.js";
import { keyOf } from "../kernel/text-hash.js";
import { conversationAt } from "./conversation.js";
import { fieldFormat } from "./field-format.js";
import type { Format, JsonPath, KnownField, MissingField } from "./format.js";
import { nodeKindsOf } from "./plain-members.js";
import { wrongTypesIn } from "./value-kind.js";

const requests = fieldFormat({
  id: "batch-request",
  title: "Batch requests",
  example: `{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Hi"}]}}`,
  fields: [
    { name: "custom_id", kinds: ["text"], isRequired: true },
    { name: "method", kinds: ["text"], isRequired: true },
    { name: "url", kinds: ["text"], isRequired: true },
    { name: "body", kinds: ["object"], isRequired: true },
  ],
  signature: ["custom_id"],
  // Answers have a custom_id too, with a response.
  matches: (record) =>
    Object.hasOwn(record, "custom_id") &&
    isJsonObject(ownMember(record, "body")) &&
    (Object.hasOwn(record, "url") || Object.hasOwn(record, "method")),
  prompt: [],
  completion: undefined,
  texts: ["body"],
  messageLists: [["body", "messages"]],
  conversations: (record) =>
    conversationAt(record, ["body", "messages"], { use: "request", toolsOwner: ["body"] }),
  takeOwnFacts: takeRequestFacts,
  isPlain: takePlainRequest,
});

const bodyFields: readonly KnownField[] = [
  { name: "model", kinds: ["text"] },
  { name: "messages", kinds: ["list"] },
  { name: "input", kinds: ["text", "list"] },
  { name: "prompt", kinds: ["text", "list"] },
  { name: "tools", kinds: ["list"] },
];

/** What a body must have, by how the url ends. Of other urls nothing is known. */
const required: readonly (readonly [url: RegExp, fields: readonly string[]])[] = [
  [/\/chat\/completions$/, ["model", "messages"]],
  [/\/embeddings$/, ["model", "input"]],
  [/(?<!\/chat)\/completions$/, ["model", "prompt"]],
  [/\/responses$/, ["model"]],
];

/** Requests for a batch interface: `{"custom_id": …, "method": "POST", "url": …, "body": {…}}`. */
export const batchRequest: Format = {
  ...requests,
  missingFields: (record) => [...requests.missingFields(record), ...missingInBody(record)],
  wrongTypes(record) {
    const body = ownMember(record, "body");
    const inBody = isJsonObject(body) ? wrongTypesIn(body, ["body"], bodyFields) : [];
    return [...requests.wrongTypes(record), ...inBody];
  },
  knownFields: (owner) => (isBody(owner) ? bodyFields : requests.knownFields(owner)),
};

function isBody(owner: JsonPath): boolean {
  return owner.length === 1 && owner[0] === "body";
}

function missingInBody(record: JsonObject): readonly MissingField[] {
  const body = ownMember(record, "body");
  const url = ownMember(record, "url");
  if (!isJsonObject(body) || typeof url !== "string") return [];
  const [, fields = []] = required.find(([ending]) => ending.test(url)) ?? [];
  return fields
    .filter((field) => !Object.hasOwn(body, field))
    .map((field) => ({ field, owner: ["body"] }));
}

/** The id that answers come back under, and the url and the model that all requests share. */
function takeRequestFacts(record: JsonObject, facts: RecordFacts, scanner: LineScanner): void {
  const id = ownMember(record, "custom_id");
  facts.name.setText(scanner, typeof id === "string" ? id : undefined);
  facts.shared.setText(scanner, sharedPart(record));
}

/** What all requests of a file have to share: a url, and the model if the body names one. */
export function sharedPart(record: JsonObject): string | undefined {
  const url = ownMember(record, "url");
  const body = ownMember(record, "body");
  const model = isJsonObject(body) ? ownMember(body, "model") : undefined;
  if (typeof url !== "string") return undefined;
  return typeof model === "string" ? `${url} ${model}` : url;
}

const nameKey = keyOf("custom_id");
const methodKey = keyOf("method");
const urlKey = keyOf("url");
const bodyKey = keyOf("body");
const modelKey = keyOf("model");
const toolsKey = keyOf("tools");
const post = keyOf("POST");

/** What a body must have, by the hash of the whole url, where the url is one of the usual ones. */
const usualBodies: ReadonlyMap<number, readonly number[]> = new Map(
  ["/v1/chat/completions", "/v1/embeddings", "/v1/completions", "/v1/responses"].map((url) => {
    const [, fields = []] = required.find(([ending]) => ending.test(url)) ?? [];
    return [keyOf(url), fields.map(keyOf)];
  }),
);

const bodyKinds: ReadonlyMap<number, number> = new Map(
  bodyFields.map(({ name, kinds }) => [keyOf(name), nodeKindsOf(kinds)]),
);

/** Whether a request is one that a batch takes, without tools; takes its own facts. */
function takePlainRequest(tape: Tape, record: number, facts: RecordFacts): boolean {
  const url = tape.member(record, urlKey);
  const fields = usualBodies.get(tape.hashLow(url));
  if (fields === undefined || tape.hashLow(tape.member(record, methodKey)) !== post) return false;
  const body = tape.member(record, bodyKey);
  if (!hasPlainBody(tape, body, fields)) return false;
  facts.name.setNode(tape, tape.member(record, nameKey));
  if (!facts.name.hasContent) return false;
  const model = tape.member(body, modelKey);
  facts.shared.setText(textScanner(), `${textOfNode(tape, url)} ${textOfNode(tape, model)}`);
  return true;
}

function hasPlainBody(tape: Tape, body: number, fields: readonly number[]): boolean {
  if (tape.member(body, toolsKey) >= 0) return false;
  if (fields.some((key) => tape.member(body, key) < 0)) return false;
  let member = body + 1;
  for (let left = tape.count(body); left > 0; left -= 1) {
    const kinds = bodyKinds.get(tape.key(member));
    if (kinds !== undefined && ((kinds >>> tape.kind(member)) & 1) === 0) return false;
    member = tape.next(member);
  }
  return true;
}
