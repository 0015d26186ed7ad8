import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GeneratedFile } from "./generated-file.ts";

/** The folders whose `assembly/index.ts` is compiled. */
const kernels: readonly string[] = ["src/core/kernel", "src/tuning/local"];

/** The kernels, compiled to WebAssembly and written down as text, so that every bundle can hold them. */
export function kernelFiles(root: string): readonly GeneratedFile[] {
  return kernels.map((folder) => {
    const source = `${folder}/assembly/index.ts`;
    const content = `// Compiled from ${source} by npm run generate.

/** The WebAssembly module of the kernel, in Base64. */
export const kernelBinary =
  "${compile(root, source).toString("base64")}";
`;
    return { path: `${folder}/kernel-binary.ts`, content };
  });
}

function compile(root: string, source: string): Buffer {
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
