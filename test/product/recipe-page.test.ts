import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { RecipePreview } from "../../src/protocol/recipe-messages.js";
import type { RecipePageState } from "../../src/protocol/recipe-page.js";
import { askedOf, openWebview, origin } from "../support/webview-browser.ts";

// The built page in a real browser, under its own content security policy.

/** Runs in the page before its own script: what VS Code gives to every page. */
const editorStandIn = `
  window.asked = [];
  window.kept = [];
  window.trouble = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective }) => trouble.push(violatedDirective));
  addEventListener("error", ({ message }) => trouble.push(message));
  window.acquireVsCodeApi = () => ({
    postMessage(message) {
      asked.push(message);
      if (message.name === "ready")
        postMessage({ kind: "result", id: message.id, value: window.opening });
      else if (message.kind === "call") postMessage({ kind: "result", id: message.id });
    },
    setState(state) { kept.push(state); },
    getState: () => null,
  });
`;

const hostile = '<img src=x onerror="trouble.push(1)"><script>trouble.push(2)</script>';

const preview: RecipePreview = {
  steps: [
    { step: "read", in: 40, out: 40 },
    { step: "deduplicate", in: 40, out: 38 },
    { step: "split", in: 38, out: 38 },
  ],
  parts: [
    { name: "train", records: 30 },
    { name: "test", records: 8 },
  ],
  labels: [
    { label: "good", records: 20, parts: { train: 16, test: 4 } },
    { label: hostile, records: 18, parts: { train: 14, test: 4 } },
  ],
  labelCount: 2,
  records: [
    {
      row: 3,
      split: "train",
      texts: [
        { name: "prompt", text: `${hostile}\n\n###\n\n`, isCut: false, tokens: 12 },
        { name: "completion", text: " good", isCut: false, tokens: 1 },
      ],
      tokens: 13,
    },
  ],
  separator: "\n\n###\n\n",
  isWhole: true,
};

const shown: RecipePageState = {
  name: "dishes.recipe.yaml",
  isLooking: false,
  preview,
  findings: [],
  failure: null,
  unreachedHosts: [],
};

let browser: Browser;
let page: Page;
let opening = "null";

async function open(state: Partial<RecipePageState> = {}): Promise<void> {
  const memory = { recipe: "file:///dishes.recipe.yaml" };
  opening = JSON.stringify({ state: { ...shown, ...state }, memory, translation: null });
  await page.goto(`${origin}/`);
  await page.locator("h1").waitFor();
}

function asked(name: string): Promise<readonly unknown[]> {
  return askedOf(page, name);
}

describe("the preview of a recipe, in a browser", { timeout: 120_000 }, () => {
  before(async () => {
    ({ browser, page } = await openWebview({
      name: "recipe",
      title: "Preview",
      editorStandIn,
      opening: () => `window.opening = ${opening};\n`,
    }));
  });

  after(() => browser.close());

  it("shows texts of rows as text, and runs nothing that stands in them", async () => {
    await open();
    const record = page.locator(".records li").first();
    await record.waitFor();
    assert.match(await record.innerText(), /<img src=x onerror=/);
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.deepEqual(await page.evaluate("trouble"), []);
  });

  it("counts each step, each file and each label", async () => {
    await open();
    const text = await page.locator("main").innerText();
    for (const count of ["40", "38", "30", "8"]) assert.ok(text.includes(count), count);
    assert.match(text, /good\s+20\s+16\s+4/);
  });

  it("keeps which recipe it is about, for when the editor starts anew", async () => {
    await open();
    assert.deepEqual(await page.evaluate("kept"), [{ recipe: "file:///dishes.recipe.yaml" }]);
  });

  it("prepares at a press, and not where nothing can be prepared", async () => {
    await open();
    await page.getByRole("button", { name: "Prepare" }).click();
    assert.equal((await asked("prepare")).length, 1);
    const finding = { start: 3, end: 9, message: hostile, severity: "error" } as const;
    await open({ preview: null, findings: [finding] });
    assert.equal(await page.getByRole("button", { name: "Prepare" }).isDisabled(), true);
    await page.getByText("onerror").first().click();
    assert.deepEqual(await asked("reveal"), [{ start: 3, end: 9 }]);
    assert.deepEqual(await page.evaluate("trouble"), []);
  });

  it("names the hosts that were not reached, and asks for them at a press only", async () => {
    await open({ preview: null, unreachedHosts: ["tables.invalid"] });
    assert.match(await page.getByRole("alert").innerText(), /tables\.invalid/);
    assert.deepEqual(await asked("allow"), []);
    await page.getByRole("button", { name: "Fetch them…" }).click();
    assert.equal((await asked("allow")).length, 1);
  });
});
