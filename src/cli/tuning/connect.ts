import { UserError } from "../../data/user-error.js";
import type { LocalEngine } from "../../tuning/local/engine/local-engine.js";
import type { Connection, Provider } from "../../tuning/provider.js";
import { findProvider, providers } from "../../tuning/providers/index.js";
import type { Io } from "../io.js";
import { openEngine } from "./open-engine.js";

/** A provider that can be spoken to. */
export interface Connected {
  readonly provider: Provider;
  readonly connection: Connection;
  /** The engine behind the connection, where that is the local one. Must be closed. */
  readonly engine: LocalEngine | undefined;
}

/** The provider of this name. Throws a `UserError` that names them all. */
export function providerNamed(name: string): Provider {
  const provider = findProvider(name);
  if (provider !== undefined) return provider;
  const names = providers.map(({ id }) => id).join(", ");
  throw new UserError(`Expected --provider to be one of ${names}, got "${name}".`);
}

/** Reaches a provider with what the environment says. Throws a `UserError` where that is not enough. */
export function connect(provider: Provider, io: Io): Connected {
  if (provider.endpoint.kind === "here") {
    const engine = openEngine(io);
    const connection = { url: localUrl, key: "local", fetch: engine.fetch };
    return { provider, connection, engine };
  }
  const url = urlOf(provider, io);
  const connection = { url, key: keyOf(provider, io), fetch: (request: Request) => fetch(request) };
  return { provider, connection, engine: undefined };
}

/** Nobody is asked there: the engine's own `fetch` answers. */
const localUrl = "http://local-engine.invalid/v1";

function keyOf({ authentication, title }: Provider, { environment }: Io): string {
  if (authentication.kind === "none") return "none";
  const key = environment[authentication.variable];
  if (key !== undefined && key !== "") return key;
  throw new UserError(`${title} needs a key: set ${authentication.variable} in the environment.`);
}

function urlOf({ endpoint, title }: Provider, { environment }: Io): string {
  switch (endpoint.kind) {
    case "here":
      return localUrl;
    case "fixed":
      return endpoint.url;
    case "own":
      return checkedUrl(environment[endpoint.variable], endpoint, title);
  }
}

function checkedUrl(
  text: string | undefined,
  { variable, example }: { readonly variable: string; readonly example: string },
  title: string,
): string {
  const hint = `set ${variable} to its address, such as ${example}`;
  if (text === undefined || text === "") throw new UserError(`${title} needs an address: ${hint}.`);
  if (URL.canParse(text) && mayCarryKey(new URL(text))) return text.replace(/\/+$/, "");
  throw new UserError(`"${text}" is no address that a key can be sent to (https): ${hint}.`);
}

/** A key goes over an encrypted connection, or nowhere but to this machine. */
function mayCarryKey({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
}
