import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { outputFile } from "../../src/data/output-file.js";
import { UserError } from "../../src/data/user-error.js";
import { temporaryFolder } from "./temporary-folder.ts";

describe("an output file", () => {
  it("appears as a whole when it is committed, for everybody whom the system lets read", (test) => {
    const folder = temporaryFolder(test);
    const path = join(folder.path, "new.jsonl");
    const file = outputFile(path, { mayReplace: false });
    file.write(Buffer.from("new "));
    file.write(Buffer.from("é"));
    assert.equal(folder.names().includes("new.jsonl"), false);
    file.commit();
    file.discard();
    assert.deepEqual([folder.names(), folder.read("new.jsonl")], [["new.jsonl"], "new é"]);
    assert.equal(statSync(path).mode & 0o777, 0o666 & ~process.umask());
  });

  it("leaves nothing where it is discarded", (test) => {
    const folder = temporaryFolder(test);
    const file = outputFile(join(folder.path, "new.jsonl"), { mayReplace: false });
    file.write(Buffer.from("new"));
    file.discard();
    file.discard();
    assert.deepEqual(folder.names(), []);
  });

  it("is not put over one that has come there meanwhile", (test) => {
    const folder = temporaryFolder(test);
    const file = outputFile(join(folder.path, "new.jsonl"), { mayReplace: true });
    file.write(Buffer.from("new"));
    folder.write("new.jsonl", "somebody else's");
    assert.throws(() => file.commit(), UserError);
    assert.deepEqual(
      [folder.names(), folder.read("new.jsonl")],
      [["new.jsonl"], "somebody else's"],
    );
  });

  it("takes the place of another one only where it may", (test) => {
    const folder = temporaryFolder(test);
    const path = folder.write("data.jsonl", "old");
    assert.throws(() => outputFile(path, { mayReplace: false }), /exists already/);
    const file = outputFile(path, { mayReplace: true });
    file.write(Buffer.from("new"));
    assert.equal(folder.read("data.jsonl"), "old");
    file.commit();
    assert.deepEqual([folder.names(), folder.read("data.jsonl")], [["data.jsonl"], "new"]);
  });

  it("says what is wrong where it cannot be written", (test) => {
    const folder = temporaryFolder(test);
    assert.throws(
      () => outputFile(join(folder.path, "none", "new.jsonl"), { mayReplace: true }),
      /none does not exist/,
    );
  });
});
