import { readFileSync } from "node:fs";
import { join } from "node:path";

const samples = join(import.meta.dirname, "../../../samples");

/** Words whose characters take several bytes, or several code points. */
const farAway = [
  "好的，謝謝您。今天天氣很好。",
  "今天天氣很好，我們去公園吧。🙂",
  "Très bien, un café crème s'il vous plaît. ☕",
  "நன்றி, மிகவும் நல்லது.",
  "Great! 🎉🎉 The family 👨‍👩‍👧 loves it. 🙂",
  "e\u0301te\u0301 and na\u0308chste a\u0308pfel with combining marks.",
];

/** What the test model learns from: our own samples, and texts in other scripts. */
export function trainingTexts(): readonly string[] {
  const pairs = ["reviews.jsonl", "sentiment.jsonl"].flatMap((name) =>
    recordsIn(name).map((record) => `${String(record["prompt"])}${String(record["completion"])}`),
  );
  const chats = recordsIn("support-chat.jsonl").map((record) =>
    conversationText(record["messages"] as readonly Message[]),
  );
  return [...pairs.slice(0, 700), ...chats, ...farAway.flatMap((text) => [text, text, text])];
}

export interface Message {
  readonly role: string;
  readonly content: string;
}

/** How conversations are written for the model: it goes on behind the name of who answers. */
export function conversationText(messages: readonly Message[]): string {
  return messages.map(({ role, content }) => `${role}: ${content}\n`).join("");
}

function recordsIn(name: string): readonly Readonly<Record<string, unknown>>[] {
  const lines = readFileSync(join(samples, name), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
