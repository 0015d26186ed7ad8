import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { writeFakeMicrosoft } from "../support/fake-microsoft.ts";
import type { TestWindow } from "./open-window.ts";
import { openWindow } from "./open-window.ts";
import type { RecordingService } from "./recording-service.ts";
import { startRecordingService } from "./recording-service.ts";

const token = "entra-token-of-a-window-test-0123";

const records = Array.from({ length: 12 }, (_, index) => ({
  messages: [
    { role: "user", content: `Review ${index}: it ${index % 2 === 0 ? "leaks" : "shines"}.` },
    { role: "assistant", content: index % 2 === 0 ? "bad" : "good" },
  ],
}));

const dataset = records.map((record) => `${JSON.stringify(record)}\n`).join("");

/** How a person signs in to a resource of their own at Azure. */
describe("signing in to Azure, in a window", { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tunewright-microsoft-"));
  let window: TestWindow;
  let service: RecordingService;

  before(async () => {
    // Whoever has the token is let in: the service takes it for a key.
    service = await startRecordingService(token);
    window = await openWindow({
      files: { "train.jsonl": dataset },
      beside: [writeFakeMicrosoft(folder, token)],
    });
    await window.editor.page
      .getByText("Who accepts this dataset?", { exact: true })
      .first()
      .waitFor({ timeout: 90_000 });
    window.editor.page.setDefaultTimeout(15_000);
  });
  after(async () => {
    await window.dispose();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function answer(title: RegExp, text: string): Promise<void> {
    const { page } = window.editor;
    await page.locator(".quick-input-title", { hasText: title }).waitFor();
    await page.locator(".quick-input-widget input").last().fill(text);
    await page.keyboard.press("Enter");
  }

  async function pick(title: RegExp, row: string): Promise<void> {
    const { page } = window.editor;
    await page.locator(".quick-input-title", { hasText: title }).waitFor();
    await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${row}"]`).click();
  }

  async function untilTold(text: RegExp): Promise<void> {
    await window.editor.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await window.editor.runCommand("Notifications: Show Notifications");
    await window.editor.page
      .locator(".notification-list-item-message", { hasText: text })
      .first()
      .waitFor();
    await window.editor.runCommand("Notifications: Clear All Notifications");
  }

  async function begin(): Promise<void> {
    await window.editor.runCommand("Tunewright: Sign in to a provider…");
    await pick(/Sign in to which provider/, "Azure OpenAI");
  }

  it("refuses an address that a key cannot be sent to, and says which can", async () => {
    await begin();
    await answer(/Azure OpenAI: address/, "http://example.com/openai/v1");
    await window.editor.page.getByText("An address that starts with https://").first().waitFor();
    await window.editor.page.keyboard.press("Escape");
  });

  it("with a Microsoft account asks in VS Code's own words, and keeps no key", async () => {
    await begin();
    await answer(/Azure OpenAI: address/, service.url);
    await pick(/Azure OpenAI: how/, "With a Microsoft account");
    const dialog = window.editor.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /Tunewright' wants to sign in using Microsoft/);
    await dialog.getByRole("button", { name: "Allow" }).click();
    await untilTold(/Azure OpenAI: signed in with Microsoft/);
    assert.doesNotMatch(await window.editor.page.locator("body").innerText(), new RegExp(token));
  });

  it("shows before anything is sent which account is used", async () => {
    const { page } = window.editor;
    await window.editor.runCommand("Tunewright: Tune a model…");
    await pick(/who trains/, "Azure OpenAI");
    for (const title of [
      /which model to start from/,
      /measured while it learns/,
      /held out/,
      /how does the model learn/,
      /which hyperparameters/,
    ]) {
      await page.locator(".quick-input-title", { hasText: title }).waitFor();
      await page.locator(".quick-input-list .monaco-list-row.focused").first().waitFor();
      await page.keyboard.press("Enter");
    }
    await answer(/what is the model called/, "azure");
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    assert.match(
      await dialog.innerText(),
      /Azure OpenAI \(127\.0\.0\.1:\d+, signed in with Microsoft\)/,
    );
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    assert.deepEqual(service.sent(), []);
  });

  it("says what to do where the account has been signed out, and asks nobody by itself", async () => {
    await window.editor.runCommand("Fake Microsoft: Sign out");
    await window.editor.runCommand("Tunewright: Look what is at a provider");
    await pick(/Look at which provider/, "Azure OpenAI");
    await untilTold(/Microsoft account is no longer signed in/);
  });

  it("with a key asks for it unseen, and signing out forgets it", async () => {
    await begin();
    await answer(/Azure OpenAI: address/, service.url);
    await pick(/Azure OpenAI: how/, "With a key of the resource");
    await answer(/Azure OpenAI: key/, token);
    await untilTold(/Azure OpenAI: key kept here …0123/);
    await window.editor.runCommand("Tunewright: Sign out of a provider…");
    await pick(/Sign out of which provider/, "Azure OpenAI");
    await untilTold(/Azure OpenAI: not signed in/);
  });
});
