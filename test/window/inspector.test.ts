import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Locator } from "playwright-core";
import { runFrame } from "../../scripts/screenshots/run-pages.ts";
import { modelServer, serveModels } from "../support/language-model/model-server.ts";
import type { TestWindow } from "./open-window.ts";
import { openWindow } from "./open-window.ts";

const subjects = ["room", "soup", "train", "hotel", "kettle", "bread"];
const dataset = subjects
  .map((subject) => ({ prompt: `The ${subject} was`, completion: " clean and quiet" }))
  .map((record) => `${JSON.stringify(record)}\n`)
  .join("");

/** Every way to the Inspector, and what comes back after a reload, as a person sees it. */
describe("the Inspector, in a window", { timeout: 400_000 }, () => {
  let window: TestWindow;
  let service: Awaited<ReturnType<typeof serveModels>>;
  const server = modelServer();

  before(async () => {
    service = await serveModels(server);
    window = await openWindow({
      files: { "rooms.jsonl": dataset },
      settings: {
        "tunewright.tuning.keysFromEnvironment": true,
        "tunewright.tuning.compatibleUrl": `${service.url}/vllm/v1`,
      },
      env: { OPENAI_API_KEY: "sk-window-test-0123456789WXYZ" },
    });
    await lens().waitFor({ timeout: 90_000 });
    window.editor.page.setDefaultTimeout(20_000);
  });
  after(async () => {
    await window.dispose();
    service.close();
  });

  const lens = (): Locator =>
    window.editor.page.locator(".codelens-decoration a", { hasText: "Inspect…" }).first();

  const page = (): ReturnType<typeof runFrame> => runFrame(window.editor);

  async function goTo(line: number): Promise<void> {
    const { page: editor } = window.editor;
    await editor.keyboard.press("ControlOrMeta+1");
    await editor.keyboard.press("ControlOrMeta+G");
    await editor.locator(".quick-input-widget input").last().fill(`:${line}`);
    await editor.keyboard.press("Enter");
    await editor.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await editor.locator(".monaco-editor.focused").first().waitFor();
  }

  /** Waits until a record is shown. */
  async function untilShown(line: number): Promise<void> {
    await page()
      .locator("h1", { hasText: `rooms.jsonl:${line}` })
      .waitFor();
  }

  function textOf(line: number): Locator {
    const subject = subjects[line - 1] ?? "";
    return window.editor.page.locator(".view-line", { hasText: `The ${subject} was` }).first();
  }

  it("opens by the command, leads to a model, and sends nothing before somebody asks", async () => {
    await goTo(2);
    await window.editor.runCommand("Tunewright: Inspect record");
    await untilShown(2);
    await page().getByRole("button", { name: "Choose a model…" }).click();
    const row = (name: string): Locator =>
      window.editor.page.locator(`.quick-input-list .monaco-list-row[aria-label*="${name}"]`);
    await row("OpenAI-compatible service").first().click();
    await row("model").first().click();
    await page().getByText("Nothing was asked yet.").waitFor();
    assert.equal(server.requests.length, 0);
    await page().getByRole("button", { name: "Ask", exact: true }).click();
    await page().getByRole("listbox", { name: "Answer, token by token" }).waitFor();
    assert.equal(JSON.stringify(server.requests).includes("The soup was"), true);
  });

  it("opens above the first record", async () => {
    await lens().click();
    await untilShown(1);
  });

  it("opens from the menu of the light bulb", async () => {
    await goTo(3);
    await window.editor.page.keyboard.press("ControlOrMeta+.");
    const menu = window.editor.page.locator(".action-widget");
    await menu.getByText("Inspect this record…").click();
    await untilShown(3);
  });

  it("opens from a hover", async () => {
    await window.editor.page.keyboard.press("ControlOrMeta+1");
    await textOf(2).hover({ position: { x: 90, y: 8 } });
    await window.editor.page.locator(".monaco-hover a", { hasText: "Inspect…" }).first().click();
    await untilShown(2);
  });

  it("opens from the menu of the editor", async () => {
    const item = window.editor.page.getByRole("menuitem", { name: /Inspect record/ }).first();
    // A menu that has just come takes no click yet: it might be the one that has opened it.
    for (let attempt = 1; ; attempt += 1) {
      await textOf(4).click({ button: "right", position: { x: 90, y: 8 } });
      await item.hover();
      await window.editor.page.waitForTimeout(500);
      await item.click();
      const isShown = await untilShown(4).then(
        () => true,
        () => false,
      );
      if (isShown) break;
      assert.ok(attempt < 3, "The menu does not open the Inspector.");
      await window.editor.page.keyboard.press("Escape");
    }
  });

  it("opens from the title of the editor", async () => {
    await goTo(5);
    await window.editor.page.locator(".editor-actions .codicon-inspect").first().click();
    await untilShown(5);
  });

  it("goes along with the cursor, without asking a service", async () => {
    const before = server.requests.length;
    await page().getByLabel("Follow the cursor").check();
    await textOf(6).click();
    await untilShown(6);
    await textOf(3).click();
    await untilShown(3);
    assert.equal(server.requests.length, before);
  });

  it("is there again after the window was loaded anew, and asks only when it is told to", async () => {
    const before = server.requests.length;
    const { served, folder, editor } = window;
    // An address that names a file would open that instead of what was open.
    await editor.page.goto(served.url({ folder }), { waitUntil: "domcontentloaded" });
    // A page that is left like that may not have kept the last record, but one before it.
    await page()
      .locator("h1", { hasText: /^rooms\.jsonl:\d$/ })
      .waitFor();
    await page().getByText("Nothing is sent unasked").waitFor();
    assert.equal(server.requests.length, before);
    await page().getByRole("button", { name: "Ask again" }).click();
    await page().getByRole("listbox", { name: "Answer, token by token" }).waitFor();
    assert.match(
      JSON.stringify(server.requests.slice(before)),
      /The (room|soup|train|hotel|kettle|bread) was/,
    );
  });
});
