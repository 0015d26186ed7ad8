import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenEditor, type Theme, themes } from "../editor-host/open-editor.ts";
import { outputFolder, samplesFolder } from "../editor-host/paths.ts";
import { inWindow, take } from "./take-picture.ts";
import type { Windows } from "./run-pages.ts";

const size = { width: 1400, height: 860 };
const narrowSize = { width: 600, height: 860 };

/** The key that the pictures are taken with, in the environment of the editor. */
export const pictureKey = { OPENAI_API_KEY: "sk-of-the-pictures-000000WXYZ" };

const price = { perMillionTokens: 8, currency: "USD", of: "2026-11-01" };

/** The questions of a launch at a service, and what a person is shown before anything is sent. */
export async function takeLaunchPages(windows: Windows): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), "tunewright-launch-"));
  const service = await startService();
  try {
    const file = join(workspace, "reviews-train.jsonl");
    const records = chatRecords();
    writeFileSync(file, records.slice(40).join(""));
    // Two of its records are those of the training file, so that the picture shows what is said then.
    const validation = [...records.slice(0, 40), ...records.slice(-2)];
    writeFileSync(join(workspace, "reviews-validation.jsonl"), validation.join(""));
    for (const theme of Object.keys(themes) as Theme[]) {
      const settings = {
        "tunewright.tuning.compatibleUrl": service.url,
        "tunewright.tuning.keysFromEnvironment": true,
        "tunewright.tuning.prices": { "compatible/gpt-4.1-mini": price },
      };
      const window = { ...windows, theme, folder: workspace, file, isFine: true, size, settings };
      await inWindow(window, (editor) => takeLaunch(editor, theme));
    }
  } finally {
    service.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** The reviews of the samples as conversations, one line each. */
function chatRecords(): readonly string[] {
  const lines = readFileSync(join(samplesFolder, "reviews.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    // The samples are ours.
    const { prompt, completion } = JSON.parse(line) as { prompt: string; completion: string };
    const messages = [
      { role: "user", content: prompt.replace("\n\n###\n\n", "") },
      { role: "assistant", content: completion.trim() },
    ];
    return `${JSON.stringify({ messages })}\n`;
  });
}

async function takeLaunch(editor: OpenEditor, theme: Theme): Promise<void> {
  const { page } = editor;
  await page.getByText("Who accepts this dataset?", { exact: true }).first().waitFor();
  await editor.runCommand("Tunewright: Tune a model…");
  const picture = async (name: string): Promise<void> =>
    take(editor, join(outputFolder, `launch-${name}-${theme}.png`));
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "OpenAI-compatible" });
  await row.first().waitFor();
  await picture("provider");
  await row.first().click();
  const questions = [
    ["model", "which model to start from"],
    ["validation", "measured while it learns"],
    ["test", "held out"],
    ["method", "how does the model learn"],
    ["hyperparameters", "which hyperparameters"],
  ] as const;
  for (const [name, title] of questions) {
    await page.locator(".quick-input-title", { hasText: title }).waitFor();
    await page.locator(".quick-input-list .monaco-list-row.focused").first().waitFor();
    await picture(name);
    await page.keyboard.press("Enter");
  }
  await page.locator(".quick-input-title", { hasText: "what is the model called" }).waitFor();
  await picture("name");
  await page.keyboard.press("Enter");
  await page.locator(".monaco-dialog-box").waitFor();
  await picture("preflight");
  await page.setViewportSize(narrowSize);
  await picture("preflight-narrow");
  await page.setViewportSize(size);
  await page.locator(".monaco-dialog-box").getByRole("button", { name: "Cancel" }).click();
}

/** A service that lists models and does nothing else: nothing is sent for a picture. */
async function startService(): Promise<{ readonly url: string; close(): void }> {
  const data = ["gpt-4.1-mini-2025-04-14", "gpt-4.1-2025-04-14"].map((id) => ({
    id,
    object: "model",
    created: 1_744_500_000,
    owned_by: "somebody",
  }));
  const server = createServer((request, response) => {
    const isList = request.method === "GET" && request.url?.startsWith("/v1/models") === true;
    response.writeHead(isList ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(isList ? { object: "list", data } : { error: { message: "No." } }));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("It listens nowhere.");
  return { url: `http://127.0.0.1:${address.port}/v1`, close: () => void server.close() };
}
