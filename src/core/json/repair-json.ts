import type { JsonNode } from "./json-node.js";
import type { JsonProblem } from "./json-problem.js";
import type { Edit } from "./span.js";
import { applyEdits, difference } from "./span.js";
import { parseJson } from "./parse-json.js";
import { escapeJsonText } from "./string-offsets.js";

/** How a broken line can be made valid. */
export interface JsonRepair {
  readonly edit: Edit;
  /** Whether the meaning was never in doubt: nothing was guessed, added or dropped. */
  readonly isCertain: boolean;
}

const maxSteps = 64;
const maxTextLength = 1_000_000;

/**
 * Finds one edit that makes a broken line valid JSON, or `undefined`.
 *
 * Mends the first problem, parses again, and so on. An edit is offered only where the result is
 * accepted by `JSON.parse` (each line of it, where a line with two records is split).
 */
export function repairJson(text: string): JsonRepair | undefined {
  if (text.length > maxTextLength) return undefined;
  const records: string[] = [];
  let current = text;
  let isCertain = true;
  let isCut = false;
  for (let step = 0; step < maxSteps; step += 1) {
    const result = parseJson(current);
    if (result.kind === "tree") {
      if (isCut && isStump(result.node)) return undefined;
      return { edit: difference(text, [...records, current].join("\n")), isCertain };
    }
    const mend = mendProblem(current, result.problem);
    if (mend === undefined) return undefined;
    isCut ||= result.problem.kind === "unexpected-end";
    isCertain &&= mend.isCertain;
    if (mend.splitAt === undefined) {
      current = applyEdits(current, [mend.edit]);
      continue;
    }
    // What stands before a second value has just been parsed to its end.
    records.push(current.slice(0, mend.splitAt).trimEnd());
    current = current.slice(mend.splitAt).replace(/^,\s*/, "");
    step = 0;
  }
  return undefined;
}

/** What is left of a record that was cut in its first text: closing it makes no record of it. */
function isStump(node: JsonNode): boolean {
  if (node.kind !== "object") return false;
  const [first, second] = node.members;
  return second === undefined && (first === undefined || first.value.kind === "string");
}

interface Mend {
  readonly edit: Edit;
  readonly isCertain: boolean;
  readonly splitAt?: number;
}

function replace(start: number, end: number, text: string): Edit {
  return { span: { start, end }, text };
}

function mendProblem(text: string, problem: JsonProblem): Mend | undefined {
  const { start, end } = problem.span;
  const guess = (edit: Edit): Mend => ({ edit, isCertain: false });
  const certain = (edit: Edit): Mend => ({ edit, isCertain: true });
  switch (problem.kind) {
    case "trailing-comma":
      return certain(replace(start, end, ""));
    case "comma-after-record":
      // The line may belong to a JSON array that stands over many lines.
      return guess(replace(start, end, ""));
    case "unexpected-character":
      if (!isStrayBlank(problem.found)) return undefined;
      return certain(replace(start, end, problem.state === "done" ? "" : " "));
    case "control-character":
      return certain(replace(start, end, escapeJsonText(problem.found)));
    case "missing-comma":
      return guess(replace(problem.lastEnd, problem.lastEnd, ","));
    case "missing-colon":
      return problem.found === "=" ? guess(replace(start, end, ":")) : undefined;
    case "single-quotes":
      return guess(replace(start, end, requoted(problem.found)));
    case "unquoted-key":
      return guess(replace(start, end, `"${problem.found}"`));
    case "bad-escape":
      return guess(replace(start, start + 1, problem.found === "\\'" ? "" : "\\\\"));
    case "python-literal":
      return guess(replace(start, end, pythonLiterals[problem.found] ?? "null"));
    case "second-value":
      return { edit: replace(start, start, "\n"), isCertain: false, splitAt: start };
    case "unexpected-end":
      return mendEnd(text, problem);
    default:
      return undefined;
  }
}

/** Blanks that JSON does not know, such as a no-break space that came with pasted text. */
function isStrayBlank(found: string): boolean {
  return /^[\s\uFEFF\u200B]+$/.test(found);
}

const pythonLiterals: Readonly<Record<string, string>> = {
  True: "true",
  False: "false",
  None: "null",
};

/** Closes what a cut line left open, where the cut fell behind or inside a value. */
function mendEnd(text: string, problem: JsonProblem): Mend | undefined {
  const append = (from: number, ending: string): Mend => ({
    edit: replace(from, text.length, ending),
    isCertain: false,
  });
  if (problem.inString) {
    const dangling = problem.found.startsWith("\\") ? problem.span.start : text.length;
    return problem.state === "value" || problem.state === "first-item"
      ? append(dangling, '"')
      : undefined;
  }
  if (problem.state === "comma") return append(text.length, problem.closers);
  const isAfterComma = problem.state === "key" && problem.lastEnd > 0;
  return isAfterComma ? append(problem.lastEnd, problem.closers) : undefined;
}

/** A single-quoted string as JSON writes it. */
function requoted(quoted: string): string {
  const isClosed = quoted.length > 1 && quoted.endsWith("'");
  const inner = quoted.slice(1, isClosed ? -1 : undefined);
  const escaped = inner.replace(/\\'|\\?"/g, (found) => (found === "\\'" ? "'" : '\\"'));
  return `"${escaped}${isClosed ? '"' : ""}`;
}
