import type { FormatId } from "../../formats/format.js";
import { formats } from "../../formats/index.js";
import { recipeKeys } from "./recipe-keys.js";
import type { RecipeKey, RecipeKeys } from "./recipe-shape.js";

/** What a recipe for conversations may have in place of `messages`. */
export const conversationFields: RecipeKeys = {
  system: {
    what: "What the system says; left out where it is empty.",
    example: "You rate reviews.",
    shape: { kind: "template" },
  },
  prompt: {
    what: "What the user says.",
    example: "{{ review_body }}",
    shape: { kind: "template" },
  },
  completion: {
    what: "What the assistant answers.",
    example: "{{ stars }}",
    shape: { kind: "template" },
  },
  turns: {
    what: "The messages between system and prompt: a list as in `messages`.",
    example: '[{ each: history, role: user, content: "{{ item.text }}" }]',
    shape: { kind: "template" },
  },
};

/** The keys that are fields of a format's records: their values are templates. */
export function fieldKeys(id: FormatId): RecipeKeys {
  const format = formats.find((candidate) => candidate.id === id);
  if (format === undefined) return {};
  const own = format.knownFields([]).map(({ name }): [string, RecipeKey] => {
    const what = `The field of the format "${format.title}".`;
    return [name, { what, example: "{{ column }}", shape: { kind: "template" } }];
  });
  // Where a field is called as a key of recipes, it has its place below `record`.
  const fields = Object.fromEntries(own.filter(([name]) => !Object.hasOwn(recipeKeys, name)));
  return id === "chat" ? { ...fields, ...conversationFields } : fields;
}
