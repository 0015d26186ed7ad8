import { skipBlanks } from "../json-tokens.js";
import { trailingRunStart } from "../trailing-run.js";
import { countClosed } from "./bracket-trouble.js";
import { unwrapTrouble } from "./escaped-line.js";
import { isQuotedKey, looksLikeValue } from "./text-end.js";
import type { Mend, Place, Trouble } from "./trouble.js";
import { dropping, replace } from "./trouble.js";

/** Names what follows a complete value. */
export function doneTrouble(place: Place): Trouble {
  const { text, position: start } = place;
  const end = trailingRunStart(text, " \t\r\n");
  const span = { start, end };
  if (!place.lookahead.pay(text.length - end)) return { kind: "unexpected-character", span };
  const rest = text.slice(start, end);
  if (rest === ",") {
    // The line may belong to a JSON array that stands over many lines.
    return { kind: "comma-after-record", span, mend: () => dropping(start, end, false) };
  }
  return (
    unwrapTrouble(place, { start: start - 1, end: start + 1 }) ??
    missingStart(place) ??
    endsTooEarly(place, rest) ??
    secondValue(place, span, rest) ?? {
      kind: "unexpected-character",
      span,
      mend: () => dropRemains(place, end),
    }
  );
}

/** `"key": …}`, of which the opening bracket is missing. */
function missingStart({ text, position, tree }: Place): Trouble | undefined {
  const { root } = tree;
  if (root?.kind !== "string" || text.charAt(position) !== ":") return undefined;
  if (!text.trimEnd().endsWith("}")) return undefined;
  return {
    kind: "missing-bracket",
    span: { start: root.start, end: root.start + 1 },
    expected: "{",
    mend: () => ({
      edits: [replace(root.start, root.start, "{")],
      isCertain: false,
      steps: ["forget", "object", "string"],
      value: { start: root.start, end: root.end },
      position,
    }),
  };
}

/** A closing bracket too many in the middle of a record, which ends it. */
function endsTooEarly(place: Place, rest: string): Trouble | undefined {
  const { text, position, tree } = place;
  const { root } = tree;
  if (root?.kind !== "object" && root?.kind !== "array") return undefined;
  const next = skipBlanks(text, position + 1);
  const goesOn = root.kind === "object" ? isQuotedKey(text, next) : looksLikeValue(text, next);
  if (!rest.startsWith(",") || !goesOn || countClosed(place) !== 1) return undefined;
  return {
    kind: "extra-bracket",
    span: { start: root.end - 1, end: root.end },
    mend: () => ({
      edits: [replace(root.end - 1, root.end, "")],
      isCertain: false,
      steps: ["reopen"],
      position,
    }),
  };
}

function secondValue(place: Place, span: Trouble["span"], rest: string): Trouble | undefined {
  const [comma] = /^(?:,[ \t]*)?(?=[{[])/.exec(rest) ?? [];
  if (comma === undefined) return undefined;
  return {
    kind: "second-value",
    span,
    mend: () => splitLine(place, span.start + comma.length),
  };
}

function splitLine({ tree }: Place, next: number): Mend | undefined {
  const { root } = tree;
  if (root?.kind !== "object" && root?.kind !== "array") return undefined;
  return {
    edits: [replace(root.end, next, "\n")],
    isCertain: false,
    steps: ["split"],
    position: next,
  };
}

const mostRemains = 8;

/** Takes away what cannot hold anything: brackets, quotes, semicolons. */
function dropRemains({ text, position, tree }: Place, end: number): Mend | undefined {
  const remains = text.slice(position, end);
  if (remains.length > mostRemains || !/^[\]}"',;\s]+$/.test(remains)) return undefined;
  return dropping(tree.root?.end ?? position, end, false);
}
