/** The colours of a chart, as CSS has them. */
export interface Palette {
  /** One for each line that has to be told from the others. */
  readonly lines: readonly string[];
  readonly text: string;
  readonly quiet: string;
  readonly grid: string;
  readonly background: string;
  readonly font: string;
}

/** Follows the theme. Blue and yellow come first: nearly everybody can tell them apart. */
export const themePalette: Palette = {
  lines: ["blue", "yellow", "purple", "green", "red", "plain"].map((name) => `var(--line-${name})`),
  text: "var(--vscode-foreground)",
  quiet: "var(--quiet)",
  grid: "var(--behind)",
  background: "var(--vscode-editor-background)",
  font: "var(--vscode-font-family)",
};

/** The palette as the theme has it now, for pictures that leave the page. */
export function resolvedPalette(): Palette {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = (value: string): string => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const palette = {
    lines: themePalette.lines.map(colour),
    text: colour(themePalette.text),
    quiet: colour(themePalette.quiet),
    grid: colour(themePalette.grid),
    background: colour(themePalette.background),
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return palette;
}
