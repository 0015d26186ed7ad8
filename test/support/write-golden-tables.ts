// `npm run golden` writes what tests compare with: read the diff before you commit it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { goldenFolder, goldenTables } from "./golden-table.ts";
import { oracles } from "./oracles/index.ts";
import { parityPath, parityTable } from "./parity-table.ts";
import { differencesPage, differencesText } from "./oracles/named-difference.ts";

const page = join(import.meta.dirname, "..", "..", differencesPage);
const options = await resolveConfig(page);
writeFileSync(page, await format(differencesText(oracles), { ...options, filepath: page }));

const corpus = process.env["TUNEWRIGHT_CORPUS"];
if (corpus === undefined) {
  console.error("Without TUNEWRIGHT_CORPUS the figures of public datasets stay as they are.");
  process.exitCode = 2;
} else {
  for (const [name, content] of Object.entries(goldenTables(corpus))) {
    writeFileSync(join(goldenFolder, name), content);
  }
  writeFileSync(parityPath, await parityTable(corpus));
}
