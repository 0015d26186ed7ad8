import type { SeededRandom } from "./seeded-random.ts";

const prompts = ["Great kettle ->", "Leaks ->", "Bad ", "", "é🎸 ->", "a\nb ->"];
const completions = [" 5", " 1", "5", " 5 ", " 5\n", "", " 1\t", "\u00a05"];
const words = [
  "kettle",
  "leaks",
  "é🎸",
  "a\nb",
  "good -> bad",
  "Ω",
  "日本",
  'say "hi"',
  "tab\there",
];

/** What most records of a dataset have in common. */
interface Style {
  readonly separator: string;
  readonly stop: string;
  readonly completions: readonly string[];
  readonly chatShare: number;
  readonly isPython: boolean;
}

/** A dataset with many repeats and faults, of one format or two; most are small. */
export function randomDataset(random: SeededRandom): string {
  const ending = random.pick(["\n", "\n", "\r\n", "\r"]);
  const style = randomStyle(random);
  const isLarge = random.below(3) === 0;
  const length = 1 + random.below(isLarge ? 40 : 12);
  const record = random.pick([
    usualRecord,
    usualRecord,
    usualRecord,
    preferenceRecord,
    batchRecord,
  ]);
  const lines = Array.from({ length }, () => record(random, style));
  const last = random.below(2) === 0 ? ending : "";
  return (random.below(8) === 0 ? "\uFEFF" : "") + lines.join(ending) + last;
}

function usualRecord(random: SeededRandom, style: Style): string {
  return random.next() < style.chatShare ? chatRecord(random, style) : pairRecord(random, style);
}

function randomStyle(random: SeededRandom): Style {
  return {
    separator: random.pick(["", " ->", "\n\n###\n\n", "\nAnswer:", "->"]),
    stop: random.pick(["", "", "\n", " END", "###"]),
    completions: random.pick([completions, [" good", " bad", " very good"], ["yes", "no"]]),
    chatShare: random.pick([0, 0, 1, 0.4]),
    isPython: random.below(2) === 0,
  };
}

function pairRecord(random: SeededRandom, style: Style): string {
  const isStyled = random.below(10) > 0;
  const prompt = isStyled
    ? `${random.pick(words)} ${random.pick(words)}${style.separator}`
    : random.pick(prompts);
  const completion = random.pick(style.completions) + (isStyled ? style.stop : "");
  return damaged(
    written({ prompt, completion: respaced(completion, random) }, style, random),
    random,
  );
}

function respaced(completion: string, random: SeededRandom): string {
  switch (random.below(30)) {
    case 0:
      return completion.trimStart();
    case 1:
      return `${completion} `;
    case 2:
      return completion.replace(" ", "  ");
    case 3:
      return completion.repeat(2);
    default:
      return completion;
  }
}

function chatRecord(random: SeededRandom, style: Style): string {
  const role = (usual: string): string =>
    random.below(25) === 0 ? random.pick(["User", "bot", "narrator", "tool"]) : usual;
  const messages: unknown[] = [
    { role: role("user"), content: random.pick([...prompts, ...words]) },
    { role: role("assistant"), content: random.pick(style.completions) },
  ];
  if (random.below(3) === 0) messages.unshift({ role: "system", content: "Be kind." });
  if (random.below(15) === 0) messages.push({ role: "user", content: "More" });
  if (random.below(20) === 0) messages.pop();
  const extra = random.below(20) === 0 ? { tools: [] } : {};
  return damaged(written({ messages, ...extra }, style, random), random);
}

function preferenceRecord(random: SeededRandom, style: Style): string {
  const [longer, shorter] = [random.pick(words) + style.stop, random.pick(completions)];
  const isUsual = random.below(8) > 0;
  const [chosen, rejected] = isUsual ? [longer, shorter] : [shorter, longer];
  return damaged(
    written({ prompt: random.pick(prompts), chosen, rejected }, style, random),
    random,
  );
}

function batchRecord(random: SeededRandom, style: Style): string {
  const call = { name: "brew", arguments: random.pick(['{"cups":1}', '{"cups":"1"}', "{}"]) };
  const tool = { name: "brew", parameters: { type: "object", required: ["cups"] } };
  const messages = [
    { role: "user", content: random.pick(words) },
    {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "1", type: "function", function: call }],
    },
  ];
  const body = {
    model: random.below(9) === 0 ? "large" : "small",
    messages,
    ...(random.below(2) === 0 ? { tools: [{ type: "function", function: tool }] } : {}),
  };
  const request = {
    custom_id: String(random.below(20)),
    method: random.below(9) === 0 ? "GET" : "POST",
    url: "/v1/chat/completions",
    body,
  };
  return damaged(written(request, style, random), random);
}

/** The record as Python or JavaScript writes it, sometimes with all beyond ASCII escaped. */
function written(record: object, { isPython }: Style, random: SeededRandom): string {
  const json = JSON.stringify(record);
  const spaced = isPython ? json.replaceAll(/(?<=[}"]),(?=[{"])|(?<="):(?=["[{])/g, "$& ") : json;
  if (random.below(4) > 0) return spaced;
  return spaced.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function damaged(line: string, random: SeededRandom): string {
  switch (random.below(24)) {
    case 0:
      return random.pick(["", "  "]);
    case 1:
      return line.replace("}", ",}");
    case 2:
      return line.slice(0, random.below(line.length));
    case 3:
      return line.replace('"prompt"', '"Prompt"');
    case 4:
      return '{"level":"info","text":"a log line"}';
    case 5:
      return line.replace(/:\s*"[^"]*"/, ": 5");
    case 6:
      return `${line} `;
    default:
      return line;
  }
}
