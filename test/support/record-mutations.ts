import type { SeededRandom } from "./seeded-random.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
interface Members {
  [name: string]: Json;
}

const texts = ["", " ", "Hi", "5", "{", "user"];
const roles = ["system", "user", "assistant", "tool", "function", "developer", "human", "User"];
const weights: readonly Json[] = [0, 1, 2, 0.5, "1", true, false, null];
const ids = ["abcDEF123", "call_1", "null", ""];
const values: readonly Json[] = [null, true, 5, "", "Hi", [], {}, [5], ["Hi"]];
const calls: readonly Json[] = [
  [{ id: "abcDEF123", type: "function", function: { name: "greet", arguments: "{}" } }],
  [{ type: "function", function: { name: "greet", arguments: "{}" } }],
  [{ id: "call_1", type: "function", function: { name: "say hello", arguments: "[1]" } }],
  [{ id: "abcDEF123", function: { name: "greet", arguments: { to: "Ann" } } }],
  [],
];
const contents: readonly Json[] = [
  [{ type: "text", text: "Hi" }],
  [
    { type: "text", text: "Hi" },
    { type: "image_url", image_url: { url: "https://a.example/b.png" } },
  ],
  [{ type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==" } }],
  [],
  null,
  "",
];
const argumentKinds: readonly Json[] = ["", "{", "[]", "{}", {}, "5"];
const strangers = ["id", "weight", "tools", "mood", "text", "source"];

type Mutate = (record: Members, random: SeededRandom) => void;

/** Small changes such as people and scripts make; each changes the record in place, or leaves it. */
const mutations: readonly Mutate[] = [
  // A member is dropped.
  (record, random) => {
    const owner = random.pick(objectsIn(record));
    const names = Object.keys(owner);
    if (names.length > 0) Reflect.deleteProperty(owner, random.pick(names));
  },
  // A value is of another type.
  (record, random) => {
    const owner = random.pick(objectsIn(record));
    const names = Object.keys(owner);
    if (names.length > 0) owner[random.pick(names)] = copyOf(values, random);
  },
  // A text is empty, or another one.
  (record, random) => {
    const places = objectsIn(record).flatMap((owner) =>
      Object.keys(owner).flatMap((name) =>
        typeof owner[name] === "string" ? [{ owner, name }] : [],
      ),
    );
    if (places.length === 0) return;
    const { owner, name } = random.pick(places);
    owner[name] = random.pick(texts);
  },
  (record, random) =>
    onMessage(record, random, (message) => (message["role"] = random.pick(roles))),
  (record, random) =>
    onMessage(record, random, (message) => (message["weight"] = random.pick(weights))),
  (record, random) =>
    onMessage(record, random, (message) => (message["content"] = copyOf(contents, random))),
  (record, random) =>
    onMessage(record, random, (message) => (message["tool_calls"] = copyOf(calls, random))),
  (record, random) =>
    onMessage(record, random, (message) => (message["tool_call_id"] = random.pick(ids))),
  // A message stands twice, is lost, or changes places with the next one.
  (record, random) => {
    const list = random.pick(messageLists(record));
    if (list === undefined || list.length === 0) return;
    const at = random.below(list.length);
    const [message = null] = list.splice(at, random.below(2));
    const copy = structuredClone(message ?? list[at] ?? null);
    list.splice(
      random.below(list.length + 1),
      0,
      ...Array.from({ length: random.below(3) }, () => copy),
    );
  },
  // Something that nobody asked for stands there.
  (record, random) => {
    random.pick(objectsIn(record))[random.pick(strangers)] = copyOf(values, random);
  },
  (record, random) => {
    const owners = objectsIn(record).filter((owner) => "arguments" in owner);
    if (owners.length > 0) random.pick(owners)["arguments"] = copyOf(argumentKinds, random);
  },
  (record, random) => {
    const owners = objectsIn(record).filter((owner) => "id" in owner || "tool_call_id" in owner);
    if (owners.length === 0) return;
    const owner = random.pick(owners);
    owner["id" in owner ? "id" : "tool_call_id"] = random.pick(ids);
  },
];

/** Changes of the line, not of the record. */
const lineMutations: readonly ((line: string) => string)[] = [
  (line) => line.replace(/\}$/, ",}"),
  (line) => line.replace(/:"[^"]*"/, ":NaN"),
  (line) => line.replace(/^\{("[^"]+":)/, "{$1null,$1"),
  (line) => line.slice(0, -1),
  (line) => line.replace(/"([^"]*)"\}/, '"$1\\ud800"}'),
  (line) => `${line} ${line}`,
  () => "",
  () => "  ",
];

/** A record's line with one to three faults, or with changes that are none. */
export function mutatedLine(line: string, random: SeededRandom): string {
  // Callers give objects.
  const record = JSON.parse(line) as Members;
  const count = 1 + random.below(3);
  for (let i = 0; i < count; i += 1) random.pick(mutations)(record, random);
  const mutated = JSON.stringify(record);
  return random.below(12) === 0 ? random.pick(lineMutations)(mutated) : mutated;
}

/** One of several values, which may be changed later. */
function copyOf(choices: readonly Json[], random: SeededRandom): Json {
  return structuredClone(random.pick(choices));
}

function objectsIn(value: Json): Members[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

function messageLists(record: Members): Json[][] {
  const lists = objectsIn(record).flatMap((owner) => Object.values(owner));
  const found = lists.filter((value): value is Json[] => Array.isArray(value));
  return found.length === 0 ? [[]] : found;
}

function onMessage(
  record: Members,
  random: SeededRandom,
  change: (message: Members) => void,
): void {
  const messages = objectsIn(record).filter((owner) => "role" in owner || "content" in owner);
  if (messages.length > 0) change(random.pick(messages));
}
