/** A kind of difference between another check and ours, and who is right about it. */
export interface Difference {
  /** Whose check: `all`, or one of ours by its target. */
  readonly check: "all" | "together" | "mistral" | "cookbook";
  readonly refusedBy: "them" | "us";
  /** The other check's reasons, or rules of ours. */
  readonly reasons: readonly string[];
  /** Where this is said of some formats only. */
  readonly formats?: readonly string[];
  readonly right: "they are" | "we are" | "both are";
  readonly why: string;
}

const preferences = ["preference-openai"];
const tools = [
  "a tool without the type function",
  "a tool without a name",
  "a tool without its function",
  "a tool without name or description",
  "a tool without parameters",
  "a description that is no text",
  "tools that are no list",
  "an empty list of tools",
];

/** Every kind of difference that has been met; the first that fits counts. */
export const differences: readonly Difference[] = [
  {
    check: "all",
    refusedBy: "us",
    reasons: ["duplicate-key", "unpaired-surrogate"],
    right: "we are",
    why: "Python keeps the last of two equal names without a word, and reads half a character only to fail when it writes it.",
  },
  {
    check: "all",
    refusedBy: "us",
    reasons: ["invalid-weight"],
    right: "we are",
    why: "For Python `true` is 1; Mistral's check looks at answers alone and reads texts as numbers, the cookbook at none. OpenAI takes 0 and 1 only.",
  },
  {
    check: "all",
    refusedBy: "us",
    reasons: ["only-weightless-answers"],
    right: "we are",
    why: "A record all of whose answers weigh 0 teaches nothing.",
  },
  {
    check: "together",
    refusedBy: "us",
    reasons: ["tool-message-without-call", "tool-call-without-answer", "duplicate-tool-call-id"],
    right: "we are",
    why: "The check does not compare calls and answers; a model learns to answer nothing, or to wait for nothing.",
  },
  {
    check: "together",
    refusedBy: "us",
    reasons: ["tool-call-incomplete", "tool-arguments-not-json"],
    right: "we are",
    why: "The check passes over a call whose type is not `function`, whatever it holds.",
  },
  {
    check: "together",
    refusedBy: "us",
    reasons: ["empty-completion"],
    right: "we are",
    why: "There is nothing to learn from an empty completion.",
  },
  {
    check: "together",
    refusedBy: "us",
    reasons: ["wrong-type"],
    right: "we are",
    why: "The check takes any list for parts of a text, also an empty one, and does not look at all members.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: ["an extra column"],
    right: "we are",
    why: "The documentation gives a record a `weight`, which the client's check does not know; other columns we refuse, too, but for records that wait for an answer or have no messages at all.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: ["tools", "the role tool"],
    right: "we are",
    why: "The check of 2025 knew no tools; the service and today's check do.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: ["two messages of one role in a row"],
    right: "both are",
    why: "The check of 2025 wanted turns, today's does not; we warn (`role-order`), because chat templates of models want them.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: [
      "no content",
      "content of another type",
      "a side that is not one message",
      "no messages",
      "a side without content",
    ],
    right: "they are",
    why: "We warn of content that is null or of a side without an answer (`empty-content`, `preference-side-empty`), because other readers take it, and do not look into the messages of an `input`.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: ["a call that is not the assistant's"],
    right: "they are",
    why: "Only the assistant calls tools; we do not say yet that others cannot.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: [
      "an unknown role",
      "a weight other than 0 and 1",
      "a picture with a weight",
      "a picture that is not the user's",
    ],
    formats: preferences,
    right: "they are",
    why: "Our rules on messages look at conversations, not yet at the messages of a pair of answers.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: [
      "a picture that is not in the record",
      "a part of another type",
      "a part without its text",
      "a part without a type",
      "parts without a picture",
      "text beside parts",
      "a picture with a weight",
    ],
    right: "they are",
    why: "The check wants all messages of a conversation as parts or none, each part with its type, and a picture among them. We look at pictures that have an address (`image-broken`, `image-type`, `image-not-inline`, `image-not-from-user`), not yet at the form of parts.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: ["a side that is not the assistant's"],
    right: "they are",
    why: "We take a side with the answer of a tool, as Azure does.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: ["an unknown role"],
    right: "both are",
    why: "In a record that waits for its answer `developer` is a role of reinforcement fine-tuning, of which this target knows nothing.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: ["a call of no declared tool", "arguments that are no text", "a call without a type"],
    right: "they are",
    why: "We warn of a call of an undeclared tool (`undeclared-tool`) and refuse arguments that are an object; a number in their place we do not see.",
  },
  {
    check: "together",
    refusedBy: "them",
    reasons: tools,
    right: "they are",
    why: "Of declared tools only the schemas are looked at yet (`tool-schema-invalid`), and an empty list of them is no fault for others.",
  },
  {
    check: "mistral",
    refusedBy: "us",
    reasons: ["tool-arguments-not-json"],
    right: "we are",
    why: "The check takes any text for arguments; a model that learns them calls tools with what no program can read.",
  },
  {
    check: "mistral",
    refusedBy: "us",
    reasons: [
      "tool-call-without-answer",
      "tool-call-incomplete",
      "tool-call-id-form",
      "duplicate-tool-call-id",
      "tool-message-without-call",
    ],
    right: "we are",
    why: "The check counts calls and answers of the assistant alone and does not compare their ids; calls of users it passes over.",
  },
  {
    check: "mistral",
    refusedBy: "us",
    reasons: ["last-message-not-assistant"],
    right: "both are",
    why: "The check takes out a system message before it looks at the end; where it stands last, templates do not.",
  },
  {
    check: "mistral",
    refusedBy: "us",
    reasons: ["image-broken", "missing-field", "wrong-type"],
    right: "we are",
    why: "The check does not look at pictures and tools in this depth, and takes `text` for `content`, which no other reader does.",
  },
  {
    check: "mistral",
    refusedBy: "them",
    reasons: ["no content", "content that is no text"],
    right: "they are",
    why: "We warn of empty content (`empty-content`), because others take it, and know lists of parts in all messages.",
  },
  {
    check: "mistral",
    refusedBy: "them",
    reasons: ["content and text", "messages and interactions", "tools twice"],
    right: "both are",
    why: "Names that only this check knows; for the others they are unknown fields.",
  },
  {
    check: "mistral",
    refusedBy: "them",
    reasons: ["content beside calls"],
    right: "both are",
    why: "Right for models with the tokenizer of version 3, which the check is for; newer ones take both.",
  },
  {
    check: "mistral",
    refusedBy: "them",
    reasons: ["several system messages"],
    right: "they are",
    why: "We say where a system message stands (`system-not-first`), not that there are two.",
  },
  {
    check: "mistral",
    refusedBy: "them",
    reasons: [
      "not as many answers of tools as calls",
      "tool after user",
      "an answer of a tool without an id",
      "the form of an id",
      "a call without name or arguments",
      "a call without its function",
      "arguments that are no text",
      "calls that are no list",
    ],
    right: "they are",
    why: "An answer without an id, or with one that is no text, we take for the answer to the call before it, because many datasets have no ids.",
  },
  {
    check: "mistral",
    refusedBy: "them",
    reasons: ["the form of a name"],
    right: "they are",
    why: "We warn of such a name (`message-name-form`), because most readers take it.",
  },
  {
    check: "mistral",
    refusedBy: "them",
    reasons: ["an unknown role", "an end that is no answer", "one message alone"],
    right: "both are",
    why: "A record that waits for its answer, with a role or with fields that supervised tuning does not know, is no mistake where it is for reinforcement fine-tuning.",
  },
  {
    check: "mistral",
    refusedBy: "them",
    reasons: tools,
    right: "they are",
    why: "Of declared tools only the schemas are looked at yet (`tool-schema-invalid`); OpenAI wants neither a description nor parameters.",
  },
  {
    check: "cookbook",
    refusedBy: "them",
    reasons: ["example_missing_assistant_message"],
    right: "both are",
    why: "A record that waits for its answer beside fields of its own is no mistake where it is for reinforcement fine-tuning.",
  },
  {
    check: "cookbook",
    refusedBy: "us",
    reasons: ["wrong-type"],
    right: "we are",
    why: "The check does not look at tools, of which it knows nothing.",
  },
  {
    check: "cookbook",
    refusedBy: "us",
    reasons: ["empty-content"],
    right: "both are",
    why: "For the check a message of nothing but white space is not empty.",
  },
];
