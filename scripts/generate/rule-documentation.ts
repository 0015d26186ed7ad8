import { checkDatasetAtOnce } from "../../src/core/dataset/check-dataset.js";
import { defaultSeverity } from "../../src/core/dataset/check-plan.js";
import { textSource } from "../../src/core/dataset/line-reader.js";
import { formats } from "../../src/core/formats/index.js";
import type { Severity } from "../../src/core/rules/finding.js";
import { rules } from "../../src/core/rules/index.js";
import type { Rule } from "../../src/core/rules/rule.js";
import { targets } from "../../src/core/targets/index.js";
import type { GeneratedFile } from "./generated-file.ts";
import { generatedNote, markdownTable } from "./generated-file.ts";

/** A page for each rule, and one that lists them. */
export function ruleDocumentation(): readonly GeneratedFile[] {
  const index = [generatedNote, "# Rules", ruleTable("")].join("\n\n");
  return [
    { path: "docs/rules/README.md", content: `${index}\n` },
    ...rules.map((rule) => ({ path: `docs/rules/${rule.id}.md`, content: `${page(rule)}\n` })),
  ];
}

/** The table of all rules; links start with `folder`. */
export function ruleTable(folder: string): string {
  const rows = rules.map((rule) => [
    `[\`${rule.id}\`](${folder}${rule.id}.md)`,
    rule.title,
    defaultSeverity(rule),
    fixKinds(rule),
  ]);
  return markdownTable(["Rule", "What it finds", "Severity", "Fix"], rows);
}

function page(rule: Rule): string {
  const fixes = rule.examples.fixed.flatMap((fixed, index) => {
    const bad = rule.examples.bad[index];
    return bad === undefined ? [] : [example(bad, fixed)];
  });
  return [
    `# ${rule.title}`,
    `Rule \`${rule.id}\` · severity ${severityText(rule)} · formats ${formatNames(rule)}`,
    rule.why,
    ...(rule.source === undefined ? [] : [`Source: <${rule.source}>.`]),
    ...section("Training file", trainingFile(rule), "Beside it the examples are test files."),
    ...section("Good", rule.examples.good.map(block)),
    ...section("Bad", fixes, "`«` and `»` stand around each finding."),
    "## Switching it off",
    `For everybody, in \`tunewright.json\`: \`{ "rules": { "${rule.id}": "off" } }\`, or another severity: error, warning, information, hint. Once, on the command line: \`--rule ${rule.id}=off\`. For yourself, in VS Code: \`"tunewright.rules": { "${rule.id}": "off" }\`.`,
    generatedNote,
  ].join("\n\n");
}

function trainingFile({ examples: { training } }: Rule): readonly string[] {
  return training === undefined ? [] : [block(training)];
}

/** A section with examples, or nothing where there are none. */
function section(title: string, examples: readonly string[], note?: string): readonly string[] {
  if (examples.length === 0) return [];
  return [`## ${title}`, ...(note === undefined ? [] : [note]), ...examples];
}

function example(bad: string, fixed: string | null): string {
  if (fixed === null) return `${block(bad)}\n\nThere is no fix: only you know what is right.`;
  return `${block(bad)}\n\nbecomes\n\n${block(fixed)}`;
}

function block(text: string): string {
  return `\`\`\`text\n${text.replaceAll("\t", "⇥").replace(/\n$/, "")}\n\`\`\``;
}

function formatNames(rule: Rule): string {
  const ids = rule.kind === "line" ? "all" : (rule.formats ?? formats.map(({ id }) => id));
  return typeof ids === "string" ? ids : ids.map((id) => `\`${id}\``).join(", ");
}

/** A rule's severity, and those that differ by target. */
export function severityText(rule: Rule): string {
  const different = targets.flatMap(({ id, severities }) => {
    const severity: Severity | "off" | undefined = severities[rule.id];
    return severity === undefined ? [] : [`${severity} for target \`${id}\``];
  });
  const unchosen =
    rule.severityUnchosen === undefined
      ? []
      : [`${rule.severityUnchosen} where nobody has chosen the target`];
  return [defaultSeverity(rule), ...unchosen, ...different].join(", ");
}

/** The kinds of fix that the rule's own examples get. */
function fixKinds(rule: Rule): string {
  const kinds = rule.examples.bad.flatMap((bad) => {
    const text = bad.replace(/[«»]/g, "");
    const { findings } = checkDatasetAtOnce(textSource(text), {
      target: rule.examples.target,
      severities: { [rule.id]: rule.severity },
    });
    return findings.filter((finding) => finding.rule === rule.id).map(({ fix }) => fix?.kind);
  });
  return ["safe", "asks"].filter((kind) => kinds.some((found) => found === kind)).join(", ");
}
