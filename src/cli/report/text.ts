import { grouped } from "../../core/grouped.js";
import { groupBy } from "../../core/group-by.js";
import { styleText } from "node:util";
import type { Severity } from "../../core/rules/finding.js";
import { severities } from "../../core/rules/finding.js";
import { ruleById } from "../../core/rules/index.js";
import { acceptsFormat } from "../../core/targets/readers.js";
import type { CheckedFile, FileReport, ReportedFinding } from "../file-report.js";
import type { Output } from "../io.js";
import { renameHint } from "./rename-hint.js";
import { printable } from "./printable.js";
import type { Reporter } from "./reporter.js";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** The most files that a hint names. */
const mostNamed = 3;

const styles: Readonly<Record<Severity, Style>> = {
  error: "red",
  warning: "yellow",
  information: "blue",
  hint: "gray",
};

/** For people: a heading per file, a line per finding that terminals can link to its place. */
export const text: Reporter = {
  defaultMaxFindings: 20,
  print(checked, output) {
    if (checked.length === 0) return;
    const paint = painter(output);
    const files = eachOnce(checked);
    for (const { report } of files) {
      if (Object.keys(report.counts).length > 0) printFile(report, output, paint);
    }
    output.write(`${summary(files, paint)}\n`);
    for (const hint of hints(files)) output.write(`${hint}\n`);
  },
};

/** The files without what was said before of their target, which is the same for all of them. */
function eachOnce(files: readonly CheckedFile[]): readonly CheckedFile[] {
  const said = new Set<string>();
  return files.map((file) => {
    const repeated = file.report.findings.filter(({ rule, message }) => {
      if (ruleById(rule)?.isAboutTarget !== true) return false;
      const isRepeated = said.has(message);
      said.add(message);
      return isRepeated;
    });
    return repeated.reduce(without, file);
  });
}

function without(
  { report, severityCounts }: CheckedFile,
  { rule, severity }: ReportedFinding,
): CheckedFile {
  const { [rule]: _, ...counts } = report.counts;
  const findings = report.findings.filter((finding) => finding.rule !== rule);
  return {
    report: { ...report, findings, counts },
    severityCounts: { ...severityCounts, [severity]: severityCounts[severity] - 1 },
  };
}

function painter(output: Output): Paint {
  if (!output.hasColours) return (_style, words) => words;
  return (style, words) => styleText(style, words, { validateStream: false });
}

function printFile(file: FileReport, output: Output, paint: Paint): void {
  output.write(`${paint("underline", printable(file.path))}\n`);
  const widths = {
    place: widest(file.findings.map(placeOf)),
    severity: widest(file.findings.map(({ severity }) => severity)),
  };
  for (const finding of file.findings) {
    const cells = [
      placeOf(finding).padStart(widths.place + 2),
      paint(styles[finding.severity], finding.severity.padEnd(widths.severity)),
      printable(finding.message),
      paint("gray", finding.rule + fixMark(finding)),
    ];
    output.write(`${cells.join("  ")}\n`);
  }
  for (const line of leftOut(file)) output.write(`${paint("gray", `  ${line}`)}\n`);
  output.write("\n");
}

function widest(cells: readonly string[]): number {
  return cells.reduce((width, cell) => Math.max(width, cell.length), 0);
}

function placeOf(finding: ReportedFinding): string {
  return `${finding.line}:${finding.column}`;
}

function fixMark(finding: ReportedFinding): string {
  if (finding.fix === null) return "";
  return finding.fix === "safe" ? " (--fix)" : " (--fix=all)";
}

function leftOut(file: FileReport): readonly string[] {
  const shown = groupBy(file.findings, (finding) => finding.rule);
  return Object.entries(file.counts).flatMap(([rule, count]) => {
    const more = count - (shown.get(rule)?.length ?? 0);
    return more > 0 ? [`… and ${grouped(more)} more of ${rule} (--max-findings all)`] : [];
  });
}

/** One line that says how the check went. */
function summary(files: readonly CheckedFile[], paint: Paint): string {
  const records = files.reduce((total, { report }) => total + report.records, 0);
  const place = files.length === 1 ? subject(files[0]?.report) : plural(files.length, "file");
  const checked = `${plural(records, "record")} in ${place}`;
  const counts = severities.flatMap((severity) => {
    const count = files.reduce((total, file) => total + file.severityCounts[severity], 0);
    return count > 0 ? [paint(styles[severity], counted(count, severity))] : [];
  });
  if (counts.length === 0) return `${paint("green", "No findings")} in ${checked}.`;
  return `${counts.join(", ")} in ${checked}.`;
}

/** What to do next, and what was not looked at. */
function hints(files: readonly CheckedFile[]): readonly string[] {
  const fixes = files.flatMap(({ report }) => report.findings.map(({ fix }) => fix));
  const unknown = files.filter(
    ({ report }) => report.format === null && report.records > (report.counts["invalid-json"] ?? 0),
  );
  const large = [...new Set(files.flatMap(({ report }) => report.leftOut))];
  const asked = large.map((rule) => `--rule ${rule}=information`).join(" ");
  return [
    large.length > 0 ? `Not looked for in so large a file: ${large.join(", ")} (${asked}).` : "",
    fixHint(fixes),
    files.length > 1 && unknown.length > 0 ? `${onlyJson(unknown)} only the JSON was checked.` : "",
    ...unknown
      .filter(({ report }) => report.renames.length > 0)
      .slice(0, mostNamed)
      .map(({ report }) => printable(renameHint(report.path, report.renames))),
  ].filter((hint) => hint !== "");
}

function fixHint(fixes: readonly ReportedFinding["fix"][]): string {
  if (fixes.includes("safe"))
    return "--fix applies the safe fixes, --fix-dry-run shows them first.";
  if (!fixes.includes("asks")) return "";
  return "--fix=all applies the fixes that remove or guess something, --fix=all --fix-dry-run shows them first.";
}

/** Few enough are named, so that nobody has to look for them. */
function onlyJson(files: readonly CheckedFile[]): string {
  const names = files.slice(0, mostNamed).map(({ report }) => printable(report.path));
  const more = files.length - names.length;
  const others = more > 0 ? ` and ${plural(more, "other file")}` : "";
  return `The format of ${names.join(", ")}${others} was not recognised:`;
}

function subject(file: FileReport | undefined): string {
  if (file === undefined) return "no file";
  return `${printable(file.path)} (${circumstances(file)})`;
}

function circumstances(file: FileReport): string {
  if (file.layout !== "lines") return "not one record on each line";
  if (file.bytes === 0) return "the file is empty";
  if (file.records === 0) return "the file holds no record";
  if (file.format === null) return "format not recognised: only the JSON was checked";
  if (!file.targetChosen) {
    const usual = `checked for ${file.target} as usual`;
    return `format ${file.format}, no target chosen: ${usual}; --target all asks all`;
  }
  const isAccepted = acceptsFormat(file.target, file.format);
  const note = isAccepted ? "" : ", which does not accept this format";
  return `format ${file.format}, target ${file.target}${note}`;
}

function counted(count: number, severity: Severity): string {
  if (severity === "information") return `${grouped(count)} information`;
  return plural(count, severity);
}

function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;
}
