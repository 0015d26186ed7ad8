import batchRequestForm from "./batch-request-form.js";
import batchRequestsDiffer from "./batch-requests-differ.js";
import blankLine from "./blank-line.js";
import byteOrderMark from "./byte-order-mark.js";
import recordTooLong from "./record-too-long.js";
import recordLong from "./record-long.js";
import labelNotOneToken from "./label-not-one-token.js";
import labelsSameFirstToken from "./labels-same-first-token.js";
import tokenizerMissing from "./tokenizer-missing.js";
import cardNumber from "./card-number.js";
import commonCompletionPrefix from "./common-completion-prefix.js";
import commonPromptPrefix from "./common-prompt-prefix.js";
import completionLeadingSpace from "./completion-leading-space.js";
import completionTrailingWhitespace from "./completion-trailing-whitespace.js";
import completionsNotLabels from "./completions-not-labels.js";
import conflictingCompletions from "./conflicting-completions.js";
import contentPart from "./content-part.js";
import controlCharacters from "./control-characters.js";
import cookbookOnly from "./cookbook-only.js";
import developerRole from "./developer-role.js";
import duplicateCustomId from "./duplicate-custom-id.js";
import duplicateKey from "./duplicate-key.js";
import duplicatePrompt from "./duplicate-prompt.js";
import duplicateRecord from "./duplicate-record.js";
import duplicateToolCallId from "./duplicate-tool-call-id.js";
import emailAddress from "./email-address.js";
import emptyCompletion from "./empty-completion.js";
import emptyContent from "./empty-content.js";
import fewShotPrompt from "./few-shot-prompt.js";
import fileTooBig from "./file-too-big.js";
import formatNotAccepted from "./format-not-accepted.js";
import imageBroken from "./image-broken.js";
import imageNotFromUser from "./image-not-from-user.js";
import imageNotInline from "./image-not-inline.js";
import imageTagsDiffer from "./image-tags-differ.js";
import imageTooBig from "./image-too-big.js";
import imageType from "./image-type.js";
import invalidJson from "./invalid-json.js";
import invalidWeight from "./invalid-weight.js";
import invisibleCharacters from "./invisible-characters.js";
import labelCase from "./label-case.js";
import labelError from "./label-error.js";
import labelImbalance from "./label-imbalance.js";
import labelMisspelling from "./label-misspelling.js";
import labelNormalForm from "./label-normal-form.js";
import labelWhitespace from "./label-whitespace.js";
import lastMessageNotAssistant from "./last-message-not-assistant.js";
import leakage from "./leakage.js";
import messageNameForm from "./message-name-form.js";
import messagesEmpty from "./messages-empty.js";
import messagesMissing from "./messages-missing.js";
import missingField from "./missing-field.js";
import mixedFormats from "./mixed-formats.js";
import mojibake from "./mojibake.js";
import mostlyUpperCase from "./mostly-upper-case.js";
import nearDuplicate from "./near-duplicate.js";
import noAssistantMessage from "./no-assistant-message.js";
import noCommonSeparator from "./no-common-separator.js";
import noCompletionLeadingSpace from "./no-completion-leading-space.js";
import normalisedDuplicate from "./normalised-duplicate.js";
import notAnObject from "./not-an-object.js";
import notUtf8 from "./not-utf8.js";
import numberPrecision from "./number-precision.js";
import onlyWeightlessAnswers from "./only-weightless-answers.js";
import phoneNumber from "./phone-number.js";
import preferenceInputAnswered from "./preference-input-answered.js";
import preferenceLengthBias from "./preference-length-bias.js";
import preferenceNotOneAnswer from "./preference-not-one-answer.js";
import preferencePromptsDiffer from "./preference-prompts-differ.js";
import preferenceSideEmpty from "./preference-side-empty.js";
import preferenceSidesDifferInWhitespace from "./preference-sides-differ-in-whitespace.js";
import preferenceSidesEqual from "./preference-sides-equal.js";
import rareLabel from "./rare-label.js";
import recordsSortedByLabel from "./records-sorted-by-label.js";
import referenceMissing from "./reference-missing.js";
import replacementCharacter from "./replacement-character.js";
import roleOrder from "./role-order.js";
import type { Rule } from "./rule.js";
import secret from "./secret.js";
import separatorInsidePrompt from "./separator-inside-prompt.js";
import separatorMissing from "./separator-missing.js";
import separatorTooLong from "./separator-too-long.js";
import separatorTrailingWhitespace from "./separator-trailing-whitespace.js";
import severalSeparators from "./several-separators.js";
import specialToken from "./special-token.js";
import stopSequenceInsideCompletion from "./stop-sequence-inside-completion.js";
import stopSequenceMissing from "./stop-sequence-missing.js";
import stopSequenceTooLong from "./stop-sequence-too-long.js";
import systemNotFirst from "./system-not-first.js";
import targetClosed from "./target-closed.js";
import tooFewRecords from "./too-few-records.js";
import tooManyImages from "./too-many-images.js";
import tooManyRecords from "./too-many-records.js";
import toolArgumentsNotJson from "./tool-arguments-not-json.js";
import toolArgumentsSchema from "./tool-arguments-schema.js";
import toolCallIdForm from "./tool-call-id-form.js";
import toolCallIncomplete from "./tool-call-incomplete.js";
import toolCallWithoutAnswer from "./tool-call-without-answer.js";
import toolMessageWithoutCall from "./tool-message-without-call.js";
import toolSchemaInvalid from "./tool-schema-invalid.js";
import undeclaredTool from "./undeclared-tool.js";
import unknownField from "./unknown-field.js";
import unknownRole from "./unknown-role.js";
import unpairedSurrogate from "./unpaired-surrogate.js";
import unusedTool from "./unused-tool.js";
import wrongType from "./wrong-type.js";

/** Every rule. */
export const rules: readonly Rule[] = [
  invalidJson,
  notUtf8,
  byteOrderMark,
  blankLine,
  duplicateKey,
  unpairedSurrogate,
  numberPrecision,
  replacementCharacter,
  mojibake,
  controlCharacters,
  specialToken,
  invisibleCharacters,
  secret,
  emailAddress,
  phoneNumber,
  cardNumber,
  commonPromptPrefix,
  fewShotPrompt,
  commonCompletionPrefix,
  mostlyUpperCase,
  labelCase,
  labelMisspelling,
  rareLabel,
  completionsNotLabels,
  labelError,
  labelImbalance,
  recordsSortedByLabel,
  systemNotFirst,
  roleOrder,
  toolMessageWithoutCall,
  toolCallWithoutAnswer,
  duplicateToolCallId,
  toolCallIdForm,
  toolCallIncomplete,
  toolArgumentsNotJson,
  toolArgumentsSchema,
  toolSchemaInvalid,
  undeclaredTool,
  unusedTool,
  messageNameForm,
  imageBroken,
  tooManyImages,
  imageTooBig,
  imageType,
  imageNotInline,
  imageNotFromUser,
  imageTagsDiffer,
  onlyWeightlessAnswers,
  developerRole,
  recordTooLong,
  recordLong,
  labelNotOneToken,
  labelsSameFirstToken,
  tokenizerMissing,
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
  contentPart,
  emptyContent,
  unknownRole,
  invalidWeight,
  completionLeadingSpace,
  noCompletionLeadingSpace,
  completionTrailingWhitespace,
  separatorTrailingWhitespace,
  separatorMissing,
  noCommonSeparator,
  severalSeparators,
  separatorInsidePrompt,
  separatorTooLong,
  stopSequenceMissing,
  stopSequenceInsideCompletion,
  stopSequenceTooLong,
  labelWhitespace,
  labelNormalForm,
  duplicateRecord,
  duplicatePrompt,
  conflictingCompletions,
  normalisedDuplicate,
  nearDuplicate,
  leakage,
  preferencePromptsDiffer,
  preferenceSideEmpty,
  preferenceSidesEqual,
  preferenceSidesDifferInWhitespace,
  preferenceNotOneAnswer,
  preferenceInputAnswered,
  preferenceLengthBias,
  referenceMissing,
  duplicateCustomId,
  batchRequestForm,
  batchRequestsDiffer,
  tooFewRecords,
  tooManyRecords,
  fileTooBig,
  cookbookOnly,
  formatNotAccepted,
  targetClosed,
];

/** The rule with this id, or `undefined`: ids come from people. */
export function ruleById(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}
