import type { SeededRandom } from "../samples/seeded-random.ts";

const COMMON =
  `the and a I to it is this of my for in was with that have on but not you so are as be they at had were
very just one like all if product great good when more get use out up because no would can than from only or what time
will bought really after we which them well me your about first used has an do who there then much even been love box
back other also work works did he she her his by too little how am any some don't it's didn't doesn't can't I've that's
price quality buy another size water hair skin dog coffee flavor taste smell color screen battery phone case cable charger
keyboard light sound bass lens camera book story chapter characters plot ending movie film disc songs album guitar string
amplifier pedal kitchen knife pan handle lid plastic metal cheap sturdy broke broken months weeks days ago returned refund
shipping package arrived damaged seller customer service amazon star stars review reviews recommend recommended highly
definitely probably maybe however although though worth money waste disappointed happy satisfied perfect perfectly exactly
described picture pictures instructions install installed easy easily difficult hard soft comfortable fits fit small large
bigger smaller tight loose long short heavy lightweight strong weak fast slow quickly son daughter husband wife mother
birthday gift christmas present kids toys baby puppy cat food treats bag bags bottle bottles cup cups tea sugar chocolate
organic natural ingredients healthy fresh stale expired date organic protein bar bars snack crunchy sweet salty bitter`.split(
    /\s+/,
  );
const CONSONANTS =
  "b c d f g h j k l m n p r s t v w br ch cl cr dr fl gr pl pr sh sl st str th tr";
const VOWELS = "a e i o u ai ea ee ie oo ou".split(" ");
const CODAS = ["", "", "", "n", "r", "s", "t", "l", "d", "m", "ng", "nt", "st", "ck", "sh"];
const RARE_WORDS = 24_000;
const ACCENTED =
  "café naïve crème brûlée jalapeño señor façade über Müller São Pokémon résumé touché piñata Beyoncé".split(
    " ",
  );
const SYMBOLS = ["°", "™", "®", "€", "£", "½", "…", "–", "—", "’", "“", "”", "•"];
const EMOJI = ["😀", "😍", "👍", "🔥", "⭐", "❤️", "🎸", "🐶", "🙄", "😡", "👍🏽", "🤷‍♀️"];
const OTHER_SCRIPTS = [
  "素晴らしい",
  "日本",
  "中文",
  "很好",
  "한국어",
  "最高",
  "Спасибо",
  "отлично",
  "מצוין",
];
const BRANDS =
  "Logitech Anker KitchenAid Lodge Fender D'Addario Neewer Keurig Sony Bose ASUS Blu-ray USB-C iPhone HDMI MP3 DVD".split(
    " ",
  );

/** One more word of a review: mostly common ones, with a long tail of rare, odd and foreign ones. */
export function wordSource(random: SeededRandom): () => string {
  const rare = rareWords(random);
  const { next, below, pick } = random;
  return () => {
    const chance = next();
    if (chance < 0.905) return skewed(COMMON, 2.2, random);
    if (chance < 0.955) return skewed(rare, 3, random);
    if (chance < 0.968) return pick(BRANDS);
    if (chance < 0.985) return String(next() < 0.7 ? below(100) : below(3000));
    if (chance < 0.9905) return pick(ACCENTED);
    if (chance < 0.994) return `"${pick(COMMON)}"`;
    if (chance < 0.9965) return `$${below(200)}.${String(below(100)).padStart(2, "0")}`;
    if (chance < 0.998) return pick(SYMBOLS);
    if (chance < 0.9992) return pick(EMOJI);
    if (chance < 0.9996) return pick(OTHER_SCRIPTS);
    return oddity(random);
  };
}

function rareWords({ below, pick }: SeededRandom): string[] {
  const consonants = CONSONANTS.split(" ");
  return Array.from({ length: RARE_WORDS }, () => {
    let word = "";
    for (let left = 1 + below(3); left >= 0; left--) {
      word += pick(consonants) + pick(VOWELS) + (left > 0 ? "" : pick(CODAS));
    }
    return word;
  });
}

/** Early words often, late ones seldom. */
function skewed(words: readonly string[], power: number, { next }: SeededRandom): string {
  return words[Math.floor(words.length * Math.pow(next(), power))] ?? "";
}

function oddity({ below, pick }: SeededRandom): string {
  const link = `http://example.com/p?id=${below(1e6)}`;
  return pick(["C:\\new\\", "and/or", link, "<br />", `5'10"`]);
}
