import type { Edit } from "../json/span.js";
import { applyEdits } from "../json/span.js";
import type { Finding, Fix } from "../rules/finding.js";

/** Which fixes are wanted: those that cannot go wrong, or also those that ask. */
export type FixScope = "safe" | "all";

/** What fixes make of one line. */
export type FixedLine =
  | { readonly kind: "kept" }
  | { readonly kind: "removed" }
  | { readonly kind: "changed"; readonly text: string };

/** The fix of a finding, where it has one within the scope. */
export function fixWithin(finding: Finding, scope: FixScope): Fix | undefined {
  const { fix } = finding;
  return fix !== undefined && (scope === "all" || fix.kind === "safe") ? fix : undefined;
}

/** Whether a fix within the scope takes the byte order mark away. */
export function losesMark(findings: readonly Finding[], scope: FixScope): boolean {
  return findings.some((finding) => fixWithin(finding, scope)?.removesMark === true);
}

/** Applies the fixes of one line's findings. Of two that overlap the earlier one wins. */
export function fixLine(text: string, findings: readonly Finding[], scope: FixScope): FixedLine {
  const fixes = findings
    .map((finding) => fixWithin(finding, scope))
    .filter((fix) => fix !== undefined);
  if (fixes.some((fix) => fix.removesLine === true)) return { kind: "removed" };
  const edits: readonly Edit[] = fixes.flatMap((fix) => fix.edits);
  if (edits.length === 0) return { kind: "kept" };
  return { kind: "changed", text: applyEdits(text, edits) };
}
