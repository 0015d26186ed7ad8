import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Inspection } from "../../src/core/inspection/inspection.js";
import type { InspectorState } from "../../src/protocol/inspector-page.js";
import {
  inspectorState,
  shownInspection,
  shownQuestion,
  shownToken,
} from "../support/shown-inspection.ts";
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
      if (message.name === "ready")
        postMessage({ kind: "result", id: message.id, value: window.opening });
      else if (message.kind === "call") postMessage({ kind: "result", id: message.id });
    },
    setState(memory) { window.kept = memory; },
    getState: () => null,
  });
`;

let browser: Browser;
let page: Page;

async function open(
  state: InspectorState,
  inspections: readonly Inspection[] = [shownInspection()],
): Promise<void> {
  const answers = inspections.map((inspection, index) => ({ id: index + 1, inspection }));
  opening = JSON.stringify({ state, answers, translation: null });
  await page.goto(`${origin}/`);
  await page.locator("h1").waitFor();
}

let opening = "null";

function asked(name: string): Promise<readonly unknown[]> {
  return askedOf(page, name);
}

function answerOf(tokens: readonly string[]): Inspection {
  const generated = {
    text: tokens.join(""),
    tokens: tokens.map((text) => shownToken(text)),
    whyNoTokens: null,
    finishReason: "stop",
  };
  return shownInspection({ generated });
}

describe("the Inspector, in a browser", { timeout: 120_000 }, () => {
  before(async () => {
    ({ browser, page } = await openWebview({
      name: "inspector",
      title: "Inspector",
      editorStandIn,
      opening: () => `window.opening = ${opening};\n`,
    }));
  });

  after(() => browser.close());

  it("shows each token with its numbers, to the keyboard alone", async () => {
    await open(inspectorState());
    const list = page.getByRole("listbox", { name: "Answer, token by token" });
    await list.focus();
    const options = list.getByRole("option");
    const names = await options.all();
    assert.deepEqual(await Promise.all(names.map((one) => one.getAttribute("aria-label"))), [
      "␣1, 50.00 %",
      "!, 50.00 %",
    ]);
    assert.match(await page.getByRole("group", { name: "Token 1" }).innerText(), /␣1[^]*−0\.6931/);
    await page.keyboard.press("ArrowRight");
    await page.getByRole("group", { name: "Token 2" }).waitFor();
    const active = await list.getAttribute("aria-activedescendant");
    assert.equal(await page.locator('[aria-selected="true"]').getAttribute("id"), active);
    await page.keyboard.press("Home");
    await page.getByRole("group", { name: "Token 1" }).waitFor();
  });

  it("is walked through with the keyboard alone, to another way and back to the parameters", async () => {
    await open(inspectorState());
    const focused = (): Promise<unknown> =>
      page.evaluate(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
      );
    const walked: unknown[] = [];
    while (walked.at(-1) !== "Answer, token by token" && walked.length < 20) {
      await page.keyboard.press("Tab");
      walked.push(await focused());
    }
    assert.deepEqual(walked.slice(0, 4), ["reviews.jsonl:1", "", "Model: m", "Compare with…"]);
    assert.equal(walked.at(-1), "Answer, token by token");
    // The first token is the chosen one; its alternatives come next.
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "Continue with 1");
    await page.keyboard.press("Enter");
    assert.deepEqual(await asked("branch"), [{ question: 1, token: 0, alternative: 1 }]);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("End");
    await page.getByRole("group", { name: "Token 2" }).waitFor();
  });

  it("looks at a token under the pointer, and keeps the one that was clicked", async () => {
    await open(inspectorState(), [answerOf(["The", " black", " cat"])]);
    const option = (index: number) => page.getByRole("option").nth(index);
    await option(1).hover();
    await page.getByRole("group", { name: "Token 2" }).waitFor();
    await page.locator("h1").hover();
    await page.getByRole("group", { name: "Token 1" }).waitFor();
    await option(1).click();
    await option(2).hover();
    await page.getByRole("group", { name: "Token 3" }).waitFor();
    await page.locator("h1").hover();
    await page.getByRole("group", { name: "Token 2" }).waitFor();
    assert.equal(await page.getByRole("option", { selected: true }).innerText(), "\u200b␣black");
  });

  it("is read in the direction of its script", async () => {
    await open(inspectorState(), [answerOf(["نعم", " غدا"])]);
    await page.getByRole("listbox").focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("group", { name: "Token 2" }).waitFor();
    const [first, second] = await Promise.all(
      [0, 1].map((index) => page.getByRole("option").nth(index).boundingBox()),
    );
    assert.ok((first?.x ?? 0) > (second?.x ?? 0));
  });

  it("leads to a first model in one click, and says how far its training is", async () => {
    const none = { models: [], questions: [], shown: [] };
    await open(inspectorState(none), []);
    await page.getByRole("button", { name: "Train a small model on this machine" }).click();
    assert.equal((await asked("train")).length, 1);
    await open(inspectorState({ ...none, training: { kind: "running", share: 0.25 } }), []);
    assert.match(await page.getByRole("status").innerText(), /^Training/);
    const bar = page.getByRole("progressbar", { name: "Training" });
    assert.equal(await bar.getAttribute("value"), "0.25");
    await open(inspectorState({ ...none, training: { kind: "failed", message: "No space." } }), []);
    assert.match(await page.getByRole("alert").innerText(), /No space/);
    // A dataset without labels has nothing that this machine could learn.
    const { record } = inspectorState();
    assert.ok(record);
    await open(inspectorState({ ...none, record: { ...record, mayTrain: false } }), []);
    await page.getByRole("button", { name: "Choose a model…" }).click();
    assert.deepEqual(await asked("chooseModel"), [{ place: 0 }]);
    assert.equal(await page.getByRole("button", { name: /^Train/ }).count(), 0);
  });

  it("keeps what brings it back, and says that nothing is sent unasked", async () => {
    const memory = {
      file: "file:///w/reviews.jsonl",
      line: 1,
      models: [{ provider: "compatible", model: "m" }],
      sampling: inspectorState().sampling,
      isFollowing: false,
    };
    await open(inspectorState({ questions: [], shown: [], isRestored: true, memory }), []);
    assert.deepEqual(await page.evaluate("kept"), memory);
    await page.getByText("Nothing is sent unasked").waitFor();
    assert.deepEqual(await asked("ask"), []);
    await page.getByRole("button", { name: "Ask again" }).click();
    assert.equal((await asked("ask")).length, 1);
  });

  it("says in one sentence whether model and record agree", async () => {
    const likelihood = (label: string, share: number) => ({
      label,
      probability: share,
      atMost: share,
      normalised: share,
    });
    const labels = [likelihood(" 1", 0.75), likelihood(" 2", 0.25)];
    const told = { labels, predicted: " 1", expected: " 2", margin: -0.5, entropy: 0.56 };
    await open(inspectorState(), [shownInspection({ labels: told })]);
    const verdict = page.locator(".verdict");
    assert.match(
      await verdict.innerText(),
      /The model says ␣1 \(75\.00 %\); the record says ␣2 \(25\.00 %\)/,
    );
    // All labels are told as they are: there is nothing to choose.
    assert.equal(await page.getByLabel(/not divided by their sum/).count(), 0);
    await open(inspectorState(), [shownInspection({ labels: { ...told, expected: " 1" } })]);
    assert.match(await verdict.innerText(), /as the record does/);
  });

  it("shows characters in parts as the text that they are", async () => {
    const half = { ...shownToken("\ufffd"), bytes: null };
    const generated = {
      text: "ok 好",
      tokens: [shownToken("ok"), shownToken(" "), half, half, half],
      whyNoTokens: null,
      finishReason: "stop",
    };
    await open(inspectorState(), [shownInspection({ generated })]);
    assert.deepEqual(await page.getByRole("option").allInnerTexts(), ["ok", "\u200b␣", "好"]);
    await page.getByRole("option").nth(2).click();
    assert.equal(await page.getByRole("group", { name: /^Token/ }).count(), 3);
  });

  it("says in words that a label with a space is another token", async () => {
    await open(inspectorState());
    assert.match(await page.locator(".note").first().innerText(), /␣1 and 1 are two tokens/);
  });

  it("goes on from an alternative, and not where the service cannot", async () => {
    await open(inspectorState());
    await page.getByRole("button", { name: "Continue with ␣2" }).click();
    assert.deepEqual(await asked("branch"), [{ question: 1, token: 0, alternative: 2 }]);
    const question = shownQuestion();
    assert.equal(question.status.kind, "answered");
    const facts = { ...question.status.facts, whyNoBranches: "It answers with a whole label." };
    const questions = [{ ...question, status: { kind: "answered", facts } as const }];
    await open(inspectorState({ questions }));
    assert.equal(await page.getByRole("button", { name: /^Continue with/ }).count(), 0);
    await page.getByText("What the service tells").click();
    assert.match(await page.locator(".abilities").innerText(), /It answers with a whole label/);
  });

  it("says where a record goes before it goes there, and asks with what was set", async () => {
    await open(inspectorState({ questions: [], shown: [] }), []);
    assert.match(await page.locator(".destination").innerText(), /Server \(model\.test\)/);
    assert.deepEqual(await asked("ask"), []);
    await page.getByText("Parameters").click();
    await page.getByLabel("Temperature").fill("0.7");
    await page.getByLabel(/^Stop at/).fill("\\n\n END");
    await page.getByRole("button", { name: "Ask" }).click();
    assert.deepEqual(await asked("ask"), [
      {
        sampling: { temperature: 0.7, maxTokens: 8, stop: ["\n", " END"], alternatives: 5 },
      },
    ]);
  });

  it("shows the record's completion token by token, or a bound that is honest", async () => {
    const note = "Not among the first 5: below 0.2 %.";
    const bound = { logprob: null, atMost: 0.002, perToken: null, perplexity: null, note };
    await open(inspectorState(), [
      shownInspection({ scored: { method: "comparison", text: " 1", tokens: [], ...bound } }),
    ]);
    await page.getByText("Not among the first 5").waitFor();
    assert.match(await page.locator(".sum").innerText(), /below 0\.2 %/);
    const sums = { logprob: Math.log(0.25), atMost: 0.25, perToken: Math.log(0.5), perplexity: 2 };
    const tokens = [shownToken(" "), shownToken("1")];
    await open(inspectorState(), [
      shownInspection({ scored: { method: "echo", text: " 1", tokens, ...sums, note: null } }),
    ]);
    await page.getByRole("listbox", { name: /own completion/ }).waitFor();
    assert.match(await page.locator("main").innerText(), /25\.00 %[^]*Perplexity\s+2\.0000/);
  });

  it("shows labels normalised or raw, with the predicted and the record's own", async () => {
    const labels = [
      { label: " 1", probability: 0.06, atMost: 0.06, normalised: 0.75 },
      { label: " 2", probability: 0.02, atMost: 0.02, normalised: 0.25 },
      { label: " 3", probability: null, atMost: 0.01, normalised: null },
    ];
    const told = { labels, predicted: " 1", expected: " 2", margin: -0.5, entropy: 0.5623 };
    await open(inspectorState(), [shownInspection({ labels: told })]);
    const list = page.getByRole("list", { name: "Labels" });
    assert.match(
      (await list.innerText()).replaceAll(/\s+/g, " "),
      /␣1 75\.00 % predicted ␣2 25\.00 % in the record ␣3 below 1 %/,
    );
    await page.getByLabel(/not divided by their sum/).check();
    assert.match(await list.innerText(), /6\.00 %/);
    assert.match(await page.locator("main").innerText(), /−50\.00 %/);
  });

  it("frames what two models answer differently", async () => {
    const questions = [shownQuestion(), shownQuestion({ id: 2 })];
    const state = inspectorState({ questions, shown: [1, 2] });
    await open(state, [
      answerOf(["The", " cat", " sat"]),
      answerOf(["The", " black", " dog", " sat"]),
    ]);
    assert.match(await page.getByRole("status").innerText(), /differ in 1 place:/);
    assert.deepEqual(await page.locator(".differs").allInnerTexts(), [
      "\u200b␣cat",
      "\u200b␣black",
      "\u200b␣dog",
    ]);
  });

  it("keeps the ways that were gone as a tree", async () => {
    const branch = { of: 1, token: 0, text: " 2" };
    const questions = [shownQuestion(), shownQuestion({ id: 2, branch })];
    await open(inspectorState({ questions, shown: [2] }), [shownInspection(), answerOf(["!"])]);
    assert.equal(await page.locator(".tokens .before").innerText(), "\u200b␣2");
    const below = page.locator(".history li li").getByRole("button");
    assert.match(await below.innerText(), /from token 1 with ␣2/);
    await page.locator(".history li > button").first().click();
    assert.deepEqual(await asked("showQuestion"), [{ question: 1 }]);
  });

  it("shows tokens, prompts and names as text, whatever they are", async () => {
    const hostile = `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>\u202e\u0000`;
    const token = shownToken(hostile, [hostile, "\u202eevil"]);
    const model = { provider: hostile, providerTitle: hostile, model: hostile, host: hostile };
    const sent = { kind: "completion", text: hostile } as const;
    const record = {
      file: hostile,
      line: 1,
      sent,
      refusal: hostile,
      expected: hostile,
      mayTrain: true,
    };
    const generated = { text: hostile, tokens: [token], whyNoTokens: null, finishReason: hostile };
    await open(
      inspectorState({
        record: { ...record, separator: "" },
        models: [model],
        questions: [shownQuestion({ model, file: hostile }), shownQuestion({ id: 2, model })],
      }),
      [shownInspection({ generated, expected: hostile, model: hostile })],
    );
    await page.getByRole("group", { name: "Token 1" }).waitFor();
    assert.equal(await page.locator("#page img, #page script, #page iframe").count(), 0);
    assert.match(await page.locator(".tokens").innerText(), /‹U\+202E›‹U\+0000›/);
    assert.equal(await page.title(), "Inspector");
    assert.deepEqual(await page.evaluate("trouble"), []);
  });

  it("keeps its pictures, and copies the request as code", async () => {
    await open(inspectorState());
    await page.getByRole("button", { name: "SVG" }).click();
    await page.getByRole("button", { name: "PNG" }).click();
    await page.waitForFunction(`asked.filter((m) => m.name === "save").length === 2`);
    const [svg, png] = (await asked("save")) as [{ text: string }, { base64: string }];
    assert.match(svg.text, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assert.doesNotMatch(svg.text, /var\(--|<script|href=/);
    assert.equal(Buffer.from(png.base64, "base64").subarray(1, 4).toString(), "PNG");
    await page.getByRole("button", { name: "Python" }).click();
    assert.deepEqual(await asked("copyCode"), [{ question: 1, language: "python" }]);
    assert.deepEqual(await page.evaluate("trouble"), []);
  });

  it("says to screen readers what went wrong, and that it is asking", async () => {
    const failed = { kind: "failed", message: "The key is wrong.", needsKey: true } as const;
    await open(inspectorState({ questions: [shownQuestion({ status: failed })] }), []);
    assert.match(await page.getByRole("alert").innerText(), /^The key is wrong\./);
    await page.getByRole("button", { name: "Sign in to Server…" }).click();
    assert.deepEqual(await asked("signIn"), [{ question: 1 }]);
    await page.getByRole("button", { name: "Try again" }).click();
    assert.equal((await asked("ask")).length, 1);
    const status = { kind: "asking" } as const;
    await open(inspectorState({ questions: [shownQuestion({ status })] }), []);
    await page.getByRole("status").getByRole("button", { name: "Cancel" }).click();
    assert.equal((await asked("cancel")).length, 1);
  });

  it("draws 4,000 tokens with 20 alternatives in a moment, and walks through them", async (test) => {
    const others = Array.from({ length: 19 }, (_, index) => ` other${index}`);
    const tokens = Array.from({ length: 4_000 }, (_, index) =>
      shownToken(index % 40 === 39 ? "\n" : ` word${index}`, others),
    );
    const generated = { text: "", tokens, whyNoTokens: null, finishReason: "stop" };
    const state = inspectorState();
    await open({ ...state, shown: [] }, [shownInspection({ generated })]);
    const told = [{ ...state, shown: [] }, state].map((argument) =>
      JSON.stringify({ kind: "call", id: 1, name: "show", argument }),
    );
    // The best of several, and what bare elements take: machines of tests have other things to do.
    const { drawn, bare } = (await page.evaluate(`(async () => {
      const timed = async (work) => {
        const started = performance.now();
        await work();
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return performance.now() - started;
      };
      const tell = (message) => timed(() => {
        const heard = new Promise((resolve) => addEventListener("message", resolve, { once: true }));
        postMessage(message);
        return heard;
      });
      const row = document.createElement("div");
      row.className = "tokens";
      const fill = () => timed(() => {
        for (let index = 0; index < 4_000; index += 1) {
          const token = document.createElement("span");
          token.className = "token step-1";
          token.setAttribute("role", "option");
          token.setAttribute("aria-label", "word");
          token.append(document.createElement("span"), " word" + index);
          row.append(token);
        }
        document.body.append(row);
      });
      let [drawn, bare] = [Infinity, Infinity];
      for (let tries = 0; tries < 8; tries += 1) {
        await tell(${told[0]});
        drawn = Math.min(drawn, await tell(${told[1]}));
        bare = Math.min(bare, await fill());
        row.replaceChildren();
        row.remove();
      }
      return { drawn, bare };
    })()`)) as { readonly drawn: number; readonly bare: number };
    assert.equal(await page.getByRole("option").count(), 4_000);
    const list = page.getByRole("listbox");
    await list.focus();
    const walked = await page.evaluate(`(async () => {
      const list = document.querySelector(".tokens");
      const started = performance.now();
      for (let i = 0; i < 50; i += 1) {
        list.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
        await new Promise(requestAnimationFrame);
      }
      return (performance.now() - started) / 50;
    })()`);
    test.diagnostic(`drawn in ${drawn} ms (bare ${bare}), ${String(walked)} ms for each step`);
    assert.ok(drawn < Math.max(200, 3 * bare), `${drawn} ms, bare elements ${bare} ms`);
    // Each step waits for a frame, of which there are 60 in a second.
    assert.ok(Number(walked) < 50, `${String(walked)} ms`);
  });

  it("fits into a narrow window", async () => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(inspectorState(), [answerOf(["w".repeat(300), " and"])]);
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert.ok(Number(overflow) <= 0, `${String(overflow)} pixels too wide`);
    await page.setViewportSize({ width: 1000, height: 900 });
  });
});
