import { isList, isObject, isTrue, need, refusalIn } from "./oracle.ts";
import type { Fields, Oracle } from "./oracle.ts";

const knownKeys = new Set(["role", "content", "name", "function_call", "weight"]);
const knownRoles = new Set<unknown>(["system", "user", "assistant", "function"]);

/** What OpenAI's cookbook counts in a list of messages, under the names that it gives. */
export function countedInMessages(messages: readonly Fields[]): readonly string[] {
  if (messages.length === 0) return ["missing_messages_list"];
  const found = messages.flatMap((message) => {
    const { content, function_call: call } = message;
    return [
      "role" in message && "content" in message ? "" : "message_missing_key",
      Object.keys(message).every((key) => knownKeys.has(key)) ? "" : "message_unrecognized_key",
      knownRoles.has(message["role"] ?? null) ? "" : "unrecognized_role",
      (!isTrue(content) && !isTrue(call)) || typeof content !== "string" ? "missing_content" : "",
    ];
  });
  const hasAnswer = messages.some(({ role }) => role === "assistant");
  return [...found, hasAnswer ? "" : "example_missing_assistant_message"].filter(
    (counter) => counter !== "",
  );
}

/** Chat_finetuning_data_prep.ipynb: a record in which it counts anything is taken for faulty. */
export const cookbookOracle: Oracle = {
  title: "OpenAI's cookbook",
  source: "openai-cookbook, Chat_finetuning_data_prep.ipynb, commit b774cbf",
  target: "cookbook",
  refusalOf: (line) =>
    refusalIn(line, (record) => {
      need(isObject(record), "data_type");
      const { messages } = record;
      need(isTrue(messages), "missing_messages_list");
      // On anything else the notebook ends with an error of Python.
      need(isList(messages) && messages.every(isObject), "messages of another type");
      const [first] = countedInMessages(messages.filter(isObject));
      need(first === undefined, first ?? "");
    }),
};
