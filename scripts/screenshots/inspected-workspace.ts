import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LanguageModel } from "../../test/support/language-model/language-model.js";
import { modelServer, serveModels } from "../../test/support/language-model/model-server.js";
import { samplesFolder } from "../editor-host/paths.ts";

/** Where a prompt ends and an answer begins. */
const separator = "\n";

interface Pair {
  readonly prompt: string;
  readonly completion: string;
}

/** Writes the datasets of the pictures into a folder. */
export function writeInspected(folder: string): void {
  for (const name of ["reviews.jsonl", "support-chat.jsonl"]) {
    cpSync(join(samplesFolder, name), join(folder, name));
  }
  writeLines(join(folder, "replies.jsonl"), replies());
  writeLines(join(folder, "languages.jsonl"), languages);
}

/** Serves two models that answer as a shop does: one has read half of its answers, one all of them. */
export function serveShopModels(): Promise<{ readonly url: string; readonly close: () => void }> {
  const pairs = [...replies(), ...languages];
  const texts = pairs.map(({ prompt, completion }) => `${prompt}${completion}`);
  const half = texts.filter((_, index) => index % 2 === 1);
  const named = {
    "shop-base": new LanguageModel(half, mostWords),
    "shop-tuned": new LanguageModel(texts, mostWords),
  };
  return serveModels(modelServer({ named, model: named["shop-tuned"] }), port);
}

const mostWords = 900;

/** The one that such servers usually have: pictures name it. */
const port = 8000;

/** The first question and answer of each conversation. */
function replies(): readonly Pair[] {
  const lines = readFileSync(join(samplesFolder, "support-chat.jsonl"), "utf8").trim().split("\n");
  const pairs = lines.flatMap((line) => {
    // Written by us, in the form of conversations.
    const { messages } = JSON.parse(line) as {
      readonly messages: readonly { readonly role: string; readonly content: string }[];
    };
    const [question, answer] = ["user", "assistant"].map(
      (role) => messages.find((message) => message.role === role)?.content,
    );
    if (question === undefined || answer === undefined) return [];
    return [{ prompt: `Customer: ${question}${separator}`, completion: ` ${answer}\n` }];
  });
  // The sample has a question with two answers, as people do.
  return [...new Map(pairs.map((pair) => [pair.prompt, pair])).values()];
}

/** Scripts that run from right to left, have no spaces, or take several tokens for a character. */
const languages: readonly Pair[] = [
  ["你们几点开门？", "我们每天早上九点开门，晚上八点关门。🙂"],
  ["متى يصل طلبي؟", "يصل طلبك غدا بين الساعة العاشرة والثانية. شكرا لك."],
  ["Ist das Paket schon unterwegs? 🎉", "Ja! 🎉 Das Paket ist unterwegs: 👨‍👩‍👧 freut euch."],
].map(([question, answer]) => ({
  prompt: `Customer: ${question}${separator}`,
  completion: ` ${answer}\n`,
}));

function writeLines(path: string, pairs: readonly Pair[]): void {
  writeFileSync(path, pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(""));
}
