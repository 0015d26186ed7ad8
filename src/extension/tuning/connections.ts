import * as vscode from "vscode";
import type { LocalEngine } from "../../tuning/local/engine/local-engine.js";
import { localConnection } from "../../tuning/local-connection.js";
import type { Connection, Provider, ProviderClient } from "../../tuning/provider.js";
import { ProviderError } from "../../tuning/provider-error.js";
import type { Credential, ProviderKeys } from "./provider-keys.js";
import { keyEnding } from "./provider-keys.js";
import { addressIfAny, addressOf } from "./provider-settings.js";

/** Entra's name for what Azure's models may be used with. */
const azureScope = "https://cognitiveservices.azure.com/.default";

/** What connections are made from. */
export interface ConnectionSources {
  readonly keys: ProviderKeys;
  /** Starts the local engine. */
  readonly openEngine: () => LocalEngine;
  /** Whether anything may be sent or run. */
  readonly isTrusted: () => boolean;
}

/** Reaches providers. A class because the local engine lives as long as it. */
export class Connections {
  readonly #sources: ConnectionSources;
  #engine: LocalEngine | undefined;

  constructor(sources: ConnectionSources) {
    this.#sources = sources;
  }

  /** Rejects with words for people where the workspace is not trusted, or the person has to sign in. */
  async to(provider: Provider): Promise<Connection> {
    if (!this.#sources.isTrusted()) throw new Error(untrusted());
    if (provider.endpoint.kind === "here") return localConnection(await this.#startedEngine());
    const url = addressOf(provider);
    const credential = url === undefined ? undefined : await this.#sources.keys.of(provider, url);
    if (url === undefined || credential === undefined) throw notSignedIn(provider);
    return connectionWith(credential, url);
  }

  async client(provider: Provider): Promise<ProviderClient> {
    return provider.connect(await this.to(provider));
  }

  /** Whether a provider can be asked without signing in first. Nothing is sent. */
  async isReady(provider: Provider): Promise<boolean> {
    if (provider.endpoint.kind === "here") return true;
    return (await this.credentialOf(provider)) !== undefined;
  }

  /** Which key is in use: where it comes from and how it ends, never the key. */
  async describe(provider: Provider): Promise<string> {
    if (provider.endpoint.kind === "here") return vscode.l10n.t("no account needed");
    const credential = await this.credentialOf(provider);
    if (credential === undefined) return vscode.l10n.t("not signed in");
    if (credential.kind === "microsoft") return vscode.l10n.t("signed in with Microsoft");
    const ending = keyEnding(credential.key);
    const { authentication } = provider;
    if (credential.from === "environment" && authentication.kind === "key") {
      return vscode.l10n.t("key from {0} …{1}", authentication.variable, ending);
    }
    return vscode.l10n.t("key kept here …{0}", ending);
  }

  async credentialOf(provider: Provider): Promise<Credential | undefined> {
    const url = addressIfAny(provider);
    return url === undefined ? undefined : this.#sources.keys.of(provider, url);
  }

  async close(): Promise<void> {
    await this.#engine?.close();
  }

  async #startedEngine(): Promise<LocalEngine> {
    if (this.#engine !== undefined) return this.#engine;
    this.#engine = this.#sources.openEngine();
    await this.#engine.resumeAbandoned();
    return this.#engine;
  }
}

/** How a provider is reached with a key or an account. */
export function connectionWith(credential: Credential, url: string): Connection {
  if (credential.kind === "key") {
    return { url, key: credential.key, fetch: (request) => fetch(request) };
  }
  return {
    url,
    key: "entra",
    fetch: async (request) => {
      // Anew each time: a token lasts an hour, a run may last longer. Nobody is asked for it then:
      // runs are followed while people do something else.
      const session = await microsoftSession({ silent: true });
      if (session === undefined) throw signedOut();
      request.headers.set("authorization", `Bearer ${session.accessToken}`);
      return fetch(request);
    },
  };
}

/** Lets the person sign in where they have not yet. Rejects where they do not want to. */
export async function signInWithMicrosoft(): Promise<void> {
  await microsoftSession({ createIfNone: true });
}

async function microsoftSession(
  options: vscode.AuthenticationGetSessionOptions,
): Promise<vscode.AuthenticationSession | undefined> {
  return vscode.authentication.getSession("microsoft", [azureScope], options);
}

function signedOut(): ProviderError {
  const message = vscode.l10n.t(
    'The Microsoft account is no longer signed in: run "Tunewright: Sign in to a provider…".',
  );
  return new ProviderError(message, { kind: "key", isUnclear: false });
}

/** What people are told where a workspace that is not trusted would send or run something. */
export function untrusted(): string {
  return vscode.l10n.t(
    "Nothing is sent or trained in a workspace that you do not trust. Trust it first (Workspaces: Manage Workspace Trust).",
  );
}

function notSignedIn({ title }: Provider): ProviderError {
  const message = vscode.l10n.t(
    '{0} needs an address and a key: run "Tunewright: Sign in to a provider…".',
    title,
  );
  return new ProviderError(message, { kind: "key", isUnclear: false });
}
