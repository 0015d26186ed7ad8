import type { Command } from "../command.js";
import { exitCode } from "../exit-code.js";
import { parseOptions } from "../options.js";
import { UserError } from "../../data/user-error.js";

/** `tunewright lsp`. */
export const lsp: Command = {
  name: "lsp",
  summary: "start the language server for an editor",
  help: `Usage: tunewright lsp --stdio

Starts the language server, which speaks the Language Server Protocol over standard input and
output. Point your editor's client for *.jsonl files at this command.

Options
  --stdio   required: the only way to talk to the server
  --help
`,
  async run(args) {
    const { values } = parseOptions(args, {
      stdio: { type: "boolean" },
      help: { type: "boolean", short: "h" },
      // Clients add it so that a server notices when its editor is gone.
      clientProcessId: { type: "string" },
    });
    if (values.stdio !== true) {
      throw new UserError('The server speaks through standard input: "tunewright lsp --stdio".');
    }
    const { ended } = await import("../../server/main.js");
    await ended;
    return exitCode.fine;
  },
};
