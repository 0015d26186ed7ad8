import blankLine from "./blank-line.js";
import completionLeadingSpace from "./completion-leading-space.js";
import completionTrailingWhitespace from "./completion-trailing-whitespace.js";
import conflictingCompletions from "./conflicting-completions.js";
import duplicatePrompt from "./duplicate-prompt.js";
import duplicateRecord from "./duplicate-record.js";
import emptyCompletion from "./empty-completion.js";
import emptyContent from "./empty-content.js";
import invalidJson from "./invalid-json.js";
import invalidWeight from "./invalid-weight.js";
import labelWhitespace from "./label-whitespace.js";
import lastMessageNotAssistant from "./last-message-not-assistant.js";
import messagesEmpty from "./messages-empty.js";
import messagesMissing from "./messages-missing.js";
import missingField from "./missing-field.js";
import mixedFormats from "./mixed-formats.js";
import noAssistantMessage from "./no-assistant-message.js";
import noCommonSeparator from "./no-common-separator.js";
import noCompletionLeadingSpace from "./no-completion-leading-space.js";
import notAnObject from "./not-an-object.js";
import notUtf8 from "./not-utf8.js";
import type { Rule } from "./rule.js";
import separatorInsidePrompt from "./separator-inside-prompt.js";
import separatorMissing from "./separator-missing.js";
import separatorTrailingWhitespace from "./separator-trailing-whitespace.js";
import stopSequenceMissing from "./stop-sequence-missing.js";
import tooFewRecords from "./too-few-records.js";
import unknownField from "./unknown-field.js";
import unknownRole from "./unknown-role.js";
import wrongType from "./wrong-type.js";

/** Every rule. */
export const rules: readonly Rule[] = [
  invalidJson,
  notUtf8,
  blankLine,
  notAnObject,
  mixedFormats,
  missingField,
  wrongType,
  unknownField,
  emptyCompletion,
  messagesMissing,
  messagesEmpty,
  noAssistantMessage,
  lastMessageNotAssistant,
  emptyContent,
  unknownRole,
  invalidWeight,
  completionLeadingSpace,
  noCompletionLeadingSpace,
  completionTrailingWhitespace,
  separatorTrailingWhitespace,
  separatorMissing,
  noCommonSeparator,
  separatorInsidePrompt,
  stopSequenceMissing,
  labelWhitespace,
  duplicateRecord,
  duplicatePrompt,
  conflictingCompletions,
  tooFewRecords,
];

/** The rule with this id, or `undefined`: ids come from people. */
export function ruleById(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}
