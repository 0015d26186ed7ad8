import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { Connections } from "../../../src/extension/tuning/connections.js";
import { keyEnding, ProviderKeys } from "../../../src/extension/tuning/provider-keys.js";
import { addressIfAny, priceTable } from "../../../src/extension/tuning/provider-settings.js";
import type { Provider } from "../../../src/tuning/provider.js";
import { findProvider } from "../../../src/tuning/providers/index.js";
import { startFakeService } from "../../support/fake-service.ts";
import * as fake from "../../support/fake-vscode.ts";

function provider(id: string): Provider {
  const found = findProvider(id);
  assert.ok(found);
  return found;
}

const secret = "sk-1234567890abcdefWXYZ";
const evil = "https://evil.example/v1";
const good = "https://tuning.example.com/v1";

interface Made {
  readonly keys: ProviderKeys;
  readonly connections: Connections;
}

function make({ environment = {}, takes = false, trusted = true } = {}): Made {
  const kept = new Map<string, string>();
  const keys = new ProviderKeys({
    secrets: {
      get: (name) => Promise.resolve(kept.get(name)),
      store: (name, value) => Promise.resolve(void kept.set(name, value)),
      delete: (name) => Promise.resolve(void kept.delete(name)),
    },
    environment,
    takesEnvironment: () => takes,
  });
  const openEngine = (): never => {
    throw new Error("The engine was started.");
  };
  return { keys, connections: new Connections({ keys, openEngine, isTrusted: () => trusted }) };
}

describe("keys and addresses", () => {
  afterEach(() => {
    fake.settings.clear();
    fake.workspaceSettings.clear();
  });

  it("never take an address or a price from a workspace", async () => {
    fake.workspaceSettings.set("tuning.compatibleUrl", evil);
    fake.workspaceSettings.set("tuning.azureEndpoint", evil);
    fake.workspaceSettings.set("tuning.prices", {
      "openai/gpt-4.1": { perMillionTokens: 0, currency: "USD", of: "2026-01-01" },
    });
    assert.equal(addressIfAny(provider("compatible")), undefined);
    assert.equal(addressIfAny(provider("azure")), undefined);
    assert.equal(priceTable()["openai/gpt-4.1"]?.perMillionTokens, 25);
    const { keys, connections } = make();
    await keys.keep(provider("compatible"), { kind: "key", key: secret, address: evil });
    await assert.rejects(connections.to(provider("compatible")), /Sign in to a provider/);
  });

  it("are sent to the address that the key was given for, and to no other", async () => {
    fake.settings.set("tuning.compatibleUrl", `${good}/`);
    const { keys, connections } = make();
    await keys.keep(provider("compatible"), { kind: "key", key: secret, address: good });
    const { url, key } = await connections.to(provider("compatible"));
    assert.deepEqual([url, key], [good, secret]);
    fake.settings.set("tuning.compatibleUrl", evil);
    await assert.rejects(connections.to(provider("compatible")), /needs an address and a key/);
  });

  it("never go over a connection that others can read", async () => {
    fake.settings.set("tuning.compatibleUrl", "http://tuning.example.com/v1");
    const { keys, connections } = make();
    await keys.keep(provider("compatible"), { kind: "key", key: secret, address: good });
    await assert.rejects(connections.to(provider("compatible")), /has to start with https/);
  });

  it("are tokens of the account that the editor is signed in to, each as it is then", async (test) => {
    const service = await startFakeService(test, { status: 200, body: { data: [] } });
    fake.settings.set("tuning.azureEndpoint", service.url);
    const { keys, connections } = make();
    const azure = provider("azure");
    await keys.keep(azure, { kind: "microsoft", address: service.url });
    assert.equal(await connections.describe(azure), "signed in with Microsoft");
    const connection = await connections.to(azure);
    for (const token of ["first", "second"]) {
      fake.microsoft.token = token;
      await connection.fetch(new Request(`${service.url}/models`));
    }
    assert.deepEqual(
      service.requests.map(({ key }) => key),
      ["Bearer first", "Bearer second"],
    );
    assert.deepEqual(fake.microsoft.scopes[0], ["https://cognitiveservices.azure.com/.default"]);
  });

  it("come from the environment only where the person says so", async () => {
    const environment = { OPENAI_API_KEY: secret };
    await assert.rejects(make({ environment }).connections.to(provider("openai")), /Sign in/);
    const { connections } = make({ environment, takes: true });
    assert.equal((await connections.to(provider("openai"))).key, secret);
    assert.equal(await connections.describe(provider("openai")), "key from OPENAI_API_KEY …WXYZ");
  });

  it("are shown by where they come from and how they end, and forgotten on signing out", async () => {
    const { keys, connections } = make();
    const openai = provider("openai");
    const address = addressIfAny(openai) ?? "";
    await keys.keep(openai, { kind: "key", key: secret, address });
    assert.equal(await connections.describe(openai), "key kept here …WXYZ");
    await keys.forget(openai);
    assert.equal(await connections.describe(openai), "not signed in");
    assert.deepEqual([keyEnding("short-key"), keyEnding(secret)], ["", "WXYZ"]);
  });

  it("are used for nothing, and no engine starts, where the workspace is not trusted", async () => {
    const { keys, connections } = make({ trusted: false });
    const address = addressIfAny(provider("openai")) ?? "";
    await keys.keep(provider("openai"), { kind: "key", key: secret, address });
    for (const id of ["local", "openai"]) {
      await assert.rejects(connections.to(provider(id)), /do not trust/);
    }
  });
});
