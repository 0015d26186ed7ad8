import * as vscode from "vscode";
import { addressForKeys } from "../../tuning/connection-address.js";
import type { Provider } from "../../tuning/provider.js";
import { ProviderError } from "../../tuning/provider-error.js";
import { findProvider, providers } from "../../tuning/providers/index.js";
import type { Connections } from "./connections.js";
import { connectionWith, signInWithMicrosoft } from "./connections.js";
import { providerItems } from "./launch/provider-step.js";
import type { Credential, ProviderKeys } from "./provider-keys.js";
import { addressIfAny, keepAddress } from "./provider-settings.js";

/** Lets a person sign in to a provider. Whether they did. */
export type SignIn = (provider: Provider) => Promise<boolean>;

/** Lets a person sign in: asks for an address where there is none, and for a key or an account. */
export function signInWith(keys: ProviderKeys): SignIn {
  return async (provider) => {
    const address = await addressFor(provider);
    const credential = address === undefined ? undefined : await credentialFor(provider, address);
    if (address === undefined || credential === undefined) return false;
    if (!(await isAccepted(provider, credential, address))) return false;
    await keys.keep(
      provider,
      credential.kind === "key"
        ? { kind: "key", key: credential.key, address }
        : { ...credential, address },
    );
    return true;
  };
}

/** The provider of an id, else one that a person picks. */
export async function pickAccount(
  given: unknown,
  connections: Connections,
  title: string,
): Promise<Provider | undefined> {
  const withAccount = providers.filter(({ authentication }) => authentication.kind === "key");
  const named = typeof given === "string" ? findProvider(given) : undefined;
  if (named !== undefined) return named;
  const items = providerItems(connections, withAccount);
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDetail: true });
  return picked?.provider;
}

/** An address is always shown again: who signs in has to know where the key goes. */
async function addressFor(provider: Provider): Promise<string | undefined> {
  const { endpoint, title } = provider;
  if (endpoint.kind !== "own") return addressIfAny(provider);
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("Sign in to {0}: address", title),
    prompt: vscode.l10n.t("Key and data are sent there, such as {0}", endpoint.example),
    value: addressIfAny(provider) ?? "",
    ignoreFocusOut: true,
    validateInput: (value) =>
      addressForKeys(value.trim()) === undefined
        ? vscode.l10n.t("An address that starts with https://")
        : undefined,
  });
  const address = text === undefined ? undefined : addressForKeys(text.trim());
  if (address !== undefined) await keepAddress(provider, address);
  return address;
}

async function credentialFor(provider: Provider, address: string): Promise<Credential | undefined> {
  if (provider.id !== "azure") return writeKey(provider, address);
  const withKey = { label: vscode.l10n.t("With a key of the resource") };
  const withAccount = {
    label: vscode.l10n.t("With a Microsoft account (Entra ID)"),
    detail: vscode.l10n.t("It needs a role such as Cognitive Services OpenAI Contributor."),
  };
  const picked = await vscode.window.showQuickPick([withKey, withAccount], {
    title: vscode.l10n.t("Sign in to {0}: how?", provider.title),
    ignoreFocusOut: true,
  });
  if (picked === withKey) return writeKey(provider, address);
  if (picked === undefined) return undefined;
  await signInWithMicrosoft();
  return { kind: "microsoft" };
}

async function writeKey({ title }: Provider, address: string): Promise<Credential | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t("Sign in to {0}: key", title),
    prompt: vscode.l10n.t(
      "Kept in the secret storage of this editor, and sent to {0} only.",
      new URL(address).host,
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^[\u0021-\u007e]+$/.test(value.trim())
        ? undefined
        : vscode.l10n.t("A key is one word of plain characters."),
  });
  return text === undefined ? undefined : { kind: "key", key: text.trim(), from: "stored" };
}

/** Shows the key to the service once. Only one that it refuses is not kept. */
async function isAccepted(
  provider: Provider,
  credential: Credential,
  address: string,
): Promise<boolean> {
  const client = provider.connect(connectionWith(credential, address));
  try {
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t("Signing in to {0}", provider.title),
      },
      () => client.models(),
    );
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    void vscode.window.showWarningMessage(error.message);
    return error.trouble.kind !== "key";
  }
}
