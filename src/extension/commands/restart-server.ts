import type { App } from "../start.js";

/** Starts the language server anew, for the day on which it hangs. */
export async function restartServer({ client }: App): Promise<void> {
  await client.start();
  await client.restart();
}
