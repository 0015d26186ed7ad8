import type { SeededRandom } from "./seeded-random.ts";

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(I) (?:am)\b/g, "$1'm"],
  [
    /(?<!\b(?:on|of|about|in|with|for) )\b([Ii]t|[Tt]hat|[Tt]here|[Ss]he|[Hh]e|[Nn]obody) is\b(?! ?[.,!?:;]|$)/g,
    "$1's",
  ],
  [/\b([Tt]hey|[Ww]e|[Yy]ou) are\b(?! ?[.,!?:;]|$)/g, "$1're"],
  [/\b([Ii]s|[Aa]re|[Ww]as|[Dd]oes|[Dd]o|[Dd]id|[Hh]as|[Hh]ave|[Ww]ould|[Cc]ould) not\b/g, "$1n't"],
  [/\b([Cc]an)not\b/g, "$1't"],
  [/\bwill not\b/g, "won't"],
  [/\b(I|[Ww]e|[Tt]hey|[Yy]ou) would\b/g, "$1'd"],
  [
    /(?<!would |and )\b(I|[Ww]e|[Tt]hey) have (?=(?:\w+ed|had|tried|been|given|already|used)\b)/g,
    "$1've ",
  ],
  [/\b([Ii]t|I|[Tt]hey|[Yy]ou|[Ww]e) will\b/g, "$1'll"],
];

const AMERICAN: readonly (readonly [RegExp, string])[] = [
  [/\b([Cc]olo|[Ff]lavo|[Nn]eighbo|[Ff]avo)ur/g, "$1r"],
  [/\bgrey\b/g, "gray"],
  [/\bmum\b/g, "mom"],
  [/\blitre/g, "liter"],
  [/\bcentimetre/g, "centimeter"],
  [/\bkilometre/g, "kilometer"],
  [/(?<!square )\bmetres\b/g, "meters"],
  [/\bflat(?= is| next)/g, "apartment"],
  [/\bjumper\b/g, "sweater"],
  [/\brucksack/g, "backpack"],
  [/\bhob\b/g, "stove"],
  [/\bworktop\b/g, "counter"],
  [/\blorry\b/g, "truck"],
  [/\bpostage\b/g, "shipping"],
  [/\bbin bag\b/g, "trash bag"],
  [/\beuros?\b/g, "dollars"],
];

const MISSPELT: readonly (readonly [RegExp, string])[] = [
  [/\breally\b/g, "realy"],
  [/\breceived\b/g, "recieved"],
  [/\bbecause\b/g, "becuase"],
  [/\bdisappointed\b/g, "dissapointed"],
  [/\bdisappointing\b/g, "dissapointing"],
  [/\bperfect/g, "prefect"],
  [/\bquiet\b/g, "quite"],
  [/\blose\b/g, "loose"],
  [/\ba lot\b/g, "alot"],
  [/\bwould have\b/g, "would of"],
  [/\btoo (?=\w)/g, "to "],
  [/\bthe the?\b/g, "the the"],
  [/\brecommend/g, "reccomend"],
  [/\bbattery\b/g, "batery"],
  [/\bthan\b/g, "then"],
  [/\bcomfortable\b/g, "comfterble"],
  [/(?<=\w)n't\b/g, "nt"],
  [/\bit's\b/g, "its"],
  [/\bI'm\b/g, "im"],
];

/** "It is not" → "it isn't", as most people write. */
export function contracted(text: string): string {
  return replaceAll(text, CONTRACTIONS);
}

/** British words and spellings → American ones. */
export function american(text: string): string {
  return replaceAll(text, AMERICAN);
}

/** Common misspellings and here and there two swapped letters; `rate` is the share of words hit. */
export function mistyped(text: string, rate: number, random: SeededRandom): string {
  const misspelt = MISSPELT.filter(() => random.chance(Math.min(1, rate * 12)));
  return replaceAll(text, misspelt).replace(/\p{L}{4,}/gu, (word) =>
    random.chance(rate) ? slip(word, random) : word,
  );
}

function slip(word: string, random: SeededRandom): string {
  const at = 1 + random.below(word.length - 2);
  const [before, first, second, rest] = [
    word.slice(0, at),
    word.charAt(at),
    word.charAt(at + 1),
    word.slice(at + 2),
  ];
  if (random.chance(0.55)) return before + second + first + rest;
  return random.chance(0.6) ? before + second + rest : before + first + first + second + rest;
}

function replaceAll(text: string, pairs: readonly (readonly [RegExp, string])[]): string {
  return pairs.reduce((result, [from, to]) => result.replace(from, to), text);
}
