import assert from "node:assert/strict";
import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { DiskFolder } from "../../../src/tuning/node/disk-folder.js";
import { temporaryFolder } from "../../data/temporary-folder.js";

const isWindows = process.platform === "win32";

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function newFolder(test: TestContext): { readonly root: string; readonly folder: DiskFolder } {
  const { path } = temporaryFolder(test);
  const root = join(path, "data");
  return { root, folder: new DiskFolder(root, "private") };
}

function modeOf(...path: readonly string[]): number {
  return statSync(join(...path)).mode & 0o777;
}

describe("a folder on disk", () => {
  it("gives back what was written, and nothing where nothing was", async (test) => {
    const { folder } = newFolder(test);
    assert.equal(await folder.read("a/b"), undefined);
    assert.deepEqual(await folder.list("a"), []);
    await folder.write("a/b", bytesOf("one"));
    await folder.write("a/b", bytesOf("two"));
    await folder.append("a/c", "x");
    await folder.append("a/c", "ü");
    assert.deepEqual(await folder.read("a/b"), bytesOf("two"));
    assert.deepEqual(await folder.read("a/c"), bytesOf("xü"));
    assert.deepEqual([...(await folder.list("a"))].sort(), ["b", "c"]);
    await folder.remove("a/b");
    await folder.remove("a/b");
    assert.deepEqual(await folder.list("a"), ["c"]);
    await folder.remove("a");
    assert.deepEqual(await folder.list("a"), []);
  });

  it("lets nobody else read what is the person's own", { skip: isWindows }, async (test) => {
    const { root, folder } = newFolder(test);
    await folder.write("files/one/content", bytesOf("secret"));
    await folder.append("files/one/events", "secret");
    const lock = await folder.lock("files/one/lock");
    for (const path of ["", "files", "files/one"]) assert.equal(modeOf(root, path), 0o700, path);
    for (const name of ["content", "events", "lock"]) {
      assert.equal(modeOf(root, "files/one", name), 0o600, name);
    }
    await lock?.release();
  });

  it("leaves the old content and no other trace where writing fails", async (test) => {
    const { root, folder } = newFolder(test);
    await folder.write("a/b", bytesOf("old"));
    mkdirSync(join(root, "a/c"));
    writeFileSync(join(root, "a/c/inside"), "");
    // A file cannot take the place of a folder that is not empty.
    await assert.rejects(folder.write("a/c", bytesOf("new")));
    assert.deepEqual(readdirSync(join(root, "a")).sort(), ["b", "c"]);
    assert.deepEqual(await folder.read("a/b"), bytesOf("old"));
  });

  it("never shows half of a file to who reads while it is written", async (test) => {
    const { folder } = newFolder(test);
    const texts = ["a", "b"].map((sign) => sign.repeat(300_000));
    await folder.write("file", bytesOf(texts[0] ?? ""));
    const writing = (async () => {
      for (let i = 0; i < 20; i += 1) await folder.write("file", bytesOf(texts[i % 2] ?? ""));
    })();
    const seen = new Set<string>();
    for (let i = 0; i < 50; i += 1) {
      seen.add(new TextDecoder().decode(await folder.read("file")));
    }
    await writing;
    assert.ok([...seen].every((text) => texts.includes(text)));
  });

  it("removes what dead writers have left, and nothing that is being written", async (test) => {
    const { root, folder } = newFolder(test);
    await folder.write("job/job.json", bytesOf("{}"));
    const [old, young] = ["job.json.0a.tmp", "job.json.0b.tmp"].map((name) =>
      join(root, "job", name),
    );
    for (const path of [old, young]) writeFileSync(path ?? "", "{");
    const before = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(old ?? "", before, before);
    const lock = await folder.lock("job/lock");
    await lock?.release();
    assert.deepEqual(readdirSync(join(root, "job")).sort(), ["job.json", "job.json.0b.tmp"]);
  });
});
