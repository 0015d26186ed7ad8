import { UserError } from "../../data/user-error.js";
import { addressForKeys } from "../../tuning/connection-address.js";
import type { LocalEngine } from "../../tuning/local/engine/local-engine.js";
import { localAddress, localConnection } from "../../tuning/local-connection.js";
import type { Connection, Provider } from "../../tuning/provider.js";
import { findProvider, providers } from "../../tuning/providers/index.js";
import type { RunFile } from "../../tuning/runs/run-file.js";
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
    return { provider, connection: localConnection(engine), engine };
  }
  const url = urlOf(provider, io);
  const connection = { url, key: keyOf(provider, io), fetch: (request: Request) => fetch(request) };
  return { provider, connection, engine: undefined };
}

/** Reaches the provider of a run, where it was begun. Throws a `UserError` where that is elsewhere. */
export function connectFor({ id, provider, endpoint }: RunFile, io: Io): Connected {
  const connected = connect(providerNamed(provider), io);
  // A run's file may be somebody else's: it does not choose where a key is sent.
  if (endpoint === null || endpoint === connected.connection.url) return connected;
  throw new UserError(
    `Run ${id} was begun at ${endpoint}, and the environment names ${connected.connection.url}. Name that address there to go on.`,
  );
}

function keyOf({ authentication, title }: Provider, { environment }: Io): string {
  if (authentication.kind === "none") return "none";
  const key = environment[authentication.variable];
  if (key !== undefined && key !== "") return key;
  throw new UserError(`${title} needs a key: set ${authentication.variable} in the environment.`);
}

function urlOf({ endpoint, title }: Provider, { environment }: Io): string {
  switch (endpoint.kind) {
    case "here":
      return localAddress;
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
  const address = addressForKeys(text);
  if (address !== undefined) return address;
  // What stands in the variable may hold a password: it is not repeated.
  throw new UserError(
    `${title} cannot be reached at the address in ${variable}: a key is sent to an https address only, which holds no user, password or query. Please ${hint}.`,
  );
}
