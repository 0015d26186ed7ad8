import { globSync } from "node:fs";
import type Mocha from "mocha";
import { markConsole, markVariable } from "../../scripts/editor-host/extension-host-console.ts";

/** What VS Code calls to run the tests: every compiled `*.test.cjs` of this folder. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  if (process.env[markVariable] !== undefined) markConsole();
  const { default: Mocha } = await import("mocha"); // takes the console that it finds
  const mocha = new Mocha({ ui: "bdd", color: false, timeout: 30_000, reporter: "spec" });
  for (const file of globSync("*.test.cjs", { cwd: __dirname }).sort()) {
    mocha.addFile(`${__dirname}/${file}`);
  }
  const { passed, failed, skipped } = await runAll(mocha);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  if (failed > 0) throw new Error(`${failed} in-editor tests failed.`);
  if (passed === 0) throw new Error("No in-editor test ran.");
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function runAll(mocha: Mocha): Promise<Counts> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending });
    });
  });
}
