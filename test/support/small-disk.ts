import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** A disk of so many bytes, or why there is none. */
export function smallDisk(test: TestContext, bytes: number): string | undefined {
  const root = mkdtempSync(join(tmpdir(), "tunewright-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", root], {
      stdio: "ignore",
    });
  } catch {
    rmdirSync(root);
    test.skip("only root may mount a small disk");
    return undefined;
  }
  test.after(() => {
    execFileSync("umount", ["-l", root]);
    rmdirSync(root);
  });
  return root;
}
