import * as l10n from "@vscode/l10n";
import type { DatasetRecord } from "../dataset/record.js";
import { isFilled } from "../formats/chat-message.js";
import { chatRoles, messagesOf } from "../formats/chat.js";
import type { JsonPath } from "../formats/format.js";
import type { JsonObject } from "../json/json-node.js";
import { isJsonArray, isJsonObject, ownMember } from "../json/json-node.js";
import type { Span } from "../json/span.js";
import type { StrictMessages } from "../targets/target.js";
import { recordRule } from "./rule.js";

/** The names that the check gives to what it counts. */
type Counter =
  "message_missing_key" | "message_unrecognized_key" | "unrecognized_role" | "missing_content";

interface Complaint {
  readonly counter: Counter;
  readonly target: string;
  /** Whether services take what is counted. */
  readonly isMistake: boolean;
}

export default recordRule<Complaint>({
  id: "cookbook-only",
  severity: "information",
  title: "What the cookbook's check alone refuses",
  why: "The check is older than tools, pictures and the role developer, and counts them as errors: services take such records.",
  formats: ["chat"],
  examples: {
    target: "cookbook",
    good: [
      `{"messages":[{"role":"user","content":"Hi","name":"ann"},{"role":"assistant","content":"Hello.","weight":1}]}`,
    ],
    bad: [
      `{"messages":[{"role":«"developer"»,"content":"Be brief."},{"role":"user","content":«[{"type":"text","text":"Hi"}]»},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":«null»,«"tool_calls"»:[{"id":"1","type":"function","function":{"name":"greet","arguments":"{}"}}]}]}`,
      `{"messages":[{"role":"user","content":"Hi",«"mood"»:"good"},«{»"role":"assistant",«"refusal"»:"No."}]}`,
    ],
    fixed: [null, null, null],
  },
  isFine: (_, { target }) => target.strictMessages === undefined,
  check(record, report, { target }) {
    const { strictMessages: strict } = target;
    if (strict === undefined || record.object === undefined) return;
    messagesOf(record.object).forEach((message, index) => {
      if (!isJsonObject(message)) return;
      for (const { counter, name } of complaintsAbout(message, strict)) {
        const span = spanOf(record, ["messages", index], { counter, name });
        const isMistake = counter !== "message_unrecognized_key" || knownElsewhere.has(name);
        if (span !== undefined) report(span, { counter, target: target.title, isMistake });
      }
    });
  },
  message: ({ target, counter, isMistake }) =>
    isMistake
      ? l10n.t(
          "{0} counts this as {1}, by a mistake of its own: services take it.",
          target,
          counter,
        )
      : l10n.t("{0} counts this as {1}.", target, counter),
});

interface Counted {
  readonly counter: Counter;
  /** The member of the message. */
  readonly name: string;
}

/** A key, a value, or where a message begins that lacks a member. */
function spanOf(
  record: DatasetRecord,
  owner: JsonPath,
  { counter, name }: Counted,
): Span | undefined {
  const member = record.memberAt(owner, name);
  const node = counter === "message_unrecognized_key" ? member?.key : member?.value;
  if (node !== undefined) return { start: node.start, end: node.end };
  const message = record.nodeAt(owner);
  return message && { start: message.start, end: message.start + 1 };
}

/** What the check counts in a message, but for that which other rules say of it anyway. */
function complaintsAbout(message: JsonObject, strict: StrictMessages): readonly Counted[] {
  const found: Counted[] = Object.keys(message)
    .filter((name) => !strict.fields.includes(name))
    .map((name) => ({ counter: "message_unrecognized_key", name }));
  const role = ownMember(message, "role");
  if (typeof role === "string" && chatRoles.has(role) && !strict.roles.includes(role)) {
    found.push({ counter: "unrecognized_role", name: "role" });
  }
  const counter = contentCounter(message);
  return counter === undefined ? found : [...found, { counter, name: "content" }];
}

/** Members of a message that services know and the cookbook does not. */
const knownElsewhere = new Set(["tool_calls", "tool_call_id", "refusal", "audio"]);

/** Content that is left out, empty, or no text, where the message has something else to say. */
function contentCounter(message: JsonObject): Counter | undefined {
  const content = ownMember(message, "content");
  const saysElse = Object.keys(message).some(
    (name) => !["role", "content", "name"].includes(name) && isFilled(ownMember(message, name)),
  );
  if (content === undefined) return saysElse ? "message_missing_key" : undefined;
  if (isJsonArray(content)) return "missing_content";
  const isCall = isFilled(ownMember(message, "function_call"));
  const isAnswerOfTool = ["tool", "function"].some((role) => role === ownMember(message, "role"));
  const isMissing = content === "" ? !isCall : content === null;
  return isMissing && (saysElse || isAnswerOfTool) ? "missing_content" : undefined;
}
