import type { SeededRandom } from "./seeded-random.ts";

/** What `<name>` stands for; a value may be a template itself. */
export type Slots = Readonly<Record<string, string>>;

/** Fills a template: `{this|that}` chooses (they nest), `<name>` takes a slot, `<Name>` with a capital. */
export function expand(template: string, slots: Slots, random: SeededRandom): string {
  let text = template;
  while (/[{<]/.test(text)) {
    const before = text;
    text = text
      .replace(/<([A-Za-z]+)>/g, (_, name: string) => slotValue(name, slots))
      .replace(/\{([^{}<>]*)\}/g, (_, choices: string) => random.pick(choices.split("|")));
    if (text === before) throw new Error(`Cannot expand: ${text}`);
  }
  return tidy(text);
}

/** A clause as a whole sentence. */
export function sentence(clause: string): string {
  return ended(capitalised(clause));
}

/** The text with a full stop, unless it ends already. */
export function ended(text: string): string {
  return /[.!?…]["”“)]?$/.test(text) ? text : `${text}.`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function slotValue(name: string, slots: Slots): string {
  const lower = name.toLowerCase();
  const value = slots[lower];
  if (value === undefined) throw new Error(`Unknown slot <${name}>`);
  return name === lower ? value : capitaliseChoices(value);
}

function capitaliseChoices(template: string): string {
  return template.replace(/(^|[{|])(\p{Ll})/gu, (_, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}

/** An empty choice leaves a comma or a blank behind; this takes it away. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/ ([,.;!])/g, "$1")
    .replace(/,+(?=[,.:;!?])/g, "")
    .replace(/[\s,;:]+$/, "")
    .trim();
}
