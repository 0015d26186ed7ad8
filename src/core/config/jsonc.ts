import * as l10n from "@vscode/l10n";
import type { Node, ParseError } from "jsonc-parser";
import { createScanner, parseTree, printParseErrorCode } from "jsonc-parser";
import { grouped } from "../grouped.js";
import { byteOrderMark } from "../json/lines.js";
import type { Span } from "../json/span.js";

/** Something that is wrong with a `tunewright.json`, in UTF-16 offsets of its text. */
export interface ConfigurationProblem {
  readonly span: Span;
  readonly message: string;
}

/** JSON with comments and trailing commas as a tree, or what is wrong with it. */
export function readJsonc(content: string): Node | readonly ConfigurationProblem[] {
  const text = content.startsWith(byteOrderMark) ? ` ${content.slice(1)}` : content;
  const tooBig = sizeProblem(text);
  if (tooBig !== undefined) return [tooBig];
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root !== undefined && errors.length === 0) return root;
  const problems = errors.map(({ error, offset, length }) => ({
    span: { start: offset, end: offset + Math.max(1, length) },
    message: syntaxMessage(printParseErrorCode(error)),
  }));
  return problems.length > 0 ? problems : [{ span: { start: 0, end: 0 }, message: noValue() }];
}

/** Whether reading gave a tree, not problems. */
export function isTree(read: Node | readonly ConfigurationProblem[]): read is Node {
  return "type" in read;
}

/** What no person writes, and what would keep a machine busy. */
const longestText = 256 * 1024;
const deepestNesting = 20;

function sizeProblem(text: string): ConfigurationProblem | undefined {
  if (text.length > longestText) {
    const message = l10n.t("The file has more than {0} characters.", grouped(longestText));
    return { span: { start: 0, end: 0 }, message };
  }
  // The parser calls itself for each level; its scanner does not.
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let start = 0; start < text.length; start = scanner.getPosition()) {
    scanner.scan();
    const token = text[scanner.getTokenOffset()] ?? "";
    if (scanner.getTokenLength() !== 1) continue;
    if ("[{".includes(token)) depth += 1;
    if ("]}".includes(token)) depth -= 1;
    if (depth > deepestNesting) {
      const offset = scanner.getTokenOffset();
      const message = l10n.t("There are more than {0} brackets in one another.", deepestNesting);
      return { span: { start: offset, end: offset + 1 }, message };
    }
  }
  return undefined;
}

function noValue(): string {
  return l10n.t("A value is missing here.");
}

/** The parser names what is wrong by a word that only programmers read. */
function syntaxMessage(code: string): string {
  switch (code) {
    case "ValueExpected":
      return noValue();
    case "PropertyNameExpected":
      return l10n.t("A key in double quotes is missing here.");
    case "ColonExpected":
      return l10n.t("A colon is missing between the key and its value.");
    case "CommaExpected":
      return l10n.t("A comma is missing here.");
    case "CloseBraceExpected":
      return l10n.t('A closing "{0}" is missing here.', "}");
    case "CloseBracketExpected":
      return l10n.t('A closing "{0}" is missing here.', "]");
    case "EndOfFileExpected":
      return l10n.t("Nothing may follow the end of the object.");
    case "UnexpectedEndOfString":
      return l10n.t("The text lacks its closing quote.");
    case "UnexpectedEndOfComment":
      return l10n.t('The comment lacks its closing "*/".');
    case "InvalidEscapeCharacter":
    case "InvalidUnicode":
      return l10n.t("JSON has no such escape; a backslash itself is written twice.");
    default:
      return l10n.t("JSON has no such word or character here.");
  }
}
