import * as vscode from "vscode";
import type { Provider } from "../../../tuning/provider.js";
import { providers } from "../../../tuning/providers/index.js";
import type { Connections } from "../connections.js";
import type { Draft } from "./draft.js";
import { pick, type Step } from "./steps.js";

interface ProviderItem extends vscode.QuickPickItem {
  readonly provider: Provider;
}

/** Who is to tune. A provider that needs a key asks for it. */
export function providerStep(
  connections: Connections,
  signIn: (provider: Provider) => Promise<boolean>,
): Step<Draft> {
  return {
    isNeeded: () => true,
    async ask(draft, place) {
      const answer = await pick({
        title: vscode.l10n.t("Tune: who trains the model?"),
        placeholder: vscode.l10n.t(
          "The local engine needs no account. Nothing is sent before you confirm.",
        ),
        place,
        items: providerItems(connections),
        isUsual: ({ provider }) => provider.id === draft.provider.id,
      });
      if (answer.kind !== "value") return answer;
      const { provider } = answer.value;
      if (!(await connections.isReady(provider)) && !(await signIn(provider))) {
        return place.canGoBack ? { kind: "back" } : { kind: "closed" };
      }
      return { kind: "value", value: withProvider(draft, provider) };
    },
  };
}

/** The rows of all providers, with which key is in use. */
export async function providerItems(
  connections: Connections,
  shown: readonly Provider[] = providers,
): Promise<readonly ProviderItem[]> {
  return Promise.all(
    shown.map(async (provider) => ({
      label: provider.title,
      description: await connections.describe(provider),
      detail: provider.description,
      provider,
    })),
  );
}

/** The rest of a draft, as far as it means something to another provider. */
function withProvider(draft: Draft, provider: Provider): Draft {
  if (draft.provider.id === provider.id) return draft;
  const method = provider.methods.find(({ id }) => id === draft.method) ?? provider.methods[0];
  return {
    ...draft,
    provider,
    model: provider.onlyModel ?? "",
    method: method?.id ?? draft.method,
    chosen: {},
  };
}
