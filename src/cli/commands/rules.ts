import { defaultSeverity } from "../../core/dataset/check-plan.js";
import { ruleById, rules as allRules } from "../../core/rules/index.js";
import { parseOptions } from "../options.js";
import { unknownRule } from "../unknown-name.js";
import type { Command } from "../command.js";
import { exitCode } from "../exit-code.js";

/** `tunewright rules`. */
export const rules: Command = {
  name: "rules",
  summary: "list the rules and why they are there",
  help: `Usage: tunewright rules [ID…] [--json]

Lists all rules, or tells more about the ones named.

Options
  --json   print an array of objects: id, severity, title, why, formats, examples
  --help
`,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, {
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    });
    const chosen = positionals.length === 0 ? allRules : positionals.map(ruleNamed);
    if (values.json === true) {
      io.stdout.write(`${JSON.stringify(chosen.map(described), null, 2)}\n`);
    } else {
      io.stdout.write(positionals.length === 0 ? listed(chosen) : chosen.map(told).join("\n"));
    }
    return exitCode.fine;
  },
};

type AnyRule = (typeof allRules)[number];

function ruleNamed(id: string): AnyRule {
  const rule = ruleById(id);
  if (rule !== undefined) return rule;
  throw unknownRule(id);
}

function described(rule: AnyRule): unknown {
  const { id, title, why, examples } = rule;
  return {
    id,
    severity: defaultSeverity(rule),
    title,
    why,
    formats: rule.formats ?? null,
    examples,
  };
}

function listed(chosen: readonly AnyRule[]): string {
  const width = Math.max(...chosen.map(({ id }) => id.length));
  const rows = chosen.map(
    (rule) => `${rule.id.padEnd(width)}  ${defaultSeverity(rule).padEnd(11)}  ${rule.title}\n`,
  );
  return rows.join("");
}

function told(rule: AnyRule): string {
  const { id, title, why, examples } = rule;
  const [bad = ""] = examples.bad;
  const shown = bad.replace(/[«»]/g, "").replaceAll("\n", "\n  ");
  const example = bad === "" ? "" : `\nExample\n  ${shown}\n`;
  return `${id} (${defaultSeverity(rule)})\n${title}\n\n${why}\n${example}`;
}
