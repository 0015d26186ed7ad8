import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Port } from "../../src/protocol/rpc.js";
import { checked, connect } from "../../src/protocol/rpc.js";

interface Shop {
  price(arg: { readonly name: string }): number;
  close(): void;
}

interface Nothing {}

/** Two ports; what one sends arrives at the other, as if it had crossed processes. */
function line(): readonly [Port, Port, () => number] {
  const listeners: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [
    new Set(),
    new Set(),
  ];
  const port = (own: 0 | 1): Port => ({
    send: (message) => {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      for (const listener of listeners[own === 0 ? 1 : 0]) listener(copy);
    },
    onMessage(listener) {
      listeners[own].add(listener);
      return () => listeners[own].delete(listener);
    },
  });
  return [port(0), port(1), () => listeners[0].size + listeners[1].size];
}

const isName = (value: unknown): value is { readonly name: string } =>
  typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";

function open(close = (): void => undefined) {
  const [here, there] = line();
  const price = checked(isName, ({ name }) => name.length);
  const served = connect<Shop, Nothing>(there, { price, close });
  const { remote, dispose } = connect<Nothing, Shop>(here, {});
  return { remote, dispose, served, here };
}

/** The other side never answers. */
function openSilent() {
  const [here, there, listening] = line();
  const never = { close: () => new Promise<void>(() => undefined), price: () => 0 };
  const served = connect<Shop, Nothing>(there, never);
  return { ...connect<Nothing, Shop>(here, {}), served, listening };
}

describe("a conversation with a page", () => {
  it("brings answers back to who asked", async () => {
    const { remote } = open();
    assert.deepEqual(
      await Promise.all([remote.price({ name: "tea" }), remote.price({ name: "coffee" })]),
      [3, 6],
    );
  });

  it("refuses arguments that make no sense", async () => {
    const { remote } = open();
    // What a page might send that somebody else's text has got hold of.
    const argument = { name: 1 } as unknown as { readonly name: string };
    await assert.rejects(remote.price(argument), /makes no sense/);
  });

  it("tells who asked when the answer fails", async () => {
    const { remote } = open(() => {
      throw new Error("closed already");
    });
    await assert.rejects(remote.close(), /closed already/);
  });

  it("offers only what it was given, and nothing that all objects have", async () => {
    const { remote } = open();
    for (const name of ["toString", "constructor", "__proto__", "valueOf", "open"]) {
      // Any name can be asked for.
      const calls = remote as unknown as Readonly<Record<string, () => Promise<unknown>>>;
      await assert.rejects(calls[name]?.() ?? Promise.resolve(), /There is nothing called/);
    }
  });

  it("leaves nobody waiting when it ends, and listens no more", async () => {
    const { remote, dispose, served, listening } = openSilent();
    const waiting = remote.close();
    dispose();
    served.dispose();
    await assert.rejects(waiting, /closed/);
    assert.equal(listening(), 0);
  });

  it("overlooks messages that are none of its own", async () => {
    const { remote, here } = open();
    for (const message of [null, 1, "x", {}, { kind: "call" }, { kind: "result" }, [1]]) {
      here.send(message);
    }
    assert.equal(await remote.price({ name: "tea" }), 3);
  });
});
