/** How a result file starts where it is plain text. */
const header = "step";

/** The text of a result file: some services send it as it is, others in Base64 (OpenAI's cookbook on
 * fine-tuning for function calling decodes it). */
export function resultText(content: string): string {
  if (content.startsWith(header) || !/^[A-Za-z0-9+/=\s]+$/.test(content)) return content;
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  return text.startsWith(header) ? text : content;
}
