/** A text of somebody else's in markdown: nothing in it is a mark, a link or a line of its own. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~&]/g, "\\$&").replace(/[\r\n]+/g, " ");
}
