import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { findBrowser } from "../../scripts/editor-host/find-browser.ts";
import { carryOut } from "../../src/tuning/local/engine/trainer.js";
import { reviewLines } from "../support/review-lines.js";

const lines = `${reviewLines(300, 1)}{"prompt":"Größe 很好 👍 İstanbul","completion":" positive"}\n`;

/** The engine's training as one script. */
async function workerScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../support/train-in-worker.ts")],
    bundle: true,
    format: "iife",
    platform: "browser",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** What a page does, as text: the tests' own types know no page. */
function pageScript(worker: string): string {
  return `new Promise((resolve, reject) => {
    const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(worker)}])));
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(${JSON.stringify(lines)});
  })`;
}

function modelInNode(): Uint8Array {
  const training = new TextEncoder().encode(lines);
  const reports = [...carryOut({ training, chosen: { epochs: 3 }, seed: 5 })];
  const last = reports.findLast((report) => report.kind === "epoch");
  assert.ok(last);
  return last.model;
}

describe("a training in a browser's worker", () => {
  it("gives the same bytes as in Node", async (test) => {
    const executablePath = await findBrowser();
    if (executablePath === undefined) return test.skip("there is no Chrome or Chromium here");
    const browser = await chromium.launch({
      executablePath,
      chromiumSandbox: process.getuid?.() !== 0,
    });
    try {
      const page = await browser.newPage();
      const model = await page.evaluate<readonly number[]>(pageScript(await workerScript()));
      assert.deepEqual(Uint8Array.from(model), modelInNode());
    } finally {
      await browser.close();
    }
    return undefined;
  });
});
