import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The part of the window in which extensions run as plain scripts. */
const script = (token: string): string => `
const vscode = require("vscode");
exports.activate = ({ subscriptions }) => {
  const changes = new vscode.EventEmitter();
  let sessions = [];
  const set = (next) => {
    const [added, removed] = [next, sessions];
    sessions = next;
    changes.fire({ added, removed, changed: [] });
  };
  subscriptions.push(
    vscode.authentication.registerAuthenticationProvider("microsoft", "Microsoft", {
      onDidChangeSessions: changes.event,
      getSessions: async () => sessions,
      createSession: async (scopes) => {
        const account = { id: "person", label: "person@example.com" };
        set([{ id: "1", accessToken: ${JSON.stringify(token)}, account, scopes }]);
        return sessions[0];
      },
      removeSession: async () => set([]),
    }),
    vscode.commands.registerCommand("fakeMicrosoft.signOut", () => set([])),
  );
};
`;

/**
 * Writes an extension that stands in for VS Code's own sign-in with Microsoft: it bears its name, and
 * a higher version. Everybody who signs in is given the token. Returns its folder.
 */
export function writeFakeMicrosoft(folder: string, token: string): string {
  const place = join(folder, "microsoft-authentication");
  mkdirSync(place, { recursive: true });
  const manifest = {
    name: "microsoft-authentication",
    publisher: "vscode",
    version: "99.0.0",
    engines: { vscode: "^1.100.0" },
    main: "./extension.js",
    activationEvents: ["onAuthenticationRequest:microsoft", "onStartupFinished"],
    contributes: {
      authentication: [{ id: "microsoft", label: "Microsoft" }],
      commands: [{ command: "fakeMicrosoft.signOut", title: "Fake Microsoft: Sign out" }],
    },
  };
  writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(place, "extension.js"), script(token));
  return place;
}
