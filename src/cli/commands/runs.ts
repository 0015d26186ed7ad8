import type { Command } from "../command.js";

/** `tunewright runs`. */
export const runs: Command = {
  name: "runs",
  summary: "list, follow and stop runs",
  help: `Usage: tunewright runs [--json]
       tunewright runs --follow|--cancel|--pause|--resume RUN [--json]
       tunewright runs --settle RUN [--job JOB | --no-job] [--json]

Lists the runs of this directory (.tunewright/runs), the newest first, or does something with one.
A run that was interrupted goes on with --follow from where it stands.

Options
  --follow RUN   wait for a run's end, and do what is still to be done for it
  --cancel RUN   stop it for good
  --pause RUN    stop it for now, where the provider can
  --resume RUN   let it go on after a pause; then follow it
  --settle RUN   say what became of a run that is unknown: with --job its job at the provider,
                 with --no-job that there is none; with neither, the jobs that it may be are listed
  --json         print the runs' files
  --help
`,
  async run(args, io) {
    const { runRuns } = await import("../tuning/commands.js");
    return runRuns(args, io);
  },
};
