import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BackgroundWork } from "../../src/server/background-work.js";
import type { ServerHost } from "../../src/server/host.js";

/** A host whose time goes on by so much with each look at the clock, and whose timers wait. */
function slowHost(perLookMs: number): { readonly host: ServerHost; fire(): Promise<void> } {
  let now = 0;
  const timers = new Set<() => void>();
  return {
    host: {
      startTimer(callback) {
        timers.add(callback);
        return () => timers.delete(callback);
      },
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      now: () => (now += perLookMs),
      today: () => "2026-01-01",
      version: "1",
    },
    async fire() {
      const [callback] = timers;
      if (callback !== undefined) timers.delete(callback);
      callback?.();
      await Promise.resolve();
    },
  };
}

/** Work of so many steps that notes what happens to it. */
function work(steps: number, perLookMs: number) {
  const events: string[] = [];
  const { host, fire } = slowHost(perLookMs);
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const background = new BackgroundWork({
    host,
    othersOf: () =>
      Promise.resolve({
        datasets: [],
        release: () => {
          events.push("released");
          finish();
        },
      }),
    *steps() {
      try {
        for (let i = 0; i < steps; i += 1) yield;
      } finally {
        events.push("left");
      }
    },
    showProgress() {
      events.push("shown");
      return () => events.push("hidden");
    },
    onDone: () => events.push("done"),
    onFailed: assert.ifError,
  });
  return { background, events, fire, finished };
}

describe("work in the background", () => {
  it("waits for a pause, and starts once however often it is asked for", async () => {
    const { background, events, fire, finished } = work(3, 1);
    background.schedule();
    background.schedule();
    assert.deepEqual(events, []);
    await fire();
    await finished;
    await fire();
    assert.deepEqual(events, ["left", "done", "released"]);
  });

  it("is shown where it takes longer than a second", async () => {
    const { background, events, fire, finished } = work(80, 30);
    background.schedule();
    await fire();
    await finished;
    assert.deepEqual(events, ["shown", "left", "done", "hidden", "released"]);
  });

  it("ends where it is cancelled, gives back what it holds, and says nothing", async () => {
    const { background, events, fire, finished } = work(1_000_000, 30);
    background.schedule();
    await fire();
    background.cancel();
    await finished;
    assert.ok(!events.includes("done"));
    assert.equal(events.at(-1), "released");
  });
});
