import * as l10n from "@vscode/l10n";
import type { DatasetRecord } from "../dataset/record.js";
import type { Format, MissingField } from "../formats/format.js";
import type { Span } from "../json/span.js";
import type { Fix } from "./finding.js";
import { recordRule } from "./rule.js";

/** A member that is probably the missing one under another spelling. */
interface Misspelling {
  readonly key: Span;
  readonly name: string;
  readonly differsInCaseOnly: boolean;
}

interface Missing {
  readonly field: string;
  readonly misspelling: Misspelling | undefined;
}

export default recordRule<Missing>({
  id: "missing-field",
  severity: "error",
  title: "Missing field",
  why: "The target refuses the file, or drops this record without a word.",
  examples: {
    good: [
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}]}`,
    ],
    bad: [
      `«{»"prompt":"Hi ->"}\n{"prompt":"Bye ->","completion":" farewell"}`,
      `{«"Prompt"»:"Hi ->","completion":" greeting"}`,
      `{"prompt":"Hi ->",«"completions"»:" greeting"}`,
      `{"messages":[{"role":"user","content":"Hi"},«{»"role":"assistant"}]}`,
    ],
    fixed: [
      null,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      `{"prompt":"Hi ->","completion":" greeting"}`,
      null,
    ],
  },
  check(record, report, { format }) {
    if (record.object === undefined) return;
    for (const missing of format.missingFields(record.object)) {
      const misspelling = findMisspelling(record, missing, format);
      const owner = record.nodeAt(missing.owner);
      const brace = { start: owner?.start ?? 0, end: (owner?.start ?? 0) + 1 };
      report(misspelling?.key ?? brace, { field: missing.field, misspelling });
    }
  },
  message({ field, misspelling }) {
    if (misspelling === undefined) return l10n.t('The field "{0}" is missing.', field);
    return l10n.t(
      'The field "{0}" is missing; "{1}" may be meant for it.',
      field,
      misspelling.name,
    );
  },
  fix: ({ field, misspelling }) => renameFix(field, misspelling),
});

function renameFix(field: string, misspelling: Misspelling | undefined): Fix | undefined {
  if (misspelling === undefined) return undefined;
  return {
    kind: misspelling.differsInCaseOnly ? "safe" : "asks",
    title: l10n.t('Rename "{0}" to "{1}"', misspelling.name, field),
    edits: [{ span: misspelling.key, text: JSON.stringify(field) }],
  };
}

function findMisspelling(
  record: DatasetRecord,
  { field, owner }: MissingField,
  format: Format,
): Misspelling | undefined {
  const known = format.fieldNames(owner);
  const candidates = record.keysAt(owner).filter((key) => !known.includes(key));
  const close = candidates.filter((key) => isCloseTo(field, key));
  const [name, another] = close;
  if (name === undefined || another !== undefined) return undefined;
  const member = record.memberAt(owner, name);
  if (member === undefined) return undefined;
  return {
    key: { start: member.key.start, end: member.key.end },
    name,
    differsInCaseOnly: name.toLowerCase() === field,
  };
}

/** Whether a key is the field in other letters' case, or one or two letters away from it. */
function isCloseTo(field: string, key: string): boolean {
  const lower = key.toLowerCase();
  if (lower === field) return true;
  const allowed = field.length > 6 ? 2 : 1;
  return Math.abs(lower.length - field.length) <= allowed && distance(lower, field) <= allowed;
}

/** The Levenshtein distance of two short words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
