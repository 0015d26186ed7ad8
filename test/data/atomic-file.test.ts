import assert from "node:assert/strict";
import { chmodSync, lstatSync, mkdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { AtomicFile } from "../../src/data/atomic-file.js";
import { temporaryFolder } from "./temporary-folder.ts";

const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === "win32";

describe("an atomic file", () => {
  it("replaces the content as a whole when it is committed", (test) => {
    const folder = temporaryFolder(test);
    const file = new AtomicFile(folder.write("data.jsonl", "a long old content"));
    file.write(Buffer.from("new "));
    file.write(Buffer.from("é"));
    const before = folder.read("data.jsonl");
    file.commit();
    assert.deepEqual(
      [before, folder.read("data.jsonl"), folder.names()],
      ["a long old content", "new é", ["data.jsonl"]],
    );
  });

  it("can be read under its temporary path before it is committed", (test) => {
    const folder = temporaryFolder(test);
    const file = new AtomicFile(folder.write("data.jsonl", "old"));
    test.after(() => file.discard());
    file.write(Buffer.from("new"));
    const name = folder.names().find((one) => one !== "data.jsonl") ?? "";
    assert.deepEqual([join(folder.path, name), folder.read(name)], [file.temporaryPath, "new"]);
  });

  it("keeps the file's mode", { skip: isWindows && "Windows has no modes" }, (test) => {
    const path = temporaryFolder(test).write("data.jsonl", "old");
    chmodSync(path, 0o604);
    new AtomicFile(path).commit();
    assert.equal(statSync(path).mode & 0o7777, 0o604);
  });

  it("shows nobody else what it writes before it is committed", { skip: isWindows }, (test) => {
    const path = temporaryFolder(test).write("data.jsonl", "old");
    const file = new AtomicFile(path);
    test.after(() => file.discard());
    assert.equal(statSync(file.temporaryPath).mode & 0o7777, 0o600);
  });

  it("writes through a symbolic link, which stays one", { skip: isWindows }, (test) => {
    const folder = temporaryFolder(test);
    folder.write("real/data.jsonl", "old");
    const link = join(folder.path, "link.jsonl");
    symlinkSync("real/data.jsonl", link);
    const file = new AtomicFile(link);
    file.write(Buffer.from("new"));
    file.commit();
    assert.deepEqual(
      [lstatSync(link).isSymbolicLink(), folder.read("real/data.jsonl"), folder.names()],
      [true, "new", ["link.jsonl", "real"]],
    );
  });

  it("leaves the old content and no other file when it is discarded", (test) => {
    const folder = temporaryFolder(test);
    const file = new AtomicFile(folder.write("data.jsonl", "old"));
    file.write(Buffer.from("new"));
    file.discard();
    assert.deepEqual([folder.names(), folder.read("data.jsonl")], [["data.jsonl"], "old"]);
  });

  it("may be discarded twice, also after it was committed", (test) => {
    const folder = temporaryFolder(test);
    const file = new AtomicFile(folder.write("data.jsonl", "old"));
    file.write(Buffer.from("new"));
    file.commit();
    file.discard();
    file.discard();
    assert.deepEqual([folder.names(), folder.read("data.jsonl")], [["data.jsonl"], "new"]);
  });

  it("leaves nothing behind where it cannot be committed", (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("data.jsonl", "old");
    const file = new AtomicFile(path);
    rmSync(path);
    assert.throws(() => file.commit(), { code: "ENOENT" });
    assert.deepEqual(folder.names(), []);
  });

  it("leaves nothing behind where a directory has taken the file's place", (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("data.jsonl", "old");
    const file = new AtomicFile(path);
    rmSync(path);
    mkdirSync(path);
    assert.throws(() => file.commit());
    assert.deepEqual(folder.names(), ["data.jsonl"]);
  });

  it("does not begin for a file that does not exist", (test) => {
    const folder = temporaryFolder(test);
    assert.throws(() => new AtomicFile(join(folder.path, "none.jsonl")), { code: "ENOENT" });
    assert.deepEqual(folder.names(), []);
  });

  const rootSkip = isRoot && "root may write everywhere";
  it("does not begin in a directory that is read-only", { skip: isWindows || rootSkip }, (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("data.jsonl", "old");
    chmodSync(folder.path, 0o500);
    try {
      assert.throws(() => new AtomicFile(path), { code: "EACCES" });
    } finally {
      chmodSync(folder.path, 0o700);
    }
    assert.deepEqual([folder.names(), folder.read("data.jsonl")], [["data.jsonl"], "old"]);
  });
});
