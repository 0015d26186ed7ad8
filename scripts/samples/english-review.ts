import { capitalised, ended, expand, sentence, type Slots } from "./expand.ts";
import type { Aspect, Phrases, Product, Tone } from "./grammar.ts";
import { american, contracted } from "./slips.ts";
import { shuffled, weightedIndex, type SeededRandom } from "./seeded-random.ts";
import { anyVoice, styled, type Voice } from "./voice.ts";

export type Stars = 1 | 2 | 3 | 4 | 5;

export interface ReviewText {
  readonly title: string;
  readonly body: string;
}

export interface Writing {
  readonly phrases: Phrases;
  readonly random: SeededRandom;
  /** What earlier reviews said; looked at and added to, so that little is said twice. */
  readonly said: Set<string>;
}

interface Clause {
  readonly tone: Tone;
  readonly text: string;
}

/** How often an aspect is good, middling, bad or wry in a review of so many stars. */
const TONE_WEIGHTS: Readonly<Record<Stars, readonly number[]>> = {
  5: [86, 9, 5, 0],
  4: [62, 21, 17, 0],
  3: [35, 30, 33, 2],
  2: [17, 16, 60, 7],
  1: [6, 6, 73, 15],
};
const TONES: readonly Tone[] = ["good", "middling", "bad", "wry"];
const MAX_WORDS = 150;
/** Marks phrases that suit things in daily use, not what is eaten, read or played through. */
const LASTING = "* ";

const SHARED_SLOTS: Slots = {
  person:
    "{my wife|my husband|my sister|my mum|my dad|a friend|my brother-in-law|my flatmate|our daughter|our son|my neighbour|my grandmother|my partner|a colleague|my aunt|my best friend}",
  days: "{two|three|four|five|ten} days",
  weeks: "{{two|three|five|six|eight} weeks|{two|three} months}",
  months: "{four|five|seven|nine} months",
  span: "{{two|three|five|six} weeks|{two|three|four|five|seven|nine} months|half a year|a year|almost two years|ten days}",
  ago: "{{two|three|five} weeks|{two|three|six} months|about a month|a year} ago",
};

const HEARSAY = {
  critics: ["Some people write that", "Others complain that", "I had read that"],
  defence: ["Not here.", "I cannot confirm that.", "Nothing of the kind.", "Never happened to me."],
  seller: ["The page says", "They promise that", "Everybody writes that", "I had read that"],
  doubt: ["Not here.", "I noticed nothing of the kind.", "Dream on.", "If only."],
};

/** Writes one English review of a product, as somebody would who gives it that many stars. */
export function englishReview(product: Product, stars: Stars, writing: Writing): ReviewText {
  const { random } = writing;
  const say = speaker(product, writing);
  const voice = anyVoice(random);
  const draft = draftBody(product, stars, { voice, say, random });
  const spell = random.chance(0.4) ? american : (text: string) => text;
  const loosen = voice === "careful" || random.chance(0.2) ? (text: string) => text : contracted;
  const body = styled(spell(loosen(draft)), { voice, stars, random });
  return { title: titleFor(product, stars, { say, spell, random }), body };
}

interface Speaker {
  readonly title: (templates: readonly string[]) => string;
  /** The phrases of a section that suit this product, still as templates. */
  readonly fitting: (section: string) => readonly string[];
  /** One of the templates, filled; one that was not said before, if a few tries find it. */
  readonly oneOf: (templates: readonly string[]) => string;
  /** The same for a section of the phrases. */
  readonly phrase: (section: string) => string;
}

function speaker(product: Product, { phrases, random, said }: Writing): Speaker {
  const slots = slotsOf(product);
  const title = (templates: readonly string[]) => expand(random.pick(templates), slots, random);
  const fill = (templates: readonly string[]) =>
    expand(withTail(random.pick(templates), random), slots, random);
  const oneOf = (templates: readonly string[]) => {
    let text = fill(templates);
    for (let tries = 0; tries < 6 && said.has(text); tries++) text = fill(templates);
    said.add(text);
    return text;
  };
  const fitting = (section: string) =>
    phrases(section)
      .filter((line) => !line.startsWith(LASTING) || lasts(product))
      .map((line) => line.replace(LASTING, ""));
  return { title, oneOf, fitting, phrase: (section) => oneOf(fitting(section)) };
}

/** An afterthought follows a comma in the grammar; people also use a full stop, brackets, a dash. */
function withTail(template: string, random: SeededRandom): string {
  return template.replace(/, \{([^{}]*)\}$/, (_, choices: string) => {
    const tail = random.pick(choices.split("|"));
    if (tail === "" || !random.chance(0.5)) return tail === "" ? "" : `, ${tail}`;
    const form = random.below(tail.includes(",") ? 2 : 5);
    if (form <= 1) return `. ${capitalised(tail)}`;
    return form === 2 ? ` (${tail})` : `${random.pick([" –", "...", " -", ","])} ${tail}`;
  });
}

function lasts(product: Product): boolean {
  return product.fields["consumed"] === undefined;
}

function slotsOf(product: Product): Slots {
  const plural = product.fields["plural"] !== undefined;
  return {
    ...SHARED_SLOTS,
    noun: product.fields["noun"] ?? product.key,
    one: product.fields["one"] ?? "one",
    price: product.fields["price"] ?? "20",
    this: plural ? "these" : "this",
    it: plural ? "they" : "it",
    obj: plural ? "them" : "it",
    is: plural ? "are" : "is",
    s: plural ? "" : "s",
  };
}

interface Draft {
  readonly voice: Voice;
  readonly say: Speaker;
  readonly random: SeededRandom;
}

function draftBody(product: Product, stars: Stars, draft: Draft): string {
  const { voice, random, say } = draft;
  const aspects = shuffled(product.aspects, random);
  const count = clauseCount(voice, random);
  const clauses = aspects.slice(0, count).map((aspect) => clauseOf(aspect, stars, draft));
  if (voice === "terse") return terseBody(clauses, stars, draft);
  if (voice === "list") return listBody(clauses, stars, draft);
  const [context = "", ...otherContext] = shuffled(product.context, random);
  const hasBackground = voice === "careful" && otherContext.length > 0;
  const background = hasBackground ? [sentence(say.oneOf(otherContext))] : [];
  const sentences = [
    ...openerOf(context, stars, draft),
    ...background,
    ...joinedClauses(clauses, draft),
    ...hearsay(aspects[count], stars, draft),
    ...extras(stars, draft),
  ];
  if (random.chance(0.62)) sentences.push(sentence(say.phrase(`verdict${nearby(stars, random)}`)));
  const update = stars >= 4 ? "update+" : "update-";
  const kept = withinWords(sentences, MAX_WORDS - 15);
  const mayUpdate = lasts(product) && stars !== 3 && random.chance(0.06);
  const paragraphs = voice === "careful" || random.chance(0.15) ? inParagraphs(kept, random) : kept;
  const text = paragraphs.join(" ").replace(/\n /g, "\n");
  return mayUpdate ? `${text}\n\n${say.phrase(update)}` : text;
}

function clauseCount(voice: Voice, random: SeededRandom): number {
  if (voice === "terse") return random.below(3);
  const isLong = voice === "careful" || voice === "list";
  return weightedIndex(isLong ? [0, 0, 1, 3, 4, 4, 3] : [0, 4, 6, 5, 3, 1], random);
}

/** What others or the seller claim of an aspect, and this reviewer denies. */
function hearsay(aspect: Aspect | undefined, stars: Stars, { say, random }: Draft): string[] {
  if (aspect === undefined || !random.chance(0.1)) return [];
  const isHappy = stars >= 4;
  const isGeneral = (line: string) => !/\b(I|my|me|we|our|us|mine)\b|[?:"]/.test(line);
  const claims = aspect[isHappy ? "bad" : "good"].filter(isGeneral);
  if (claims.length === 0) return [];
  const claim = say.oneOf(claims.map((line) => line.replace(/, \{[^{}]*\}$/, "")));
  const who = isHappy ? HEARSAY.critics : HEARSAY.seller;
  const reply = isHappy ? HEARSAY.defence : HEARSAY.doubt;
  return [`${random.pick(who)} ${ended(claim)} ${random.pick(reply)}`];
}

function clauseOf(
  aspect: Aspect,
  stars: Stars,
  { say, random }: Pick<Draft, "say" | "random">,
): Clause {
  const weights = TONE_WEIGHTS[stars].map((weight, index) =>
    aspect[TONES[index] ?? "good"].length > 0 ? weight : 0,
  );
  const tone = TONES[weightedIndex(weights, random)] ?? "good";
  return { tone, text: say.oneOf(aspect[tone]) };
}

function openerOf(context: string, stars: Stars, { say, random }: Draft): string[] {
  const chance = random.next();
  if (chance < 0.3) return [];
  if (chance < 0.55) return [sentence(say.oneOf([context]))];
  const tone = stars >= 4 ? "opener+" : "opener-";
  const isTold = chance < 0.8 || (stars === 3 && chance < 0.95);
  return [sentence(say.phrase(isTold ? "opener" : tone))];
}

/** Delivery, price, comparison, service: each now and then, rarely two of them. */
function extras(stars: Stars, { voice, say, random }: Draft): string[] {
  const isLong = voice === "careful";
  const found = ["delivery", "price", "compare", "service"].flatMap((topic) => {
    if (!random.chance(isLong ? 0.45 : 0.1)) return [];
    const sign = signOf(stars, topic, random);
    return sign === undefined ? [] : [sentence(say.phrase(topic + sign))];
  });
  if (stars <= 2 && random.chance(0.12)) found.push(sentence(say.phrase("wry")));
  return shuffled(found, random).slice(0, isLong ? 3 : 2);
}

function signOf(stars: Stars, topic: string, random: SeededRandom): string | undefined {
  const hasMiddle = topic === "price" || topic === "compare";
  if (hasMiddle && random.chance(stars === 3 ? 0.6 : 0.15)) return "=";
  const goodness: Readonly<Record<Stars, number>> = { 5: 0.93, 4: 0.8, 3: 0.5, 2: 0.25, 1: 0.1 };
  return random.chance(goodness[stars]) ? "+" : "-";
}

function joinedClauses(clauses: readonly Clause[], { random }: Draft): string[] {
  const sentences: string[] = [];
  for (let index = 0; index < clauses.length; index++) {
    const clause = clauses[index];
    const next = clauses[index + 1];
    if (clause === undefined) continue;
    const pair = next === undefined ? undefined : pairOf(clause, next, random);
    if (pair !== undefined) index++;
    sentences.push(pair ?? singleOf(clause, index > 0, random));
  }
  return sentences;
}

/** Two clauses as one sentence or two tied together, where that reads well. */
function pairOf(first: Clause, second: Clause, random: SeededRandom): string | undefined {
  if (!random.chance(0.6)) return undefined;
  const areShort = isShort(first) && isShort(second);
  const [one, other] = [first.text, second.text];
  if (isBright(first) === isBright(second)) {
    return areShort && random.chance(0.6) ? sentence(`${one}, and ${other}`) : undefined;
  }
  if (areShort && random.chance(0.35)) {
    return sentence(`${random.pick(["although", "even though", "while"])} ${one}, ${other}`);
  }
  if (areShort) return sentence(`${one}, but ${other}`);
  const turn = isBright(second)
    ? ["That said,", "But", "On the other hand,", "Still,", "In fairness,", "To be fair,"]
    : ["But", "Unfortunately", "Sadly", "That said,", "However,", "On the other hand,", "Only:"];
  const fitting = turn.filter((lead) => lead !== "But" || !other.includes("but"));
  return `${sentence(one)} ${random.pick(fitting)} ${ended(other)}`;
}

function singleOf(clause: Clause, isLater: boolean, random: SeededRandom): string {
  const leads = leadsFor(clause.tone, isLater);
  const { text } = clause;
  if (/[?!:]/.test(text) || !random.chance(0.3)) return wryEcho(clause, random) ?? sentence(text);
  return sentence(random.pick(leads) + text);
}

function leadsFor(tone: Tone, isLater: boolean): readonly string[] {
  if (tone === "middling" || tone === "wry") return ["honestly, ", "to be honest, ", "well, "];
  if (tone === "good") {
    const leads = ["what I like most: ", "what I like: ", "best of all, ", "what surprised me: "];
    return isLater ? [...leads, "also, ", "plus, ", "and "] : leads;
  }
  const leads = ["my biggest complaint: ", "what annoys me: ", "unfortunately ", "sadly, "];
  return isLater ? [...leads, "on top of that, ", "worse, ", "also, "] : leads;
}

function wryEcho({ tone, text }: Clause, random: SeededRandom): string | undefined {
  if (tone !== "wry" || !random.chance(0.3)) return undefined;
  return `${sentence(text)} ${random.pick(["Not.", "Thanks for nothing.", "I am joking, sadly."])}`;
}

function terseBody(clauses: readonly Clause[], stars: Stars, { say, random }: Draft): string {
  const parts = clauses.map(({ text }) => sentence(text));
  if (parts.length === 0 || random.chance(0.4)) {
    parts.unshift(sentence(say.phrase(`short${nearby(stars, random)}`)));
  }
  if (random.chance(0.3)) parts.push(sentence(say.phrase(`verdict${nearby(stars, random)}`)));
  while (wordsIn(parts.join(" ")) < 5) {
    parts.push(sentence(say.phrase(`verdict${stars}`)));
  }
  return parts.join(" ");
}

function listBody(clauses: readonly Clause[], stars: Stars, draft: Draft): string {
  const { say, random } = draft;
  const mark = random.pick(["- ", "+ ", "* ", "• "]);
  const list = (section: string, wanted: readonly Clause[], bullet: string) =>
    wanted.length === 0
      ? []
      : [[`${say.phrase(section)}:`, ...wanted.map(({ text }) => bullet + text)].join("\n")];
  const good = clauses.filter(isBright);
  const bad = clauses.filter((clause) => !isBright(clause));
  return [
    ...list("pro", good, mark),
    ...list("con", bad, mark === "+ " ? "- " : mark),
    sentence(say.phrase(`verdict${nearby(stars, random)}`)),
  ].join("\n\n");
}

function titleFor(
  product: Product,
  stars: Stars,
  { say, spell, random }: { say: Speaker; spell: (text: string) => string; random: SeededRandom },
): string {
  const chance = random.next();
  const isPraise = stars === 3 ? random.chance(0.5) : stars > 3;
  const own = isPraise ? product.praiseTitles : product.blameTitles;
  const mayUseOwn = stars === 5 || stars === 1 || random.chance(0.4);
  if (chance < 0.4 && mayUseOwn) return spell(capitalised(say.title(own)));
  const section = chance < 0.86 ? `title${nearby(stars, random)}` : "titleany";
  const title = capitalised(say.title(say.fitting(section)));
  const mayCheer = stars === 5 && /\w$/.test(title);
  return spell(title) + (mayCheer && random.chance(0.2) ? "!" : "");
}

/** The star count itself, or now and then its neighbour: people do not rate alike. */
function nearby(stars: Stars, random: SeededRandom): number {
  if (!random.chance(0.3)) return stars;
  return Math.min(5, Math.max(1, stars + (random.chance(0.5) ? 1 : -1)));
}

function inParagraphs(sentences: readonly string[], random: SeededRandom): string[] {
  const gap = random.chance(0.5) ? "\n\n" : "\n";
  return sentences.map((text, index) =>
    index < sentences.length - 1 && random.chance(0.45) ? text + gap : text,
  );
}

function withinWords(sentences: readonly string[], limit: number): string[] {
  const kept: string[] = [];
  for (const text of sentences) {
    if (kept.length > 0 && wordsIn(kept.join(" ")) + wordsIn(text) > limit) continue;
    kept.push(text);
  }
  return kept;
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}

function isBright({ tone }: Clause): boolean {
  return tone === "good";
}

function isShort({ text }: Clause): boolean {
  return text.length < 75 && !/[,:?!.]/.test(text);
}
