import type { FileReport, ReportedFinding } from "../../src/cli/file-report.js";
import { runCli } from "../support/test-io.ts";

/** What `check --json` reports of a text that comes through standard input. */
export async function report(input: string, ...options: readonly string[]): Promise<FileReport> {
  const args = ["check", "-", "--json", "--stdin-filename", "data.jsonl", ...options];
  const { stdout } = await runCli(args, { input });
  const [file] = readReports(stdout);
  if (file === undefined) throw new Error("No file was reported.");
  return file;
}

/** The files of `check --json`. */
export function readReports(stdout: string): readonly FileReport[] {
  // The shape is held by a test of its own.
  return (JSON.parse(stdout) as { readonly files: readonly FileReport[] }).files;
}

/** The text that a finding's columns name, and the one that its bytes name. */
export function namedTexts(text: string, finding: ReportedFinding): readonly [string, string] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const line = lines[finding.line - 1] ?? "";
  const { byteOffset, byteLength } = finding;
  return [
    line.slice(finding.column - 1, finding.endColumn - 1),
    Buffer.from(text)
      .subarray(byteOffset, byteOffset + byteLength)
      .toString("utf8"),
  ];
}
