/**
 * How a model is called where there is little room: of a tuned one, `ft:BASE:ORGANISATION:NAME:ID`
 * (platform.openai.com/docs/guides/fine-tuning), its name and the beginning of its id.
 */
export function shortName(model: string): string {
  const [, base = "", name = "", id = ""] = /^ft:([^:]+):[^:]*:([^:]*):([^:]+)$/.exec(model) ?? [];
  return id === "" ? model : `${name === "" ? base : name} · ${id.slice(0, shownIdLength)}`;
}

/** Enough to tell the models of a person apart. */
const shownIdLength = 6;
