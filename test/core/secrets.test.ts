import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mayHoldSecret, secretsIn } from "../../src/core/secrets.js";
import { textScanner } from "../../src/core/kernel/shared-scanners.js";
import { textMark } from "../../src/core/kernel/text-marks.js";

/** Put together here, so that nobody takes this file for one that holds a password. */
const password = ["Zk4", "wNp8", "Rt2x"].join("");
const key = `${"aB3dE5gH7jK9mN1pQ2rS4tU6vW8x".repeat(4).slice(0, 86)}==`;

const held: readonly string[] = [
  `postgres://shop:${password}@db.kettles.io/shop`,
  `postgresql+asyncpg://shop:${password}@10.0.0.4:5432/shop`,
  `mysql://shop:${password}@mysql.kettles.io`,
  `mariadb://shop:${password}@db/shop`,
  `mongodb+srv://shop:${password}@cluster0.ab1cd.mongodb.net/?retryWrites=true`,
  `mongodb://shop:${password}@a.kettles.io:27017,b.kettles.io`,
  `amqps://shop:${password}@queue.kettles.io/vhost`,
  `redis://:${password}@cache.kettles.io:6379/0`,
  `DATABASE_URL="postgres://shop:${password}@db.kettles.io/shop"`,
];

const silent: readonly string[] = [
  "postgres://user:password@host:5432/db",
  "postgres://user:password123@db.kettles.io/db",
  "postgres://user:<password>@db.kettles.io/db",
  "mysql://root:********@db.kettles.io/db",
  "mongodb+srv://me:${PASSWORD1}@cluster0.mongodb.net",
  "mongodb+srv://me:$MONGO_PASS1@cluster0.mongodb.net",
  "redis://:%(redis_pass1)s@cache.kettles.io:6379",
  "redis://localhost:6379/0 and then more of it",
  "amqp://guest:guest@rabbit.kettles.io:5672/",
  "postgres://postgres:postgres@db.kettles.io",
  `postgres://shop:${password}@localhost:5432/shop`,
  `postgres://shop:${password}@db.example.com/shop`,
  `postgres://${password}:${password}@db.kettles.io/shop`,
  "mysql://shop:correcthorse@db.kettles.io/shop",
  `AccountKey=${"x".repeat(86)}==`,
  "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
  "AccountKey=<your key>;EndpointSuffix=core.windows.net",
];

describe("a password in a text", () => {
  for (const text of held) {
    it(`is found where it opens something: ${text.replace(password, "…")}`, () => {
      const [found, ...others] = secretsIn(text).map(({ start, end }) => text.slice(start, end));
      assert.deepEqual([found, others], [password, []]);
      assert.equal(mayHoldSecret(text), true);
      assert.notEqual(textScanner().describe(text).marks & textMark.secret, 0);
    });
  }

  it("is found where it is the key of an Azure account", () => {
    const text = `AccountName=shop;AccountKey=${key};EndpointSuffix=core.windows.net`;
    const [found] = secretsIn(text);
    assert.equal(text.slice(found?.start, found?.end), key);
    assert.notEqual(textScanner().describe(text).marks & textMark.secret, 0);
  });

  it("is never told in part", () => {
    const texts = [...held, `AccountKey=${key}`];
    assert.ok(texts.every((text) => secretsIn(text).every(({ hasKnownStart }) => !hasKnownStart)));
  });

  it("is not what instructions write in its place", () => {
    assert.deepEqual(
      silent.filter((text) => secretsIn(text).length > 0),
      [],
    );
  });
});
