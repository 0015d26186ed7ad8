import { pathToFileURL } from "node:url";
import { isAbsolute } from "node:path";
import type { Severity } from "../../core/rules/finding.js";
import { rules } from "../../core/rules/index.js";
import type { CheckedFile, FileReport, ReportedFinding, ReportedPlace } from "../file-report.js";
import { version } from "../version.js";
import type { Reporter } from "./reporter.js";

const levels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** SARIF 2.1.0, for code scanning services. */
export const sarif: Reporter = {
  defaultMaxFindings: 1_000,
  print: (files, output) => output.write(`${JSON.stringify(log(files), null, 2)}\n`),
};

function log(files: readonly CheckedFile[]): unknown {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Tunewright", version, rules: rules.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        results: files.flatMap(({ report }) =>
          report.findings.map((finding) => result(report, finding)),
        ),
      },
    ],
  };
}

function descriptor(rule: (typeof rules)[number]): unknown {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function result(file: FileReport, finding: ReportedFinding): unknown {
  return {
    ruleId: finding.rule,
    ruleIndex: rules.findIndex((rule) => rule.id === finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: artifactUri(file.path) },
          region: {
            startLine: finding.line,
            startColumn: finding.column,
            endLine: finding.endLine,
            endColumn: finding.endColumn,
            byteOffset: finding.byteOffset,
            byteLength: finding.byteLength,
          },
        },
      },
    ],
    ...(finding.related.length > 0 && { relatedLocations: finding.related.map(relatedLocation) }),
  };
}

function relatedLocation(place: ReportedPlace): unknown {
  return {
    message: { text: place.message },
    physicalLocation: {
      artifactLocation: { uri: artifactUri(place.path) },
      region: { startLine: place.line, startColumn: place.column },
    },
  };
}

function artifactUri(path: string): string {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.split("\\").join("/").split("/").map(encodeURIComponent).join("/");
}
