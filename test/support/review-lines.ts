import { SeededRandom } from "./seeded-random.js";

const good = ["lovely", "perfect", "soft", "great", "flattering", "comfortable"];
const bad = ["itchy", "returned", "cheap", "torn", "disappointed", "shapeless"];
const plain = ["dress", "shirt", "sleeve", "colour", "size", "waist", "button", "length"];

/** Lines of reviews whose words tell whether they are good, as a JSONL file. */
export function reviewLines(count: number, seed: number): string {
  const random = new SeededRandom(seed);
  const lines = Array.from({ length: count }, () => {
    const isGood = random.next() < 0.5;
    const telling = isGood ? good : bad;
    const words = [plain, telling, plain, plain, telling].map((list) => random.pick(list));
    const prompt = `The ${words.join(" ")}.\n\n###\n\n`;
    return JSON.stringify({ prompt, completion: isGood ? " positive" : " negative" });
  });
  return lines.map((line) => `${line}\n`).join("");
}
