import type { Command } from "../command.js";

/** `tunewright serve`. */
export const serve: Command = {
  name: "serve",
  summary: "offer the local engine to other programs",
  help: `Usage: tunewright serve [--port N] [--json]

Offers the local engine on this machine (127.0.0.1) to any program that speaks to OpenAI's service:
upload files, tune, list models, ask for completions with log probabilities. Runs until Ctrl+C.
Nothing leaves the machine. Jobs that were interrupted go on.

Who asks must send the key that is shown at the start. TUNEWRIGHT_SERVE_TOKEN sets it; otherwise
there is a new one each time.

Options
  --port N   listen on this port; otherwise on any free one
  --json     print {"version":1,"url","key"} on one line
  --help
`,
  async run(args, io) {
    const { runServe } = await import("../tuning/commands.js");
    return runServe(args, io);
  },
};
