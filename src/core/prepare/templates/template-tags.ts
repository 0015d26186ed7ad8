/** A tag of a template: what stands between double brackets. */
export interface TemplateTag {
  readonly kind: "expression" | "statement" | "comment";
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
}

const closings = { "{{": "}}", "{%": "%}", "{#": "#}" } as const;
const kinds = { "{{": "expression", "{%": "statement", "{#": "comment" } as const;

/** The tags of a template in their order, through quotes inside of them. */
export function tagsIn(source: string): readonly TemplateTag[] {
  const tags: TemplateTag[] = [];
  const opening = /\{[{%#]/g;
  for (let match = opening.exec(source); match !== null; match = opening.exec(source)) {
    // The pattern matches nothing else.
    const open = match[0] as keyof typeof closings;
    const close = closings[open];
    const inside =
      open === "{#"
        ? /#\}/g
        : new RegExp(`"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|${close}`, "gs");
    inside.lastIndex = match.index + 2;
    let end: number | undefined;
    for (let found = inside.exec(source); found !== null && end === undefined;) {
      if (found[0] === close) end = inside.lastIndex;
      else found = inside.exec(source);
    }
    const isClosed = end !== undefined;
    tags.push({ kind: kinds[open], start: match.index, end: end ?? source.length, isClosed });
    opening.lastIndex = end ?? source.length;
  }
  return tags;
}
