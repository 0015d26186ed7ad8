import * as l10n from "@vscode/l10n";
import { roleOf } from "../formats/chat.js";
import type { Conversation } from "../formats/conversation.js";
import type { JsonPath, Speaker } from "../formats/format.js";
import { formatsWithMessages } from "../formats/index.js";
import type { JsonValue } from "../json/json-node.js";
import { isJsonObject, ownMember } from "../json/json-node.js";
import type { Target } from "../targets/target.js";
import { refusalBy } from "../targets/target.js";
import { withRefusal } from "../targets/with-refusal.js";
import { recordRule } from "./rule.js";

interface OutOfTurn {
  readonly role: string;
  /** The role before it; nothing where it is the first. */
  readonly before: string | undefined;
  readonly target: string;
  /** The target's own words. */
  readonly refusal: string | undefined;
}

export default recordRule<OutOfTurn>({
  id: "role-order",
  severity: "error",
  isOffByDefault: true,
  title: "Messages that do not alternate",
  why: "The target wants user and assistant in turns, beginning with the user. It refuses the file, or drops such a conversation without a word.",
  formats: [...formatsWithMessages, "sharegpt"],
  examples: {
    target: "llama-factory",
    good: [
      `{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"abcdefgh1","type":"function","function":{"name":"greet","arguments":"{}"}}]},{"role":"tool","tool_call_id":"abcdefgh1","content":"Hello"},{"role":"assistant","content":"Hello."}]}`,
    ],
    bad: [
      `{"messages":[{"role":"user","content":"Hi"},{"role":«"user"»,"content":"Are you there?"},{"role":"assistant","content":"Hello."}]}`,
      `{"messages":[{"role":«"assistant"»,"content":"Hello."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Yes?"}]}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"abcdefgh1","type":"function","function":{"name":"greet","arguments":"{}"}}]},{"role":"tool","tool_call_id":"abcdefgh1","content":"Hello"},{"role":«"user"»,"content":"And?"},{"role":"assistant","content":"Hello."}]}`,
    ],
    fixed: [null, null, null],
  },
  isFine: ({ takesTurns }) => takesTurns,
  check(record, report, { target, format }) {
    if (record.object === undefined) return;
    const refusal = refusalBy(target, "role-order");
    const late = [
      ...outOfTurn(format.speakersIn?.(record.object) ?? []),
      ...record.conversations(format).flatMap((one) => lateMessages(one, target)),
    ];
    for (const { name, before, path } of late) {
      const span = record.textAt(path)?.quoted;
      if (span !== undefined) report(span, { role: name, before, target: target.title, refusal });
    }
  },
  message({ role, before, target, refusal }) {
    const said =
      before === undefined
        ? l10n.t("The conversation begins with the {0}; {1} wants the user first.", role, target)
        : l10n.t(
            "A message of the {0} follows one of the {1}; {2} wants turns.",
            role,
            before,
            target,
          );
    return withRefusal(said, refusal);
  },
});

interface LateSpeaker extends Speaker {
  readonly before: string | undefined;
}

/** The speakers who follow one of their own side; those of no side stand outside of the turns. */
function outOfTurn(speakers: readonly Speaker[]): readonly LateSpeaker[] {
  const sided = speakers.filter(({ side }) => side !== undefined);
  return sided.flatMap((speaker, index) => {
    const before = sided[index - 1];
    const isOut =
      before === undefined ? speaker.side === "assistant" : before.side === speaker.side;
    return isOut ? [{ ...speaker, before: before?.name }] : [];
  });
}

interface LateMessage {
  readonly name: string;
  readonly before: string | undefined;
  /** Where the role stands. */
  readonly path: JsonPath;
}

/** The messages that stand where the target wants another role. */
function lateMessages(
  { messages, place, shared }: Conversation,
  target: Target,
): readonly LateMessage[] {
  const late: LateMessage[] = [];
  let before: Turn | undefined;
  for (const [index, message] of messages.entries()) {
    const turn = turnOf(message);
    if (turn === undefined) continue;
    if (index >= shared && isOutOfTurn(turn, before, target)) {
      late.push({ name: turn.role, before: before?.role, path: [...place(index), "role"] });
    }
    before = turn;
  }
  return late;
}

interface Turn {
  readonly role: string;
  readonly callsTool: boolean;
}

/** A message that counts as a turn: those that say how to behave may stand anywhere. */
function turnOf(message: JsonValue): Turn | undefined {
  const role = roleOf(message);
  if (typeof role !== "string" || role === "system" || role === "developer") return undefined;
  const isCall =
    isJsonObject(message) &&
    (ownMember(message, "tool_calls") ?? ownMember(message, "function_call") ?? null) !== null;
  return { role, callsTool: isCall };
}

function isOutOfTurn(
  { role }: Turn,
  before: Turn | undefined,
  { mayRepeatTurns }: Target,
): boolean {
  if (role !== "user" && role !== "assistant") return false;
  // What a tool has answered is for the assistant.
  if (before?.role === "tool") return role === "user";
  if (mayRepeatTurns === true) return false;
  if (before === undefined) return role === "assistant";
  // After a call the assistant may go on.
  return before.role === role && !before.callsTool;
}
