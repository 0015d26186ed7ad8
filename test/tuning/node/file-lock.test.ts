import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { LockWatch } from "../../../src/tuning/node/file-lock.js";
import { temporaryFolder } from "../../data/temporary-folder.js";

const hook = join(import.meta.dirname, "../../support/hook.mjs");
const holderProgram = join(import.meta.dirname, "../../support/lock-holder.ts");

/** Takes a holder that is not heard of for dead very soon. */
const impatient = { heartbeatMs: 1_000, deadAfterMs: 30 };

interface Holder {
  readonly child: ChildProcess;
  /** "held" or "refused". */
  readonly said: Promise<string>;
}

/** A process of its own that takes a lock at a given time. */
function startHolder(test: TestContext, root: string, startAt = 0): Holder {
  const args = ["--import", hook, holderProgram, root, "lock", String(startAt)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  test.after(() => child.kill("SIGKILL"));
  const { promise, resolve } = Promise.withResolvers<string>();
  child.stdout?.setEncoding("utf8").once("data", (text: string) => resolve(text.trim()));
  return { child, said: promise };
}

async function kill({ child }: Holder): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}

function lockText(change: object = {}): string {
  return JSON.stringify({
    pid: process.pid,
    host: hostname(),
    token: "0123456789abcdef",
    ...change,
  });
}

const namesOf = (root: string): readonly string[] => readdirSync(root).sort();

describe("a lock", () => {
  it("has one holder at a time, and leaves nothing behind", async (test) => {
    const { path } = temporaryFolder(test);
    const [one, other] = [new LockWatch(), new LockWatch()];
    const lock = await one.take(join(path, "lock"));
    assert.ok(lock);
    assert.equal(await other.take(join(path, "lock")), undefined);
    assert.equal(await one.take(join(path, "lock")), undefined);
    await lock.release();
    const next = await other.take(join(path, "lock"));
    assert.ok(next);
    await next.release();
    assert.deepEqual(namesOf(path), []);
  });

  it("is free as soon as its holder is killed", async (test) => {
    const { path } = temporaryFolder(test);
    const holder = startHolder(test, path);
    assert.equal(await holder.said, "held");
    const watch = new LockWatch();
    assert.equal(await watch.take(join(path, "lock")), undefined);
    await kill(holder);
    const lock = await watch.take(join(path, "lock"));
    assert.ok(lock);
    await lock.release();
    assert.deepEqual(namesOf(path), []);
  });

  it("that a dead process holds is taken over by exactly one of many", async (test) => {
    const { path } = temporaryFolder(test);
    const dead = startHolder(test, path);
    await dead.said;
    await kill(dead);
    const startAt = Date.now() + 1_500;
    const holders = Array.from({ length: 6 }, () => startHolder(test, path, startAt));
    const said = await Promise.all(holders.map((holder) => holder.said));
    assert.deepEqual(said.toSorted(), ["held", ...Array.from({ length: 5 }, () => "refused")]);
    assert.deepEqual(namesOf(path), ["lock"]);
  });

  it("is never held twice, however many take it over at once", async (test) => {
    const { path } = temporaryFolder(test);
    const file = join(path, "lock");
    const dead = startHolder(test, path);
    await dead.said;
    const text = readFileSync(file, "utf8");
    await kill(dead);
    for (let round = 0; round < 40; round += 1) {
      writeFileSync(file, text);
      const taken = await Promise.all(Array.from({ length: 8 }, () => new LockWatch().take(file)));
      const locks = taken.filter((lock) => lock !== undefined);
      assert.equal(locks.length, 1, `round ${round}`);
      await locks[0]?.release();
      assert.deepEqual(namesOf(path), []);
    }
  });

  it("whose holder's number another process has now is taken over when it was watched", async (test) => {
    const { path } = temporaryFolder(test);
    const file = join(path, "lock");
    // This very process is alive and has never heard of the lock.
    writeFileSync(file, lockText());
    const watch = new LockWatch(impatient);
    assert.equal(await watch.take(file), undefined);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const lock = await watch.take(file);
    assert.ok(lock);
    await lock.release();
    assert.deepEqual(namesOf(path), []);
  });

  it("of another machine, or one that is only half written, is watched before it is taken", async (test) => {
    for (const text of [lockText({ host: "elsewhere", pid: 999_999_999 }), "", '{"pid":', "[]"]) {
      const { path } = temporaryFolder(test);
      const file = join(path, "lock");
      writeFileSync(file, text);
      const watch = new LockWatch(impatient);
      assert.equal(await watch.take(file), undefined);
      await new Promise((resolve) => setTimeout(resolve, 60));
      const lock = await watch.take(file);
      assert.ok(lock, text);
      await lock.release();
      assert.deepEqual(namesOf(path), []);
    }
  });

  it("stays with a holder that shows life", async (test) => {
    const { path } = temporaryFolder(test);
    const file = join(path, "lock");
    const lock = await new LockWatch({ heartbeatMs: 50, deadAfterMs: 1 }).take(file);
    const before = statSync(file).mtimeMs;
    const watch = new LockWatch({ heartbeatMs: 50, deadAfterMs: 500 });
    const end = Date.now() + 1_000;
    while (Date.now() < end) {
      assert.equal(await watch.take(file), undefined);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    assert.ok(statSync(file).mtimeMs > before);
    await lock?.release();
    assert.equal(existsSync(file), false);
  });

  it("is not removed by somebody who has lost it", async (test) => {
    const { path } = temporaryFolder(test);
    const file = join(path, "lock");
    const lost = await new LockWatch().take(file);
    writeFileSync(file, lockText({ token: "aa" }));
    await lost?.release();
    assert.equal(readFileSync(file, "utf8"), lockText({ token: "aa" }));
  });
});
