import completionLeadingSpace from "./completion-leading-space.js";
import completionTrailingWhitespace from "./completion-trailing-whitespace.js";
import duplicatePrompt from "./duplicate-prompt.js";
import duplicateRecord from "./duplicate-record.js";
import emptyCompletion from "./empty-completion.js";
import invalidJson from "./invalid-json.js";
import invalidWeight from "./invalid-weight.js";
import messagesEmpty from "./messages-empty.js";
import missingField from "./missing-field.js";
import notAnObject from "./not-an-object.js";
import type { Rule } from "./rule.js";
import separatorTrailingWhitespace from "./separator-trailing-whitespace.js";
import unknownRole from "./unknown-role.js";
import wrongType from "./wrong-type.js";

/** Every rule. */
export const rules: readonly Rule[] = [
  invalidJson,
  notAnObject,
  missingField,
  wrongType,
  emptyCompletion,
  messagesEmpty,
  unknownRole,
  invalidWeight,
  completionLeadingSpace,
  completionTrailingWhitespace,
  separatorTrailingWhitespace,
  duplicateRecord,
  duplicatePrompt,
];

/** The rule with this id, or `undefined`: ids come from people. */
export function ruleById(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}
