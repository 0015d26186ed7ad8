import type { Severity } from "../../core/rules/finding.js";
import type { FileReport, ReportedFinding } from "../file-report.js";
import { printable } from "./printable.js";
import type { Reporter } from "./reporter.js";

const levels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** Workflow commands that GitHub Actions shows as annotations. */
export const github: Reporter = {
  defaultMaxFindings: 1_000,
  print(files, output) {
    for (const { report } of files) {
      for (const finding of report.findings) output.write(`${annotation(report, finding)}\n`);
    }
  },
};

function annotation(file: FileReport, finding: ReportedFinding): string {
  const properties = {
    file: file.path,
    line: finding.line,
    endLine: finding.endLine,
    col: finding.column,
    endColumn: finding.endColumn,
    title: `Tunewright ${finding.rule}`,
  };
  const listed = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${levels[finding.severity]} ${listed.join(",")}::${escapeData(printable(finding.message))}`;
}

/** As the Actions toolkit escapes messages. */
function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
