import type * as vscode from "vscode";
import type { Provider } from "../../tuning/provider.js";

/** How a person proves to a provider who they are. */
export type Credential =
  | { readonly kind: "key"; readonly key: string; readonly from: "environment" | "stored" }
  /** With the account that the editor is signed in to. */
  | { readonly kind: "microsoft" };

/** What is kept: never without the address that it was given for. */
type StoredCredential = { readonly address: string } & (
  { readonly kind: "key"; readonly key: string } | { readonly kind: "microsoft" }
);

/** What keys are read with. */
export interface KeySources {
  readonly secrets: Pick<vscode.SecretStorage, "delete" | "get" | "store">;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether the person lets keys come from the environment. */
  readonly takesEnvironment: () => boolean;
}

/** The keys of this person, in the editor's storage of secrets. */
export class ProviderKeys {
  readonly #sources: KeySources;

  constructor(sources: KeySources) {
    this.#sources = sources;
  }

  /**
   * What proves to the provider at this address who the person is. A key that was given for another
   * address is none: it must not be sent here.
   */
  async of(provider: Provider, address: string): Promise<Credential | undefined> {
    const stored = await this.#stored(provider);
    if (stored?.address === address) {
      return stored.kind === "key" ? { kind: "key", key: stored.key, from: "stored" } : stored;
    }
    return this.#fromEnvironment(provider);
  }

  async keep(provider: Provider, credential: StoredCredential): Promise<void> {
    await this.#sources.secrets.store(secretName(provider), JSON.stringify(credential));
  }

  async forget(provider: Provider): Promise<void> {
    await this.#sources.secrets.delete(secretName(provider));
  }

  /** Whether the person has signed in here, to whatever address. */
  async isKept(provider: Provider): Promise<boolean> {
    return (await this.#stored(provider)) !== undefined;
  }

  async #stored(provider: Provider): Promise<StoredCredential | undefined> {
    const text = await this.#sources.secrets.get(secretName(provider));
    // Written by `keep` alone.
    return text === undefined ? undefined : (JSON.parse(text) as StoredCredential);
  }

  #fromEnvironment({ authentication }: Provider): Credential | undefined {
    if (authentication.kind !== "key" || !this.#sources.takesEnvironment()) return undefined;
    const key = this.#sources.environment[authentication.variable];
    return key ? { kind: "key", key, from: "environment" } : undefined;
  }
}

function secretName({ id }: Provider): string {
  return `tunewright.credential.${id}`;
}

/** A key has to be so long before its end may be shown: of a short one too little would be left. */
const leastForEnding = 16;

/** The last four characters of a key, or nothing where that would tell too much. */
export function keyEnding(key: string): string {
  return key.length < leastForEnding ? "" : key.slice(-4);
}
