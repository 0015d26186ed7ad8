import * as l10n from "@vscode/l10n";
import type { JsonProblem, JsonProblemKind } from "../json/json-problem.js";
import { repairJson } from "../json/repair-json.js";
import type { Fix } from "./finding.js";
import type { BrokenLine } from "./rule.js";
import { brokenLineRule } from "./rule.js";

export default brokenLineRule<BrokenLine>({
  id: "invalid-json",
  severity: "error",
  title: "Invalid JSON",
  why: "Most services refuse the whole file because of one such line, and few say which one it is. Some loaders skip it in silence instead, so the example is never learned.",
  examples: {
    good: [`{"prompt":"Good morning\\n\\n###\\n\\n","completion":" greeting"}`],
    bad: [
      `{"prompt":"Hi ->","completion":" greeting"«,»}`,
      `{"prompt":"Hi«\t»there ->","completion":" greeting"}`,
      `{"prompt":"Hi ->" «"»completion":" greeting"}`,
      `{«'prompt'»:"Hi ->","completion":" greeting"}`,
      `{"prompt":"50«\\%» off ->","completion":" offer"}`,
      `{"prompt":"Hi ->","completion":" greetin«g»`,
      `{"prompt":"Say «"»hi" ->","completion":" greeting"}`,
      `{"prompt":"Hi ->«,»"completion":" greeting"}`,
      `{"prompt":«“Hi ->”»,"completion":" greeting"}`,
      `{"prompt":"Hi ->","completion":" greeting","checked":«True»}`,
      `{"prompt":"Hi ->","completion":" greeting"«]»`,
    ],
    fixed: [
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"Hi\\tthere ->","completion":" greeting"}`,
      `{"prompt":"Hi ->", "completion":" greeting"}`,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"50\\\\% off ->","completion":" offer"}`,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"Say \\"hi\\" ->","completion":" greeting"}`,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"Hi ->","completion":" greeting","checked":true}`,
      `{"prompt":"Hi ->","completion":" greeting"}`,
    ],
  },
  check(line, report) {
    report(line.problem.span, line);
  },
  message: ({ problem }) => problemMessage(problem),
  fix: ({ text }) => repairFix(text),
});

function repairFix(text: string): Fix | undefined {
  const repair = repairJson(text);
  if (repair === undefined) return undefined;
  return {
    kind: repair.isCertain ? "safe" : "asks",
    title: l10n.t("Repair the JSON of this line"),
    edits: [repair.edit],
  };
}

/** One sentence that says what is wrong and what JSON wants instead. */
function problemMessage(problem: JsonProblem): string {
  return messages[problem.kind](problem, shortened(problem.found));
}

type Message = (problem: JsonProblem, found: string) => string;

const messages: Readonly<Record<JsonProblemKind, Message>> = {
  "bad-escape": (problem, found) => escapeMessage(problem.found, found),
  "bad-number": (_, found) => l10n.t("{0} is not a number as JSON writes it.", found),
  "comma-after-record": () => l10n.t("A record ends without a comma: each line stands for itself."),
  comment: () => l10n.t("JSON has no comments."),
  "control-character": ({ found }) =>
    l10n.t("{0} inside text has to be written as an escape.", controlName(found)),
  "escaped-quotes": () =>
    l10n.t("The quotes around keys and texts are escaped here; JSON wants them plain."),
  "extra-bracket": (_, found) => l10n.t("{0} ends the record too early.", found),
  "extra-comma": () => l10n.t("This comma is one too many."),
  "mismatched-bracket": ({ expected }, found) =>
    expected === undefined
      ? l10n.t("{0} closes a bracket that was not opened.", found)
      : l10n.t('{0} cannot close what is open here; that takes "{1}".', found, expected),
  "missing-bracket": ({ expected = "" }) => l10n.t('"{0}" is missing here.', expected),
  "missing-colon": () => l10n.t("A colon is missing between the key and its value."),
  "missing-comma": () => l10n.t("A comma is missing here."),
  "missing-quote": () => l10n.t("A double quote is missing here."),
  "missing-value": () => l10n.t("A value is missing here."),
  "not-a-value": ({ found: word }, found) => notAValueMessage(word, found),
  "python-literal": (_, found) => l10n.t("{0} is Python; JSON writes true, false and null.", found),
  "second-value": () => l10n.t("A second value starts here; each record needs a line of its own."),
  "single-quotes": () => l10n.t("JSON puts text in double quotes, not single ones."),
  "text-before-record": (_, found) =>
    l10n.t("{0} does not belong to the record that follows it.", found),
  "trailing-comma": () => l10n.t("The comma before the closing bracket is one too many."),
  "unescaped-quote": () =>
    l10n.t('This quote ends the text too early; inside text it is written \\".'),
  "unexpected-character": ({ state }, found) => unexpectedMessage(state === "done", found),
  "unexpected-end": (problem) => endMessage(problem),
  "unquoted-key": (_, found) => l10n.t("The key {0} has to stand in double quotes.", found),
  "wrong-quotes": () => l10n.t('JSON puts text in straight double quotes (") only.'),
  "wrong-sign": ({ expected = "" }, found) =>
    l10n.t('{0} stands where JSON wants "{1}".', found, expected),
};

function escapeMessage(escape: string, found: string): string {
  if (escape.startsWith("\\u")) {
    return l10n.t("{0} is not a whole escape; \\u takes four hexadecimal digits.", found);
  }
  return l10n.t("{0} is no escape that JSON knows; a backslash in text is written \\\\.", found);
}

function unexpectedMessage(isBehindRecord: boolean, found: string): string {
  if (isBehindRecord) return l10n.t("The record has ended; {0} cannot follow it.", found);
  return l10n.t("{0} cannot stand here.", found);
}

function notAValueMessage(word: string, found: string): string {
  if (/^[-+]?(?:NaN|Infinity)$/.test(word)) {
    return l10n.t("{0} is not a number as JSON writes it.", found);
  }
  return l10n.t("{0} is not a JSON value; text stands in double quotes.", found);
}

function endMessage(problem: JsonProblem): string {
  if (problem.inString) return l10n.t("The line ends in the middle of a text.");
  const misses = problem.state === "value" || problem.closers === "";
  if (misses) return l10n.t("The line ends where a value should stand.");
  return l10n.t("The line ends before {0} closes the record.", shortened(problem.closers));
}

function shortened(text: string): string {
  if (/^[\s\p{C}]+$/u.test(text)) return characterName(text);
  const [start = ""] = /^.{0,24}/su.exec(text) ?? [];
  const shown = start.length === text.length ? text : `${start}…`;
  return text.includes('"') ? `'${shown}'` : `"${shown}"`;
}

function controlName(character: string): string {
  if (character === "\t") return l10n.t("A tab");
  return l10n.t("The control character {0}", characterName(character));
}

/** The number of a character that cannot be seen: `U+00A0`. */
function characterName(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
