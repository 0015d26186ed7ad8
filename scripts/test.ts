/** `npm test`: builds Tunewright, runs all its tests and adds up the results. */
import { spawn } from "node:child_process";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { npmCommand } from "./editor-host/npm-command.ts";
import { repositoryFolder } from "./editor-host/paths.ts";
import { messageOf, say, sayError, since } from "./editor-host/say.ts";
import { type Counts, readCounts } from "./editor-host/test-counts.ts";

const help = `Usage: npm test -- [options]

  --only LIST   Run these steps only: build, unit, property, product, editor, window (separated
                by commas; the last three build first).
  --yes         Install missing system packages without asking (Debian, Ubuntu; also with CI set).
  --help        Show this.`;

interface Step {
  readonly name: string;
  readonly what: string;
  readonly command: readonly [string, ...string[]];
  /** In which form it prints the counts of its tests; `none` where it has no tests. */
  readonly prints: "none" | "node-test" | "editor";
}

const steps: readonly Step[] = [
  {
    name: "build",
    what: "Building (a few seconds)",
    command: [process.execPath, "scripts/build.ts"],
    prints: "none",
  },
  {
    name: "unit",
    what: "Unit tests (a few seconds)",
    command: [...npmCommand(), "run", "--silent", "test:unit"],
    prints: "node-test",
  },
  {
    name: "property",
    what: "Property tests (about 1 minute)",
    command: [...npmCommand(), "run", "--silent", "test:property"],
    prints: "node-test",
  },
  {
    name: "product",
    what: "Tests of the built command line and language server (about 1 minute)",
    command: [...npmCommand(), "run", "--silent", "test:product"],
    prints: "node-test",
  },
  {
    name: "editor",
    what: "Tests in a real VS Code (about 1 minute; the first time 3 more to get VS Code)",
    command: [process.execPath, "test/editor/run.ts"],
    prints: "editor",
  },
  {
    name: "window",
    what: "Tests of whole windows of VS Code (about 1 minute)",
    command: [...npmCommand(), "run", "--silent", "test:window"],
    prints: "node-test",
  },
];

interface StepResult extends Counts {
  readonly name: string;
  readonly duration: string;
  /** Why the step is a failure although no test of it failed. */
  readonly problem?: string;
}

try {
  process.exitCode = await main();
} catch (error) {
  sayError(error);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { only, help: wantsHelp, yes } = readOptions();
  if (wantsHelp) {
    console.log(help);
    return 0;
  }
  const results: StepResult[] = [];
  for (const step of chooseSteps(only)) {
    const result = await runStep(step, yes);
    results.push(result);
    if (result.problem !== undefined && step.prints === "none") break;
  }
  return summarize(results);
}

function readOptions() {
  const boolean = { type: "boolean", default: false } as const;
  const options = { help: boolean, yes: boolean, only: { type: "string" } } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Error(`${messageOf(error)}\n\n${help}`, { cause: error });
  }
}

function chooseSteps(only: string | undefined): readonly Step[] {
  if (only === undefined) return steps;
  const wanted = only.split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(`Expected "--only" to name steps, got "${unknown.join(", ")}".\n\n${help}`);
  }
  const needsBuild = ["editor", "product", "window"].some((name) => wanted.includes(name));
  const names = needsBuild ? ["build", ...wanted] : wanted;
  return steps.filter(({ name }) => names.includes(name));
}

async function runStep(step: Step, yes: boolean): Promise<StepResult> {
  const started = performance.now();
  console.log();
  say(`${step.what}.`);
  const [command, ...args] = step.command;
  const withYes = yes && step.name === "editor" ? [...args, "--yes"] : args;
  const { code, output } = await runShown(command, withYes);
  const counts = readCounts[step.prints](output);
  const problem = problemOf(step, code, counts);
  return {
    ...counts,
    name: step.name,
    duration: since(started),
    ...(problem === undefined ? {} : { problem }),
  };
}

function problemOf(step: Step, code: number | string, counts: Counts): string | undefined {
  if (code !== 0 && counts.failed === 0) return `ended with ${code}`;
  if (step.prints !== "none" && counts.passed + counts.failed === 0) return "ran no tests";
  return undefined;
}

interface ShownResult {
  readonly code: number | string;
  readonly output: string;
}

/** Shows the output as it comes and keeps it to read the counts. */
function runShown(command: string, args: readonly string[]): Promise<ShownResult> {
  return new Promise((resolve, reject) => {
    const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
    const child = spawn(command, args, {
      cwd: repositoryFolder,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...colour },
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      process.stdout.write(chunk);
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const output = stripVTControlCharacters(Buffer.concat(chunks).toString());
      resolve({ code: code ?? signal ?? "no code", output });
    });
  });
}

/** Prints the table and the last line; a step that broke counts as one failure. */
function summarize(results: readonly StepResult[]): number {
  console.log(
    `\n${["step      passed  failed skipped      time", ...results.map(row)].join("\n")}\n`,
  );
  const sum = (value: (result: StepResult) => number) =>
    results.reduce((total, result) => total + value(result), 0);
  const passed = sum((result) => result.passed);
  const failed = sum((result) => result.failed + (result.problem === undefined ? 0 : 1));
  const skipped = sum((result) => result.skipped);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed === 0 ? 0 : 1;
}

function row({ name, passed, failed, skipped, duration, problem }: StepResult): string {
  const numbers = [passed, failed, skipped].map((count) => String(count).padStart(8)).join("");
  const line = `${name.padEnd(8)}${numbers}${duration.padStart(10)}`;
  return problem === undefined ? line : `${line}  ✗ ${problem}`;
}
