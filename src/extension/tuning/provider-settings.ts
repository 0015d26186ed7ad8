import * as vscode from "vscode";
import { isTargetId } from "../../core/targets/index.js";
import type { TargetId } from "../../core/targets/target.js";
import { addressForKeys } from "../../tuning/connection-address.js";
import type { PriceTable } from "../../tuning/prices.js";
import { withOwnPrices } from "../../tuning/prices.js";
import type { Provider } from "../../tuning/provider.js";

/** The settings that hold addresses, by provider. */
export const addressSettings: Readonly<Record<string, string>> = {
  azure: "tuning.azureEndpoint",
  compatible: "tuning.compatibleUrl",
};

/**
 * A setting as the person has made it for this machine. What a workspace says does not count: it
 * may come from anybody, and decides where keys and data go.
 */
function machineSetting(name: string): unknown {
  const found = vscode.workspace.getConfiguration("tunewright").inspect<unknown>(name);
  return found?.globalValue ?? found?.defaultValue;
}

/** Whether keys are taken from the environment. */
export function takesKeysFromEnvironment(): boolean {
  return machineSetting("tuning.keysFromEnvironment") === true;
}

/** Whose rules the files of a run have to keep at a provider: those that are wanted, where that may be chosen. */
export function targetOf({ target, mayChooseTarget }: Provider, wanted?: TargetId): TargetId {
  const chosen =
    mayChooseTarget === true ? (wanted ?? machineSetting("tuning.compatibleTarget")) : undefined;
  return typeof chosen === "string" && isTargetId(chosen) ? chosen : target;
}

/** Prices, those of the person first. */
export function priceTable(): PriceTable {
  return withOwnPrices(machineSetting("tuning.prices"));
}

/** Where a provider is reached; `undefined` where the person has yet to say, or what they say cannot be. */
export function addressIfAny(provider: Provider): string | undefined {
  const { endpoint } = provider;
  if (endpoint.kind === "fixed") return endpoint.url;
  return addressForKeys(ownAddress(provider));
}

/** The same, throwing words for people where what they say cannot be. */
export function addressOf(provider: Provider): string | undefined {
  const [text, address] = [ownAddress(provider), addressIfAny(provider)];
  if (text === "" || address !== undefined) return address;
  throw new Error(
    vscode.l10n.t(
      '"{0}" is no address that a key of {1} can be sent to: it has to start with https://.',
      text,
      provider.title,
    ),
  );
}

function ownAddress({ id, endpoint }: Provider): string {
  const text = endpoint.kind === "own" ? machineSetting(addressSettings[id] ?? "") : "";
  return typeof text === "string" ? text : "";
}

/** Keeps the address of a provider for this machine. */
export async function keepAddress({ id }: Provider, address: string): Promise<void> {
  await vscode.workspace
    .getConfiguration("tunewright")
    .update(addressSettings[id] ?? "", address, vscode.ConfigurationTarget.Global);
}
