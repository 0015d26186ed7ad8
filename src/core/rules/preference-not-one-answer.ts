import * as l10n from "@vscode/l10n";
import { roleOf } from "../formats/chat.js";
import type { PreferenceSide } from "../formats/preference-sides.js";
import { answeringRoles, preferenceSides } from "../formats/preference-sides.js";
import { isJsonArray } from "../json/json-node.js";
import { plainIsFine, recordRule } from "./rule.js";

type Wrong =
  | { readonly kind: "count"; readonly name: string; readonly messages: number }
  | { readonly kind: "role"; readonly name: string; readonly role: string };

export default recordRule<Wrong>({
  id: "preference-not-one-answer",
  severity: "error",
  title: "Side of a pair that is not one answer",
  why: "Services compare the last turn of two conversations: they refuse a file in which a side has several messages, or one of the user.",
  formats: ["preference-openai"],
  examples: {
    good: [
      `{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"Hello."}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}`,
    ],
    bad: [
      `{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":«[{"role":"assistant","content":"Hello."},{"role":"user","content":"Bye"},{"role":"assistant","content":"Goodbye."}]»,"non_preferred_output":[{"role":"assistant","content":"What?"}]}`,
      `{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":«"user"»,"content":"Hello."}],"non_preferred_output":[{"role":"assistant","content":"What?"}]}`,
    ],
    fixed: [null, null],
  },
  isFine: plainIsFine,
  check(record, report) {
    const sides = record.object && preferenceSides(record.object);
    for (const { name, value } of sides ?? []) {
      const wrong = wrongIn({ name, value });
      if (wrong === undefined) continue;
      const node = record.nodeAt(wrong.kind === "count" ? [name] : [name, 0, "role"]);
      if (node !== undefined) report({ start: node.start, end: node.end }, wrong);
    }
  },
  message: (wrong) =>
    wrong.kind === "count"
      ? l10n.t(
          '"{0}" has {1} messages; it has to be one answer of the assistant.',
          wrong.name,
          wrong.messages,
        )
      : l10n.t('"{0}" is a message of the role {1}, not of the assistant.', wrong.name, wrong.role),
});

function wrongIn({ name, value }: PreferenceSide): Wrong | undefined {
  if (!isJsonArray(value)) return undefined;
  if (value.length > 1) return { kind: "count", name, messages: value.length };
  const role = roleOf(value[0] ?? null);
  const isFine = typeof role !== "string" || answeringRoles.has(role);
  return isFine ? undefined : { kind: "role", name, role };
}
