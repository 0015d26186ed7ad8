import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright-core";
import { runFrame } from "../../scripts/screenshots/run-pages.ts";
import type { RunFile } from "../../src/tuning/runs/run-file.js";
import type { RecordingService } from "./recording-service.ts";
import { startRecordingService } from "./recording-service.ts";
import type { TestWindow } from "./open-window.ts";
import { openWindow } from "./open-window.ts";

const key = "sk-window-test-0123456789WXYZ";

const records = Array.from({ length: 12 }, (_, index) => ({
  messages: [
    { role: "user", content: `Review ${index}: it ${index % 2 === 0 ? "leaks" : "shines"}.` },
    { role: "assistant", content: index % 2 === 0 ? "bad" : "good" },
  ],
}));

const dataset = records.map((record) => `${JSON.stringify(record)}\n`).join("");

/** What a person does with a service of their own, in one window from beginning to end. */
describe("tuning at a service, in a window", { timeout: 400_000 }, () => {
  let window: TestWindow;
  let service: RecordingService;

  before(async () => {
    service = await startRecordingService(key);
    window = await openWindow({
      files: { "train.jsonl": dataset },
      // A served editor forgets its secrets when its page goes: then the environment has the key.
      settings: { "tunewright.tuning.keysFromEnvironment": true },
      env: { OPENAI_API_KEY: key },
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
  });

  /** Waits for a notification in the list of them: one that nobody has to answer soon hides. */
  async function untilTold(text: RegExp): Promise<void> {
    // What was written last is taken a moment later; another question would take its place.
    await window.editor.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await window.editor.runCommand("Notifications: Show Notifications");
    const message = window.editor.page.locator(".notification-list-item-message", {
      hasText: text,
    });
    await message.first().waitFor();
    await window.editor.runCommand("Notifications: Clear All Notifications");
  }

  async function answer(title: RegExp, text?: string): Promise<void> {
    const { page } = window.editor;
    await page.locator(".quick-input-title", { hasText: title }).waitFor();
    if (text !== undefined) {
      await page.locator(".quick-input-widget input").last().fill(text);
    } else {
      await page.locator(".quick-input-list .monaco-list-row.focused").first().waitFor();
    }
    await page.keyboard.press("Enter");
  }

  async function pickService(): Promise<void> {
    const { page } = window.editor;
    const row = page.locator(".quick-input-list .monaco-list-row", {
      hasText: "OpenAI-compatible service",
    });
    await row.first().click();
  }

  async function signIn(withKey: string): Promise<void> {
    await window.editor.runCommand("Tunewright: Sign in to a provider…");
    await pickService();
    await answer(/address/, service.url);
    await answer(/key/, withKey);
  }

  function runFile(): RunFile {
    const folder = join(window.folder, ".tunewright", "runs");
    const name = readdirSync(folder).find((file) => file.endsWith(".json")) ?? "";
    // Written by the extension.
    return JSON.parse(readFileSync(join(folder, name), "utf8")) as RunFile;
  }

  async function untilTrue(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const status = (): Locator => runFrame(window.editor).locator(".status");

  async function untilSteps(step: number): Promise<void> {
    const shown = runFrame(window.editor).locator(".progress", {
      hasText: new RegExp(`Step ${step} of`),
    });
    await shown.waitFor({ timeout: 40_000 });
  }

  it("refuses a key that the service refuses, and keeps one that it takes, unseen", async () => {
    await signIn("sk-wrong-key-000000000000");
    await untilTold(/token|key/i);
    await signIn(key);
    await untilTold(/key kept here …WXYZ/);
    assert.doesNotMatch(await window.editor.page.locator("body").innerText(), new RegExp(key));
  });

  async function launch(): Promise<Locator> {
    await window.editor.runCommand("Tunewright: Tune a model…");
    await window.editor.page.locator(".quick-input-title", { hasText: /who trains/ }).waitFor();
    await pickService();
    await answer(/which model to start from/);
    await answer(/measured while it learns/);
    await answer(/held out/);
    await answer(/how does the model learn/);
    await answer(/which hyperparameters/);
    await answer(/what is the model called/, "window");
    const dialog = window.editor.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    return dialog;
  }

  it("sends nothing before a person has seen what goes where, and said yes", async () => {
    const dialog = await launch();
    const text = await dialog.innerText();
    assert.match(text, /OpenAI-compatible service \(127\.0\.0\.1:\d+, key kept here …WXYZ\)/);
    assert.match(text, /train\.jsonl \(training\): 12 records/);
    assert.match(text, /Cost: not known/);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    assert.deepEqual(service.sent(), []);
  });

  it("tunes after a yes, and shows the curves as they grow", async () => {
    const dialog = await launch();
    await dialog.getByRole("button", { name: "Send and tune" }).click();
    await untilSteps(2);
    assert.deepEqual(service.sent(), ["POST /v1/files", "POST /v1/fine_tuning/jobs"]);
  });

  it("goes on after the network was lost", async () => {
    await service.disconnect();
    service.train(4);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await service.connect();
    await untilSteps(4);
  });

  it("goes on after the machine has slept", async () => {
    window.served.signal("SIGSTOP");
    service.train(6);
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    window.served.signal("SIGCONT");
    await untilSteps(6);
  });

  it("is on its page again, and goes on, after the window was loaded anew", async () => {
    const { page } = window.editor;
    // An address that names a file would open that instead of what was open.
    const { served, folder } = window;
    await page.goto(served.url({ folder }), { waitUntil: "domcontentloaded" });
    await status().waitFor({ timeout: 40_000 });
    assert.equal(await status().innerText(), "Running");
    service.train(8);
    await untilSteps(8);
  });

  it("ends in a model, with one upload and one job", async () => {
    service.train(Number.POSITIVE_INFINITY);
    await untilTrue(() => runFile().status === "succeeded");
    await runFrame(window.editor).getByText("Succeeded").first().waitFor();
    assert.deepEqual(service.sent(), ["POST /v1/files", "POST /v1/fine_tuning/jobs"]);
    assert.doesNotMatch(JSON.stringify(runFile()), new RegExp(key));
  });

  it("shows a job that somebody else began, live, and keeps nothing of it", async () => {
    const before = readdirSync(join(window.folder, ".tunewright", "runs"));
    service.train(3);
    const job = await service.createJob(dataset, "train.jsonl");
    await window.editor.runCommand("Tunewright: Look what is at a provider");
    await pickService();
    const row = (name: RegExp): Locator =>
      window.editor.page.locator(".pane-body .monaco-list-row", { hasText: name }).first();
    await window.editor.runCommand("Tunewright: Focus on Runs View");
    await row(/Jobs that were not begun here/).click();
    await row(new RegExp(job)).click();
    const page = runFrame(window.editor);
    await page.getByText("was not begun in this workspace").waitFor();
    await page.getByRole("heading", { name: job }).waitFor();
    await untilSteps(3);
    service.train(5);
    await untilSteps(5);
    assert.deepEqual(readdirSync(join(window.folder, ".tunewright", "runs")), before);
  });

  it("makes a run of it when the person says so, with the file that it was made from", async () => {
    await runFrame(window.editor).getByRole("button", { name: "Follow as a run…" }).click();
    await answer(/From which file was/);
    const folder = join(window.folder, ".tunewright", "runs");
    const runs = (): readonly RunFile[] =>
      readdirSync(folder)
        .filter((file) => file.endsWith(".json"))
        .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as RunFile);
    await untilTrue(() => runs().length === 2);
    service.train(Number.POSITIVE_INFINITY);
    await untilTrue(() => runs().every(({ status }) => status === "succeeded"));
    const [training, other] = runs().map(({ files }) => files.training.sha256);
    assert.equal(training, other);
  });

  it("uses no kept key after signing out, only that of the environment, as the person wants", async () => {
    await window.editor.runCommand("Tunewright: Sign out of a provider…");
    await pickService();
    await untilTold(/key from OPENAI_API_KEY …WXYZ/);
  });
});
