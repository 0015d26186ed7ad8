/**
 * Packages the extension for one platform, with the engine that prepares datasets:
 * `npm run package:platform -- linux-x64`. The package of `npm run package` is for all platforms and
 * has no engine: all but conditions, derived columns and Parquet works there.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Platform {
  readonly os: string;
  readonly cpu: string;
  readonly libc?: string;
}

const platforms: Readonly<Record<string, Platform>> = {
  "linux-x64": { os: "linux", cpu: "x64", libc: "glibc" },
  "linux-arm64": { os: "linux", cpu: "arm64", libc: "glibc" },
  "alpine-x64": { os: "linux", cpu: "x64", libc: "musl" },
  "alpine-arm64": { os: "linux", cpu: "arm64", libc: "musl" },
  "darwin-x64": { os: "darwin", cpu: "x64" },
  "darwin-arm64": { os: "darwin", cpu: "arm64" },
  "win32-x64": { os: "win32", cpu: "x64" },
  "win32-arm64": { os: "win32", cpu: "arm64" },
};

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string }>
  >;
}

const root = join(import.meta.dirname, "..");
const engine = "node_modules/@duckdb/node-api";

function packageFor(target: string, { os, cpu, libc }: Platform): void {
  const stage = mkdtempSync(join(tmpdir(), "tunewright-package-"));
  const carried = join(root, "dist", "node_modules");
  try {
    const locked = lockOf(join(root, "package-lock.json"));
    const version = locked.packages[engine]?.version ?? "";
    const platform = [
      `--os=${os}`,
      `--cpu=${cpu}`,
      ...(libc === undefined ? [] : [`--libc=${libc}`]),
    ];
    const install = ["install", "--prefix", stage, "--no-save", "--ignore-scripts", "--no-audit"];
    run("npm", [...install, ...platform, `@duckdb/node-api@${version}`]);
    refuseOthers(locked, lockOf(join(stage, "node_modules", ".package-lock.json")), libc);
    cpSync(join(stage, "node_modules"), carried, {
      recursive: true,
      filter: (path) => !/\.(?:d\.ts|map|md)$|\.package-lock\.json$|\.bin$/.test(path),
    });
    mkdirSync(join(root, "out"), { recursive: true });
    const file = join("out", `tunewright-${target}.vsix`);
    const options = [
      "--no-dependencies",
      "--allow-missing-repository",
      "--no-rewrite-relative-links",
    ];
    run("npx", ["vsce", "package", "--target", target, ...options, "--out", file]);
    process.stdout.write(`${file}: ${(statSync(join(root, file)).size / 1e6).toFixed(1)} MB\n`);
  } finally {
    rmSync(carried, { recursive: true, force: true });
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Only what our lock file names, byte for byte, is packaged, and the engine for this platform is among it. */
function refuseOthers(locked: Lock, staged: Lock, libc: string | undefined): void {
  const names = Object.keys(staged.packages);
  for (const name of names) {
    const { integrity } = staged.packages[name] ?? {};
    if (integrity !== undefined && integrity === locked.packages[name]?.integrity) continue;
    throw new Error(`${name} is not what package-lock.json names.`);
  }
  const suffix = libc === "musl" ? /-musl$/ : /node-bindings-[a-z0-9]+-[a-z0-9]+$/;
  if (names.some((name) => suffix.test(name))) return;
  throw new Error(`The registry has no engine for this platform: ${names.join(", ")}.`);
}

function lockOf(path: string): Lock {
  // Written by npm.
  return JSON.parse(readFileSync(path, "utf8")) as Lock;
}

function run(program: string, programArguments: readonly string[]): void {
  const { status } = spawnSync(program, programArguments, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0)
    throw new Error(`${program} ${programArguments.join(" ")} ended with ${status}.`);
}

const [target = ""] = process.argv.slice(2);
const platform = platforms[target];
if (platform === undefined) {
  process.stderr.write(
    `Usage: npm run package:platform -- ${Object.keys(platforms).join(" | ")}\n`,
  );
  process.exitCode = 2;
} else {
  packageFor(target, platform);
}
