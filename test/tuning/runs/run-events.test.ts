import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MemoryFolder } from "../../../src/tuning/local/engine/memory-folder.js";
import type { JobEvent } from "../../../src/tuning/provider.js";
import { FolderLedger } from "../../../src/tuning/runs/folder-ledger.js";
import type { RunEvent } from "../../../src/tuning/runs/run-events.js";
import {
  mostEvents,
  parseRunEvents,
  runEventsText,
  withNewEvents,
} from "../../../src/tuning/runs/run-events.js";

const noon = Date.UTC(2026, 10, 22, 12);

function told(id: string, change: Partial<JobEvent> = {}): JobEvent {
  return { id, at: noon, level: "info", message: `Message ${id}`, metrics: null, ...change };
}

function withoutMetrics({ id, at, level, message }: JobEvent): RunEvent {
  return { id, at, level, message };
}

describe("the events of a run", () => {
  it("are read as they were written, one line each", () => {
    const events = withNewEvents([], [told("a"), told("b", { level: "error", message: "1\n2" })]);
    const text = runEventsText(events);
    assert.equal(
      text,
      '{"at":"2026-11-22T12:00:00.000Z","level":"info","message":"Message a","id":"a"}\n' +
        '{"at":"2026-11-22T12:00:00.000Z","level":"error","message":"1\\n2","id":"b"}\n',
    );
    assert.deepEqual(parseRunEvents(text), events);
  });

  it("are told once, whatever a service repeats", () => {
    const kept = withNewEvents([], [told("a"), told("b")]);
    assert.equal(withNewEvents(kept, [told("b"), told("a")]), kept);
  });

  it("leave numbers to the curve, unless something is wrong with them", () => {
    const metrics = { step: 1, trainingLoss: 2 };
    const warning = told("b", { metrics, level: "warning" });
    assert.deepEqual(withNewEvents([], [told("a", { metrics }), warning]), [
      withoutMetrics(warning),
    ]);
  });

  it("are the newest, where there are too many", () => {
    const many = Array.from({ length: mostEvents + 5 }, (_, index) =>
      told(`event-${index}`, { at: noon + index * 1000 }),
    );
    const kept = withNewEvents([], many);
    assert.equal(kept.length, mostEvents);
    assert.equal(kept[0]?.id, "event-5");
    // A service that tells all of them again changes nothing.
    assert.equal(withNewEvents(kept, many), kept);
  });

  it("leave out what somebody has broken", () => {
    const line = '{"at":"2026-11-22T12:00:00.000Z","level":"info","message":"m","id":"a"}';
    const broken = ['{"at":"yesterday","level":"info","message":"m","id":"b"}', "{", "[]", line];
    assert.deepEqual(
      parseRunEvents(broken.join("\n")).map(({ id }) => id),
      ["a"],
    );
  });

  it("lie beside the run, and go with it", async () => {
    const folder = new MemoryFolder();
    const ledger = new FolderLedger(folder);
    await ledger.writeEvents("run-1", [withoutMetrics(told("a"))]);
    assert.deepEqual(await folder.list("runs"), ["run-1.events"]);
    assert.deepEqual(await ledger.readEvents("run-1"), [withoutMetrics(told("a"))]);
    assert.deepEqual(await ledger.readEvents("../run-1"), []);
    await ledger.remove("run-1");
    assert.deepEqual(await folder.list("runs"), []);
  });
});
