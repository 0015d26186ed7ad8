import type { Capabilities } from "../../core/inspection/capabilities.js";
import type { JsonObject } from "../../core/json/json-node.js";
import { isJsonObject, ownMember } from "../../core/json/json-node.js";
import type { Folder } from "../local/engine/folder.js";
import { readJson, writeJson } from "../local/engine/folder.js";

const folderName = "capabilities";

/** What was found out about endpoints and models, kept until it is found out anew. */
export class CapabilityStore {
  readonly #folder: Folder;

  /** The folder is the person's own: what a service does is the same in every workspace. */
  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** What is known of a model at an address, or `undefined`; what is damaged is not known. */
  async read(endpoint: string, model: string): Promise<Capabilities | undefined> {
    const value = await readJson(this.#folder, nameFor(endpoint, model));
    if (value === undefined || !isCapabilities(value)) return undefined;
    const isSame = value.endpoint === endpoint && value.model === model;
    return isSame ? value : undefined;
  }

  async write(capabilities: Capabilities): Promise<void> {
    const { endpoint, model } = capabilities;
    await writeJson(this.#folder, nameFor(endpoint, model), capabilities);
  }
}

/** Two that share a name replace each other: what is in the file says whose it is. */
function nameFor(endpoint: string, model: string): string {
  const text = `${endpoint}\n${model}`;
  // FNV-1a, twice with different starts: a name for a file, not a secret.
  const hash = (start: number): string => {
    let value = start;
    for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
    return (value >>> 0).toString(16).padStart(8, "0");
  };
  return `${folderName}/${hash(0x811c9dc5)}${hash(0x050c5d1f)}.json`;
}

function isCapabilities(value: JsonObject): value is JsonObject & Capabilities {
  const routes = ownMember(value, "routes");
  return (
    ownMember(value, "version") === 1 &&
    isJsonObject(routes) &&
    ["chat", "completions", "responses"].every((name) => isRoute(ownMember(routes, name))) &&
    ["scoring", "chatScoring"].every((name) => isScoring(ownMember(value, name))) &&
    ["probedAt", "limitName"].every((name) => typeof ownMember(value, name) === "string")
  );
}

function isRoute(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string): unknown =>
    Object.hasOwn(value, name) ? Reflect.get(value, name) : 0;
  return typeof has("answers") === "boolean" && typeof has("alternatives") === "number";
}

function isScoring(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const kind: unknown = Object.hasOwn(value, "kind") ? Reflect.get(value, "kind") : undefined;
  return kind === "none" || kind === "scores";
}
