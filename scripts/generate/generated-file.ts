/** A file that is written by `npm run generate`. */
export interface GeneratedFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly content: string;
}

/** The line that tells people not to edit a generated Markdown file. */
export const generatedNote = "<!-- Generated from the code by `npm run generate`. -->";

/** A Markdown table; cells may hold Markdown. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A page whose generated parts stand between `<!-- part -->` and `<!-- /part -->`. */
export function withParts(
  path: string,
  page: string,
  parts: Readonly<Record<string, string>>,
): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const start = `<!-- ${name} -->`;
    const end = `<!-- /${name} -->`;
    const from = text.indexOf(start);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`${path} lacks ${start} … ${end}.`);
    return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`;
  }, page);
}
