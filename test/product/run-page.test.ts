import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { RunFacts, RunPageState, ShownRun } from "../../src/protocol/run-page.js";
import { lossColumns, shownFacts } from "../support/shown-run.ts";
import { askedOf, openWebview, origin } from "../support/webview-browser.ts";

// The built page in a real browser, under its own content security policy. The editor is a stand-in
// that keeps what the page asks for.

/** Runs in the page before its own script: what VS Code gives to every page. */
const editorStandIn = `
  window.asked = [];
  window.trouble = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective }) => trouble.push(violatedDirective));
  addEventListener("error", ({ message }) => trouble.push(message));
  let memory = JSON.parse(sessionStorage.getItem("memory") ?? "null");
  window.acquireVsCodeApi = () => ({
    postMessage(message) {
      asked.push(message);
      if (message.name === "ready")
        postMessage({ kind: "result", id: message.id, value: { state: JSON.parse(sessionStorage.getItem("state")), translation: null } });
      else if (message.kind === "call") postMessage({ kind: "result", id: message.id });
    },
    setState(state) { sessionStorage.setItem("memory", JSON.stringify(state)); },
    getState: () => memory,
  });
`;

let browser: Browser;
let page: Page;

function runState(change: Partial<RunFacts>, losses: readonly (number | null)[]): RunPageState {
  const run: ShownRun = { kind: "run", file: "f", facts: shownFacts(change), events: [] };
  return { runs: [run], curves: [{ file: "f", from: 0, columns: lossColumns(losses) }] };
}

async function open(state: RunPageState): Promise<void> {
  await page.goto(`${origin}/empty`);
  await page.evaluate(`sessionStorage.clear()`);
  await page.evaluate(`sessionStorage.setItem("state", ${JSON.stringify(JSON.stringify(state))})`);
  await page.goto(`${origin}/`);
  await page.locator("h1").waitFor();
}

/** What the editor says to the page. */
async function tell(state: RunPageState): Promise<void> {
  const message = { kind: "call", id: 1, name: "show", argument: state };
  await page.evaluate(`postMessage(${JSON.stringify(message)})`);
}

function asked(name: string): Promise<readonly unknown[]> {
  return askedOf(page, name);
}

describe("the page of a run, in a browser", { timeout: 120_000 }, () => {
  before(async () => {
    ({ browser, page } = await openWebview({ name: "run", title: "run", editorStandIn }));
  });

  after(() => browser.close());

  it("shows how the run stands, and follows it", async () => {
    await open(runState({ step: 2, totalSteps: 4 }, [3, 2]));
    assert.equal(await page.locator(".status").innerText(), "Running");
    assert.match(await page.locator(".progress").innerText(), /Step 2 of 4 \(50 %\)/);
    const { runs } = runState({ status: "succeeded", model: "tuned:1", step: 4 }, []);
    const columns = { ...lossColumns([1.5, 0.25]), steps: [3, 4] };
    await tell({ runs, curves: [{ file: "f", from: 2, columns }] });
    await page.getByText("Succeeded").first().waitFor();
    assert.equal(await page.locator(".legend .value").first().innerText(), "0.25");
    await page.getByRole("button", { name: "Copy id" }).click();
    assert.deepEqual(await asked("copy"), [{ text: "tuned:1" }]);
  });

  it("of a job that is no run says so, and offers to follow it as one", async () => {
    const remote = { trouble: "Nobody answers." };
    const split = { name: "training", path: "a.jsonl", sha256: null, bytes: null } as const;
    const splits = [{ ...split, records: null, remoteId: "file-1" }];
    await open(runState({ remote, splits, model: "tuned:1", step: 2, totalSteps: 4 }, [3, 2]));
    const text = await page.locator("header").innerText();
    assert.match(
      text,
      /was not begun in this workspace[\s\S]*nothing is kept[\s\S]*Nobody answers\./,
    );
    assert.deepEqual(await page.locator("header .actions button").allInnerTexts(), [
      "Follow as a run…",
      "Cancel the run",
      "Look again",
    ]);
    // Only runs have a file, know what a model was trained with, and where their own files lie.
    assert.deepEqual(await page.locator(".model button").allInnerTexts(), [
      "Copy id",
      "Tune further…",
    ]);
    for (const name of ["Run file", "a.jsonl"]) {
      assert.equal(await page.getByRole("button", { name }).count(), 0, name);
    }
    await page.getByRole("button", { name: "Follow as a run…" }).click();
    assert.deepEqual(await asked("act"), [{ action: "follow" }]);
  });

  it("of a job whose service cannot be asked says why, and what to do", async () => {
    const run = { kind: "unreachable", file: "f", name: "ftjob-1" } as const;
    await open({ runs: [{ ...run, reason: "Sign in first.", needsKey: true }], curves: [] });
    assert.match(await page.locator("main").innerText(), /ftjob-1[\s\S]*Sign in first\./);
    await page.getByRole("button", { name: "Sign in…" }).click();
    await page.getByRole("button", { name: "Look again" }).click();
    assert.deepEqual(await asked("act"), [{ action: "signIn" }, { action: "look" }]);
  });

  it("names the provider, and offers what can be done with run and models", async () => {
    const metrics = { trainingLoss: 1 };
    const checkpoints = [{ model: "tuned:1:step-2", step: 2, metrics }];
    await open(runState({ status: "succeeded", model: "tuned:1", checkpoints }, [1]));
    assert.match(await page.locator(".summary").innerText(), /^Local engine/);
    const uses = page.getByRole("group", { name: "What to do with tuned:1:step-2" });
    for (const name of ["Copy id", "Copy as code…", "Tune further…", "Test…"]) {
      await uses.getByRole("button", { name }).click();
    }
    const model = "tuned:1:step-2";
    assert.deepEqual(await asked("copy"), [{ text: model }]);
    assert.deepEqual(await asked("useModel"), [
      { model, use: "code" },
      { model, use: "further" },
      { model, use: "test" },
    ]);
    await page.getByRole("button", { name: "Tune again…" }).click();
    assert.deepEqual(await asked("act"), [{ action: "again" }]);
  });

  it("tells what it costs up to now, and shows what the job has told", async () => {
    const costSoFar = { currency: "USD", amount: 0.42, priceOf: "2026-11-22" };
    const cost = { currency: "USD", least: 0.9, most: 1.4, pricesOf: "2026-11-22" };
    const state = runState({ provider: "openai", status: "running", costSoFar, cost }, [1]);
    const [run] = state.runs;
    assert.ok(run?.kind === "run");
    const events = [
      { at: 1_000, level: "info", message: "Fine-tuning job started" },
      { at: 2_000, level: "warning", message: "<b>Skipped an example</b>" },
    ] as const;
    await open({ ...state, runs: [{ ...run, events }] });
    assert.match(
      await page.locator("dl").innerText(),
      /Cost so far\s+0\.42 USD \(price of 2026-11-22[^]*Expected cost\s+0\.90 USD to 1\.40 USD/,
    );
    const rows = await page
      .locator("section", { hasText: "Events" })
      .last()
      .locator("tbody tr")
      .allInnerTexts();
    assert.match(rows[0] ?? "", /Warning: <b>Skipped an example<\/b>$/);
    assert.match(rows[1] ?? "", /Fine-tuning job started$/);
    assert.equal(await page.getByRole("button", { name: "Test…" }).count(), 0);
    assert.equal(await page.getByRole("button", { name: "Cancel the run" }).count(), 1);
  });

  it("shows what is in a run's file as text, whatever it is", async () => {
    const hostile = `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>`;
    await open(
      runState(
        {
          id: hostile,
          provider: hostile,
          baseModel: hostile,
          model: hostile,
          status: "failed",
          job: hostile,
          endpoint: "javascript:alert(1)",
          error: { code: hostile, message: hostile },
          hyperparameters: [{ name: hostile, chosen: 1, used: 1 }],
          splits: [
            {
              name: "training",
              path: hostile,
              sha256: hostile,
              bytes: 1,
              records: 1,
              remoteId: hostile,
            },
          ],
          checkpoints: [{ model: hostile, step: 1, metrics: {} }],
        },
        [1, 2],
      ),
    );
    assert.equal(await page.locator("h1").innerText(), hostile);
    assert.equal(await page.locator("#page img, #page script, #page a, #page iframe").count(), 0);
    assert.equal(await page.title(), "run");
    assert.deepEqual(await page.evaluate("trouble"), []);
  });

  it("says why there is no curve yet", async () => {
    await open(runState({ status: "queued" }, []));
    assert.match(await page.locator(".empty").innerText(), /as soon as the training begins/);
  });

  it("says what to do about a failure, to screen readers too", async () => {
    await open(runState({ status: "failed", error: { code: "quota", message: "No credit." } }, []));
    assert.match(await page.getByRole("alert").innerText(), /No credit\.[^]*Add credit/);
  });

  it("says that a file is broken, and opens it", async () => {
    await open({ runs: [{ kind: "broken", file: "f", name: "r" }], curves: [] });
    await page.getByRole("button", { name: "Open the run file" }).click();
    assert.equal((await asked("openRunFile")).length, 1);
    await open({ runs: [{ kind: "missing", file: "f", name: "r" }], curves: [] });
    assert.match(await page.getByRole("alert").innerText(), /no longer there/);
  });

  it("tells the values of a step to keys, pointer and screen readers", async () => {
    await open(runState({}, [3, 2, 1]));
    const loss = page.getByRole("slider", { name: /^Loss/ });
    await loss.focus();
    await page.keyboard.press("ArrowLeft");
    assert.equal(await loss.getAttribute("aria-valuetext"), "Step 2: Training 2");
    await page.keyboard.press("Home");
    assert.equal(await page.locator(".legend .value").first().innerText(), "3");
    const box = await loss.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width - 20, box.y + 50);
    assert.equal(await loss.getAttribute("aria-valuenow"), "3");
    assert.equal(await page.locator(".crosshair").count(), 1);
    await page.getByText("Values as a table").click();
    const cells = await page.locator("details tbody tr").first().innerText();
    assert.match(cells.replaceAll("\t", " "), /^1 3/);
  });

  it("smoothes, has a logarithmic axis, and remembers both", async () => {
    await open(runState({}, [8, 0.5, 4, 0.25]));
    const before = await page.locator("path.dense").first().getAttribute("d");
    await page.getByRole("slider", { name: "Smoothing" }).fill("0.9");
    const smoothed = await page.locator("path.dense").first().getAttribute("d");
    assert.notEqual(smoothed, before);
    await page.getByLabel("Logarithmic loss").check();
    assert.notEqual(await page.locator("path.dense").first().getAttribute("d"), smoothed);
    await page.reload();
    await page.locator("path.dense").first().waitFor();
    assert.equal(await page.getByRole("slider", { name: "Smoothing" }).inputValue(), "0.9");
    assert.ok(await page.getByLabel("Logarithmic loss").isChecked());
  });

  it("keeps its pictures: an SVG without anything foreign and a PNG", async () => {
    await open(runState({}, [3, 2, 1]));
    await page.getByRole("button", { name: "SVG" }).click();
    await page.getByRole("button", { name: "PNG" }).click();
    await page.waitForFunction(`asked.filter((m) => m.name === "save").length === 2`);
    const [svg, png] = (await asked("save")) as [{ text: string }, { base64: string }];
    assert.match(svg.text, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assert.doesNotMatch(svg.text, /var\(--|<script|href=/);
    assert.equal(Buffer.from(png.base64, "base64").subarray(1, 4).toString(), "PNG");
    assert.deepEqual(await page.evaluate("trouble"), []);
  });

  it("shows 100,000 steps in a moment, and few of them in the page", async () => {
    const losses = Array.from({ length: 100_000 }, (_, step) => 1 + Math.sin(step / 500));
    const started = performance.now();
    await open(runState({}, losses));
    await page.locator("path.dense").first().waitFor();
    assert.ok(performance.now() - started < 10_000);
    const drawn = (await page.locator("path.dense").first().getAttribute("d")) ?? "";
    assert.ok(drawn.split("L").length < 4_100, "more points than there are pixels for");
    await page.getByText("Values as a table").click();
    await page.locator("details tbody tr").first().waitFor();
    assert.equal(await page.locator("details tbody tr").count(), 20);
    assert.match(await page.locator("details").innerText(), /1,000 of 100,000 steps/);
  });

  it("fits into a narrow window", async () => {
    await page.setViewportSize({ width: 320, height: 800 });
    const path = `${"long-".repeat(30)}.jsonl`;
    const sha256 = "9f".repeat(32);
    const splits = [
      { name: "training", path, sha256, bytes: 1, records: 1, remoteId: null } as const,
    ];
    await open(runState({ id: "r".repeat(120), splits, model: "m".repeat(200) }, [2, 1]));
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert.ok(Number(overflow) <= 0, `${String(overflow)} pixels too wide`);
    await page.setViewportSize({ width: 1000, height: 900 });
  });
});
