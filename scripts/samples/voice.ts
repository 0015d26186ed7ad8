import { mistyped } from "./slips.ts";
import { weightedIndex, type SeededRandom } from "./seeded-random.ts";

/** How somebody writes, whatever they say. */
export type Voice = "plain" | "chatty" | "terse" | "careful" | "list" | "sloppy" | "shouting";
const VOICES: readonly Voice[] = [
  "plain",
  "chatty",
  "terse",
  "careful",
  "list",
  "sloppy",
  "shouting",
];
const VOICE_WEIGHTS = [42, 19, 13, 11, 5, 8, 2];

const EMOJI = {
  high: ["😍", "👍", "❤️", "😊", "🙌", "👌", "🎉"],
  low: ["😡", "👎", "🙄", "🤦‍♀️", "😤", "😞"],
  middle: ["🤷", "😐", "🤔"],
};

export function anyVoice(random: SeededRandom): Voice {
  return VOICES[weightedIndex(VOICE_WEIGHTS, random)] ?? "plain";
}

/** The text as that voice types it. */
export function styled(
  text: string,
  { voice, stars, random }: { voice: Voice; stars: number; random: SeededRandom },
): string {
  switch (voice) {
    case "chatty":
      return chatty(text, stars, random);
    case "sloppy":
      return mistyped(lowerCased(text), 0.05, random);
    case "shouting":
      return text
        .replace(/(?<!\.)\.(?=\s|$)/g, "!!")
        .replace(/\b(not|never|very|so|love|no)\b/gi, upper);
    default:
      return random.chance(0.2) ? mistyped(text, 0.02, random) : text;
  }
}

function upper(word: string): string {
  return word.toUpperCase();
}

function lowerCased(text: string): string {
  return text
    .toLowerCase()
    .replace(/,(?= \p{L}{3,} )/gu, "")
    .replace(/\.$/, "");
}

function chatty(text: string, stars: number, random: SeededRandom): string {
  const mood = stars >= 4 ? EMOJI.high : stars === 3 ? EMOJI.middle : EMOJI.low;
  let result = text;
  if (random.chance(0.35)) result = result.replace(/\.(?= |$)/, stars >= 4 ? "!" : "...");
  if (random.chance(0.25)) {
    const lead = random.pick(["Ok so, ", "So, ", "Well, ", "Honestly, ", "Right, ", "Hi all, "]);
    result = lead + result.replace(/^[A-Z](?=[a-z])/, lower);
  }
  if (random.chance(0.5)) result += ` ${random.pick(mood)}`;
  return random.chance(0.08) ? `${result} ${random.pick(mood)}` : result;
}

function lower(letter: string): string {
  return letter.toLowerCase();
}
