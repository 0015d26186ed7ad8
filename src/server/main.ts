import { startNodeServer } from "./node.js";

/** Resolves when the editor has gone. Loading this module starts the server on this process. */
export const ended: Promise<void> = startNodeServer();
