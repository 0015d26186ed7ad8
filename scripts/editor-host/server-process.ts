/**
 * Runs `server-main.js …` inside this process and ends, with every child, as soon as the process
 * that started it is gone, however it went: then the other end of standard input closes.
 * Usage: node server-process.ts SERVER-MAIN [options of the server]
 */
import { pathToFileURL } from "node:url";

const [server] = process.argv.splice(2, 1);
if (server === undefined) throw new Error("Usage: node server-process.ts SERVER-MAIN [options]");
process.stdin.once("end", () => process.kill(-process.pid, "SIGKILL"));
process.stdin.resume();
await import(pathToFileURL(server).href);
