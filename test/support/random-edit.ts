import type { TextDocumentContentChangeEvent } from "vscode-languageserver-protocol";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { SeededRandom } from "./seeded-random.ts";

const pieces = [
  " ",
  "\t",
  "\n",
  "\r\n",
  "\r",
  '"',
  ",",
  "{",
  "}",
  "\\n",
  "é",
  "🎸",
  "\u2028",
  '{"prompt":"Hi ->","completion":" greeting"}\n',
  '{"prompt":"Hi ->","completion":"farewell"}\n',
  '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}\n',
];

/** An edit as people make them: typing, deleting, copying a line, pasting, replacing. */
export function randomEdit(
  document: TextDocument,
  random: SeededRandom,
): TextDocumentContentChangeEvent {
  const text = document.getText();
  const start = random.below(text.length + 1);
  const long = random.below(10) === 0 ? 400 : 3;
  const end = random.below(2) === 0 ? start : Math.min(start + random.below(long), text.length);
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  if (random.below(4) > 0) return { range, text: random.pick(pieces) };
  const line = random.below(document.lineCount);
  const copied = document.getText({
    start: { line, character: 0 },
    end: { line: line + 1, character: 0 },
  });
  const target = { line: random.below(document.lineCount), character: 0 };
  return { range: { start: target, end: target }, text: copied };
}
