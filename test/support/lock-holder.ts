// A process that takes a lock and says whether it has it; it holds it until it is killed.
import { DiskFolder } from "../../src/tuning/node/disk-folder.js";

const [, , root = "", name = "", startAt = "0"] = process.argv;
const folder = new DiskFolder(root, "private");
while (Date.now() < Number(startAt)) await new Promise((resolve) => setImmediate(resolve));
const lock = await folder.lock(name);
process.stdout.write(lock === undefined ? "refused\n" : "held\n");
setInterval(() => undefined, 1_000);
