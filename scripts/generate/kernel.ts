import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GeneratedFile } from "./generated-file.ts";

const source = "src/core/kernel/assembly/index.ts";

/** The kernel, compiled to WebAssembly and written down as text, so that every bundle can hold it. */
export function kernelFile(root: string): GeneratedFile {
  const binary = compile(root);
  const content = `// Compiled from ${source} by npm run generate.

/** The WebAssembly module of the kernel, in Base64. */
export const kernelBinary =
  "${binary.toString("base64")}";
`;
  return { path: "src/core/kernel/kernel-binary.ts", content };
}

function compile(root: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "tunewright-kernel-"));
  try {
    const outFile = join(folder, "kernel.wasm");
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, "node_modules", "assemblyscript", "bin", "asc.js"), source, ...options(outFile)],
      { cwd: root, encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`The kernel does not compile.\n${stderr.slice(0, 2_000)}`);
    return readFileSync(outFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function options(outFile: string): readonly string[] {
  const code = "--runtime stub --use abort= --noAssert -O3 --initialMemory 4";
  const features = "--enable simd --enable bulk-memory";
  return ["--outFile", outFile, ...`${code} ${features}`.split(" ")];
}
