import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { ScoresState } from "../../src/protocol/scores-page.js";
import { scoresState, shownScore } from "../support/shown-scores.ts";
import { askedOf, openWebview, origin } from "../support/webview-browser.ts";

// The built page in a real browser, under its own content security policy.

/** Runs in the page before its own script: what VS Code gives to every page. */
const editorStandIn = `
  window.asked = [];
  window.trouble = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective }) => trouble.push(violatedDirective));
  addEventListener("error", ({ message }) => trouble.push(message));
  window.acquireVsCodeApi = () => ({
    postMessage(message) {
      asked.push(message);
      if (message.kind !== "call") return;
      const answer = (value) => postMessage({ kind: "result", id: message.id, value });
      if (message.name === "ready") answer(window.opening);
      else if (message.name === "rows") {
        const { from, count } = message.argument;
        const rows = Array.from({ length: count }, (_, index) => ({ ...window.row, line: from + index + 1 }));
        answer(rows);
      } else answer();
    },
    setState() {},
    getState: () => null,
  });
`;

let browser: Browser;
let page: Page;
let opening = "null";
let row = "null";

async function open(state: ScoresState, shown = shownScore(1)): Promise<void> {
  opening = JSON.stringify({ state, translation: null });
  row = JSON.stringify(shown);
  await page.goto(`${origin}/`);
  await page.locator("h1").waitFor();
}

function asked(name: string): Promise<readonly unknown[]> {
  return askedOf(page, name);
}

describe("the page of scores, in a browser", { timeout: 120_000 }, () => {
  before(async () => {
    ({ browser, page } = await openWebview({
      name: "scores",
      title: "Scores",
      editorStandIn,
      opening: () => `window.opening = ${opening};\nwindow.row = ${row};\n`,
    }));
  });

  after(() => browser.close());

  it("shows what the scores come to", async () => {
    await open(scoresState());
    const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
    assert.match(text, /Records 1,000 Accuracy 90\.00 % F1, mean of the labels 87\.50 %/);
    assert.match(text, /Log probability per token -0\.2500 Perplexity 1\.2840 Tokens 2,000/);
    assert.match(text, /Of 10 records only a bound is known/);
    await page.getByText("By label").click();
    await page.getByRole("columnheader", { name: "Recall" }).waitFor();
  });

  it("chooses records by their surprise with keys and with the pointer", async () => {
    await open(scoresState());
    const bars = page.getByRole("group", { name: "Records by surprise" }).getByRole("button");
    assert.equal(await bars.count(), 4);
    await bars.first().focus();
    await page.keyboard.press("ArrowRight");
    const name = await page.locator(":focus").getAttribute("aria-label");
    assert.equal(name, "0.5 to 1 nats: 60 records");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+ArrowRight");
    const views = (await asked("setView")) as { surprise: readonly number[] }[];
    assert.deepEqual(
      views.map(({ surprise }) => surprise),
      [
        [0.5, 1],
        [0.5, 1.5],
      ],
    );
    await bars.nth(3).click();
    const last = ((await asked("setView")) as { surprise: readonly number[] }[]).at(-1);
    assert.equal(last?.surprise[0], 1.5);
    assert.ok((last?.surprise[1] ?? 0) > 1_000_000, "the last bar has all above, too");
    await open(scoresState({ view: { ...scoresState().view, surprise: [0.5, 1] } }));
    assert.deepEqual(
      await Promise.all((await bars.all()).map((bar) => bar.getAttribute("aria-pressed"))),
      ["false", "true", "false", "false"],
    );
    await page.getByRole("button", { name: "List all" }).click();
    assert.deepEqual(((await asked("setView")) as { surprise: unknown }[])[0]?.surprise, null);
  });

  it("lists a million records, to the keyboard alone, and opens and inspects them", async () => {
    await open(scoresState({ rows: 1_000_000 }));
    const list = page.getByRole("listbox");
    await list.getByText("Prompt 1").first().waitFor();
    assert.ok((await page.getByRole("option").count()) < 100);
    await list.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("End");
    const last = page.locator("#row-999999");
    await last.waitFor();
    assert.equal(await last.getAttribute("aria-posinset"), "1000000");
    await last.getByText("1000000").waitFor();
    const [listBox, rowBox] = [await list.boundingBox(), await last.boundingBox()];
    assert.ok(listBox !== null && rowBox !== null);
    assert.ok(
      rowBox.y + rowBox.height <= listBox.y + listBox.height + 2,
      "the last row is in sight",
    );
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.press("Home");
    await page.locator("#row-0").getByText("≠").waitFor();
    assert.deepEqual(await asked("reveal"), [{ line: 2 }]);
    assert.deepEqual(await asked("inspect"), [{ line: 1_000_000 }]);
    assert.equal(
      await list.getAttribute("aria-activedescendant"),
      await page.locator('[aria-selected="true"]').getAttribute("id"),
    );
  });

  it("walks through each of a million records, forward and back", async () => {
    await open(scoresState({ rows: 1_000_000 }));
    const list = page.getByRole("listbox");
    await list.focus();
    for (let step = 0; step < 60; step += 1) await page.keyboard.press("ArrowDown");
    await page.locator("#row-60").waitFor();
    const box = await page.locator("#row-60").boundingBox();
    const listBox = await list.boundingBox();
    assert.ok(box !== null && listBox !== null);
    assert.ok(box.y >= listBox.y - 1 && box.y + box.height <= listBox.y + listBox.height + 2);
    await page.getByRole("group", { name: "Line 61" }).waitFor();
    await page.keyboard.press("PageUp");
    await page.keyboard.press("ArrowUp");
  });

  it("filters by label and by what is wrong, and marks in the editor or not", async () => {
    await open(scoresState());
    await page.getByRole("combobox", { name: /^Label/ }).selectOption({ label: "␣2" });
    await page.getByLabel(/^Only where/).check();
    await page
      .getByRole("combobox", { name: /^Order/ })
      .selectOption({ label: "Least decided first" });
    await page.getByLabel(/^Mark in the editor/).uncheck();
    const view = { order: "surprise", surprise: null, label: null, onlyWrong: false };
    assert.deepEqual(await asked("setView"), [
      { ...view, label: " 2" },
      { ...view, onlyWrong: true },
      { ...view, order: "margin" },
    ]);
    assert.deepEqual(await asked("mark"), [{ isOn: false }]);
  });

  it("has nothing of labels where there are none, and a bound where no more is known", async () => {
    const { summary } = scoresState();
    assert.ok(summary);
    await open(
      scoresState({ summary: { ...summary, classification: null } }),
      shownScore(1, { predicted: null, margin: null, isBound: true, perplexity: null }),
    );
    await page.getByText("≥ 3.507").first().waitFor();
    assert.equal(await page.getByRole("combobox", { name: /^Label/ }).count(), 0);
    assert.equal(await page.getByText("Accuracy").count(), 0);
  });

  it("says how far it is, that it waits, was stopped, or why it failed", async () => {
    const waiting = "Slow down. Trying again in 7 s.";
    await open(scoresState({ status: { kind: "scoring", done: 400, waiting }, summary: null }));
    assert.equal(await page.getByRole("progressbar").getAttribute("value"), "400");
    assert.equal(await page.getByRole("status").innerText(), waiting);
    await page.getByRole("button", { name: "Cancel" }).click();
    assert.equal((await asked("cancel")).length, 1);
    await open(scoresState({ status: { kind: "cancelled", done: 400 } }));
    assert.match(await page.getByRole("status").first().innerText(), /Stopped after 400 of 1,000/);
    await page.getByRole("button", { name: "Go on" }).click();
    assert.equal((await asked("again")).length, 1);
    await open(scoresState({ status: { kind: "failed", done: 0, message: "The key is wrong." } }));
    assert.equal((await page.getByRole("alert").innerText()).trim(), "The key is wrong.");
    await open(scoresState({ status: { kind: "counting" }, summary: null, records: null }));
    await page.getByText("Counting the records…").waitFor();
    await open(scoresState({ rows: 0 }));
    await page.getByText("No record is of that kind.").waitFor();
  });

  it("shows prompts, labels and names as text, whatever they are", async () => {
    const hostile = `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>\u202e`;
    const model = { provider: hostile, providerTitle: hostile, model: hostile, host: hostile };
    await open(
      scoresState({ file: hostile, model, labels: [hostile], notes: [hostile] }),
      shownScore(1, { prompt: hostile, expected: hostile, predicted: hostile }),
    );
    await page.locator("#row-0").getByText("onerror").first().waitFor();
    assert.equal(await page.locator("#page img, #page script, #page iframe").count(), 0);
    assert.equal(await page.title(), "Scores");
    assert.deepEqual(await page.evaluate("trouble"), []);
  });

  it("fits into a narrow window", async () => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(scoresState({ file: "f".repeat(200) }), shownScore(1, { prompt: "w".repeat(160) }));
    await page.locator("#row-0").getByText("≠").waitFor();
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert.ok(Number(overflow) <= 0, `${String(overflow)} pixels too wide`);
    await page.setViewportSize({ width: 1000, height: 900 });
    assert.deepEqual(await page.evaluate("trouble"), []);
  });
});
