import type { Reporter } from "./reporter.js";

/** One JSON object; see `FileReport` for its shape. */
export const json: Reporter = {
  defaultMaxFindings: 1_000,
  print(files, output) {
    const reports = files.map(({ report }) => report);
    output.write(`${JSON.stringify({ version: 1, files: reports }, null, 2)}\n`);
  },
};
