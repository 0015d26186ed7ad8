import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { DiskFolder } from "../../../src/tuning/node/disk-folder.js";
import { reviewLines } from "../../support/review-lines.js";
import { smallDisk } from "../../support/small-disk.js";
import { createJob, startEngine, withHyperparameters } from "../../support/started-engine.js";

describe("a full disk", { skip: process.platform === "linux" ? false : "needs tmpfs" }, () => {
  it("keeps what was written before, and takes no half of the new", async (test) => {
    const root = smallDisk(test, 64 * 1024);
    if (root === undefined) return;
    const folder = new DiskFolder(root, "private");
    await folder.write("a", new Uint8Array(20_000).fill(1));
    await assert.rejects(folder.write("a", new Uint8Array(100_000).fill(2)), { code: "ENOSPC" });
    assert.deepEqual(await folder.read("a"), new Uint8Array(20_000).fill(1));
    assert.deepEqual(readdirSync(root), ["a"]);
  });

  it("ends a job in words, or lets it go on when there is room again", async (test) => {
    const root = smallDisk(test, 200 * 1024);
    if (root === undefined) return;
    const folder = new DiskFolder(root, "private");
    const one = startEngine({ folder });
    // Its model alone has more bytes than the disk.
    const large = withHyperparameters({ dimension: 256, n_epochs: 1 });
    const { id } = await createJob(one.client, reviewLines(60, 1), large);
    await one.engine.idle();
    await one.engine.close();
    const { status, error } = await one.client.fineTuning.jobs.retrieve(id);
    if (status === "failed") assert.match(error?.message ?? "", /ENOSPC/);
    else assert.deepEqual([status, one.troubles.length], ["running", 1]);
  });
});
