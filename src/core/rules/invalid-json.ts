import * as l10n from "@vscode/l10n";
import type { JsonProblem } from "../json/json-problem.js";
import { repairJson } from "../json/repair-json.js";
import type { Fix } from "./finding.js";
import type { BrokenLine } from "./rule.js";
import { lineRule } from "./rule.js";

export default lineRule<BrokenLine>({
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
    ],
    fixed: [
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"Hi\\tthere ->","completion":" greeting"}`,
      `{"prompt":"Hi ->", "completion":" greeting"}`,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"50\\\\% off ->","completion":" offer"}`,
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
  const found = shortened(problem.found);
  switch (problem.kind) {
    case "bad-escape":
      return l10n.t(
        "{0} is no escape that JSON knows; a backslash in text is written \\\\.",
        found,
      );
    case "bad-number":
      return l10n.t("{0} is not a number as JSON writes it.", found);
    case "comma-after-record":
      return l10n.t("A record ends without a comma: each line stands for itself.");
    case "control-character":
      return l10n.t("{0} inside text has to be written as an escape.", controlName(problem.found));
    case "mismatched-bracket":
      return l10n.t("{0} closes a bracket that was not opened here.", found);
    case "missing-colon":
      return l10n.t("A colon is missing between the key and its value.");
    case "missing-comma":
      return l10n.t("A comma is missing here.");
    case "missing-value":
      return l10n.t("A value is missing here.");
    case "not-a-value":
      return notAValueMessage(problem.found, found);
    case "python-literal":
      return l10n.t("{0} is Python; JSON writes true, false and null.", found);
    case "second-value":
      return l10n.t("A second value starts here; each record needs a line of its own.");
    case "single-quotes":
      return l10n.t("JSON puts text in double quotes, not single ones.");
    case "trailing-comma":
      return l10n.t("The comma before the closing bracket is one too many.");
    case "unescaped-quote":
      return l10n.t('This quote ends the text too early; inside text it is written \\".');
    case "unexpected-character":
      return unexpectedMessage(problem.state === "done", found);
    case "unexpected-end":
      return endMessage(problem);
    case "unquoted-key":
      return l10n.t("The key {0} has to stand in double quotes.", found);
  }
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
  return l10n.t('The line ends before "{0}" closes the record.', problem.closers);
}

function shortened(text: string): string {
  if (/^[\s\p{C}]+$/u.test(text)) return characterName(text);
  const [start = ""] = /^.{0,24}/su.exec(text) ?? [];
  return start.length === text.length ? `"${text}"` : `"${start}…"`;
}

function controlName(character: string): string {
  if (character === "\t") return l10n.t("A tab");
  return l10n.t("The control character {0}", characterName(character));
}

/** The number of a character that cannot be seen: `U+00A0`. */
function characterName(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
