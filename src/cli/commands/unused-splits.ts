import { relative, resolve } from "node:path";
import type { LaterRole } from "../../core/dataset/split-names.js";
import { splitsAfter } from "../../data/find-splits.js";
import { Failures } from "../failures.js";
import type { Io } from "../io.js";
import { printable } from "../report/printable.js";
import type { TuneRequest } from "../tune-request.js";
import { CheckConfigurations } from "./check-configurations.js";

/**
 * Says which files belong to the training file, by their names or by `tunewright.json`, where the
 * command line names none: nothing is sent or measured that nobody has named.
 */
export function tellUnusedSplits(request: TuneRequest, io: Io): void {
  const roles: readonly LaterRole[] = ["validation", "test"];
  for (const role of roles) {
    if (request[role] !== undefined) continue;
    const [path] = splitsOf(request.training, role, io);
    if (path === undefined) continue;
    io.stderr.write(
      `${printable(`${path} belongs to ${request.training} and is not used: name it with --${role}.`)}\n`,
    );
  }
}

function splitsOf(training: string, role: LaterRole, io: Io): readonly string[] {
  const { cwd, tokenizers, judgeLabels } = io;
  const configurations = new CheckConfigurations({
    request: {
      configuration: "nearest",
      target: undefined,
      tokens: { model: undefined, tokenizer: undefined, maxTokens: undefined },
      severities: {},
      standardInputName: "",
    },
    cwd,
    today: io.today(),
    failures: new Failures(io),
    tokenizers,
    judgeLabels,
  });
  const named = configurations.of(training)?.options.splits;
  return splitsAfter(resolve(cwd, training), role, named).map((path) => relative(cwd, path));
}
