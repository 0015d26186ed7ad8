import type { Disagreement } from "./compare.ts";
import type { Difference } from "./differences.ts";
import { differences } from "./differences.ts";
import type { Oracle } from "./oracle.ts";

/** The kind of difference that a disagreement is of, `undefined` where it has no name yet. */
export function namedDifference(
  { target }: Oracle,
  { refusedBy, reason, format }: Disagreement,
): Difference | undefined {
  return differences.find(
    (difference) =>
      (difference.check === "all" || difference.check === target) &&
      difference.refusedBy === refusedBy &&
      difference.reasons.includes(reason) &&
      (difference.formats?.includes(format ?? "") ?? true),
  );
}

/** Where the table for people stands. */
export const differencesPage = "docs/differences.md";

const titles: Readonly<Record<Difference["check"], string>> = {
  all: "all",
  together: "Together",
  mistral: "Mistral",
  cookbook: "cookbook",
};

/** The page that says of every kind of difference who is right. */
export function differencesText(oracles: readonly Oracle[]): string {
  const sources = oracles.map(({ title, source, target }) => {
    return `- ${title} (${source}), compared with the target \`${target}\``;
  });
  const rows = differences.map(({ check, refusedBy, reasons, formats, right, why }) => {
    const words = reasons.map((reason) => (refusedBy === "us" ? `\`${reason}\`` : reason));
    const where = formats === undefined ? "" : ` (in \`${formats.join("`, `")}\`)`;
    const who = refusedBy === "us" ? "we" : "they";
    return `| ${titles[check]} | ${who} | ${words.join("; ")}${where} | ${right} | ${why} |`;
  });
  return `# Where other checks say something else

Written by \`npm run golden\` from test/support/oracles/differences.ts.

Three checks that others have published are told again in tests, apart from our engine, and both read every public dataset that we have and thousands of records with faults in them. Wherever one refuses a record that the other takes, the difference has to be one of these:

| check | refused by | because of | right | why |
| ----- | ---------- | ---------- | ----- | --- |
${rows.join("\n")}

The checks:

${sources.join("\n")}
`;
}
