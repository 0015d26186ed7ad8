// @ts-check
/// <reference types="node" />
/**
 * What `npm start` and `npm test` run first, with whatever Node the machine has (18 or newer) and
 * no packages: installs the packages, then runs scripts/start.ts or scripts/test.ts on Node 24.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const nodeModules = join(root, "node_modules");
const stampFile = join(nodeModules, ".installed-from");

const [script, ...scriptArguments] = process.argv.slice(2);
if (script !== "start" && script !== "test") {
  stop("Usage: node scripts/bootstrap.mjs <start|test> [options]", 2);
}
installPackages();
runOnNode24(join(root, "scripts", `${script}.ts`), scriptArguments);

/** Runs `npm ci`, unless the packages are those of the current lock file. */
function installPackages() {
  const stamp = stampOfLockFile();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  if (!matchesLockFile()) {
    console.log("▸ Installing the npm packages of this repository (about 1 minute).");
    const { status, error } = runNpm([
      "ci",
      "--no-audit",
      "--no-fund",
      "--engine-strict=false",
      "--loglevel=error",
    ]);
    if (status !== 0) {
      stop(
        `✗ "npm ci" did not work${error ? ` (${error.message})` : ""}. ` +
          "Read what it printed above, mend it, and run this again.",
        status ?? 1,
      );
    }
  }
  writeFileSync(stampFile, stamp);
}

function stampOfLockFile() {
  const hash = createHash("sha256");
  for (const file of ["package-lock.json", "tools/node24/package.json"]) {
    hash.update(readFileSync(join(root, file)));
  }
  return `${hash.digest("hex")}\n`;
}

/** Whether somebody has already run `npm ci`: npm notes what it installed, in the same form. */
function matchesLockFile() {
  const installedFile = join(nodeModules, ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  const installed = readPackages(installedFile);
  const wanted = readPackages(join(root, "package-lock.json"));
  const isSame = (/** @type {string} */ path) => installed[path]?.version === wanted[path]?.version;
  const isNeeded = (/** @type {string} */ path) =>
    path !== "" && !wanted[path]?.optional && !wanted[path]?.peer;
  return (
    Object.keys(installed).every((path) => path in wanted && isSame(path)) &&
    Object.keys(wanted).every((path) => path in installed || !isNeeded(path))
  );
}

/**
 * @typedef {{ version?: string, optional?: boolean, peer?: boolean }} LockedPackage
 * @param {string} lockFile
 * @returns {Record<string, LockedPackage>}
 */
function readPackages(lockFile) {
  // npm writes both files, in this form.
  const lock = /** @type {{ packages?: Record<string, LockedPackage> }} */ (
    JSON.parse(readFileSync(lockFile, "utf8"))
  );
  return lock.packages ?? {};
}

/**
 * The npm that runs us, on its own Node: ours may be in the folder that `npm ci` empties.
 * @param {readonly string[]} args
 */
function runNpm(args) {
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { cwd: root, stdio: "inherit" };
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  if (npm?.endsWith(".js")) return spawnSync(node ?? process.execPath, [npm, ...args], options);
  return spawnSync("npm", [...args], { ...options, shell: process.platform === "win32" });
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 */
function runOnNode24(file, args) {
  const node = findNode24();
  const child = spawn(node, [file, ...args], {
    cwd: root,
    stdio: "inherit",
    env: environmentFor(node),
  });
  // Ctrl+C reaches the child too; its end is ours.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  child.once("error", (error) => stop(`✗ ${node} does not start: ${error.message}`, 1));
  child.once("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
  });
}

/** The packaged Node 24, or this one where none is packaged. */
function findNode24() {
  const system = process.platform === "win32" ? "win" : process.platform;
  const program = process.platform === "win32" ? "node.exe" : "node";
  const packaged = join(nodeModules, `node-${system}-${process.arch}`, "bin", program);
  if (existsSync(packaged) && spawnSync(packaged, ["--version"]).status === 0) return packaged;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  return stop(
    `✗ This needs Node 24 or newer; here is Node ${process.versions.node}, and there is no ` +
      `packaged one for ${process.platform} ${process.arch}.\n` +
      "  Install Node 24 from https://nodejs.org/en/download and run this again.",
    2,
  );
}

/** @param {string} node */
function environmentFor(node) {
  const pathName = Object.keys(process.env).find((name) => /^path$/i.test(name)) ?? "PATH";
  const folders = [join(nodeModules, ".bin"), dirname(node), process.env[pathName] ?? ""];
  return { ...process.env, [pathName]: folders.join(delimiter) };
}

/**
 * @param {string} message
 * @param {number} code
 * @returns {never}
 */
function stop(message, code) {
  console.error(message);
  process.exit(code);
}
