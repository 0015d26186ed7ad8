import type { SeededRandom } from "./seeded-random.ts";

const prompts = ["Great kettle ->", "Leaks ->", "Bad ", "", "é🎸 ->", "a\nb ->"];
const completions = [" 5", " 1", "5", " 5 ", " 5\n", "", " 1\t", "\u00a05"];

/** A small dataset with many repeats and faults, of one format or two. */
export function randomDataset(random: SeededRandom): string {
  const ending = random.pick(["\n", "\n", "\r\n", "\r"]);
  const chatShare = random.pick([0, 0, 1, 0.4]);
  const lines = Array.from({ length: 1 + random.below(12) }, () =>
    random.next() < chatShare ? chatRecord(random) : pairRecord(random),
  );
  const last = random.below(2) === 0 ? ending : "";
  return (random.below(8) === 0 ? "\uFEFF" : "") + lines.join(ending) + last;
}

function pairRecord(random: SeededRandom): string {
  const record = { prompt: random.pick(prompts), completion: random.pick(completions) };
  const line = JSON.stringify(record);
  return damaged(line, random);
}

function chatRecord(random: SeededRandom): string {
  const messages = [
    { role: "user", content: random.pick(prompts) },
    { role: "assistant", content: random.pick(completions) },
  ];
  return damaged(JSON.stringify({ messages }), random);
}

function damaged(line: string, random: SeededRandom): string {
  switch (random.below(12)) {
    case 0:
      return "";
    case 1:
      return line.replace("}", ",}");
    case 2:
      return line.slice(0, random.below(line.length));
    case 3:
      return line.replace('"prompt"', '"Prompt"');
    case 4:
      return '{"level":"info","text":"a log line"}';
    default:
      return line;
  }
}
