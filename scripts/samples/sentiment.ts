type Sentiment = "positive" | "negative" | "neutral";

const SENTENCES: readonly (readonly [text: string, sentiment: Sentiment])[] = [
  ["I've been smiling since I unpacked it.", "positive"],
  ["The soup was cold and so was the waiter.", "negative"],
  ["The train leaves at 7:42 from platform 3.", "neutral"],
  ["Best birthday my daughter has ever had!", "positive"],
  ["Two hours on hold, then they hung up.", "negative"],
  ["The museum is closed on Mondays.", "neutral"],
  ["Not bad at all, I'd go again tomorrow.", "positive"],
  ["I wanted to love this film, but I fell asleep twice.", "negative"],
  ["The room has a bed, a desk and a window.", "neutral"],
  ["What a view from up there 😍", "positive"],
  ["The update broke everything that worked before.", "negative"],
  ["She moved to Lyon in 2019.", "neutral"],
  ["Our guide knew every bird by its song; a wonderful morning.", "positive"],
  ["Great, another password I have to change.", "negative"],
  ["The recipe needs three eggs and 200 g of flour.", "neutral"],
  ["I could listen to this album all day.", "positive"],
  ["The paint peeled off within a week.", "negative"],
  ["The meeting was moved to Thursday.", "neutral"],
  ["You won't find friendlier neighbours anywhere.", "positive"],
  ["Never again with this airline.", "negative"],
  ["The café opens at eight.", "neutral"],
  ["Finally a dentist who doesn't scare me.", "positive"],
  ["The ending ruined the whole book for me.", "negative"],
  ["This bus stops at the library and the pool.", "neutral"],
  ["The bread was still warm, heaven.", "positive"],
  ["It rained through the tent and nobody cared.", "negative"],
  ["The package weighs 2.4 kg.", "neutral"],
  ["I laughed until my stomach hurt.", "positive"],
  ["My order was wrong for the third time.", "negative"],
  ["There are 24 students in the class.", "neutral"],
];

/** The textbook's toy classifier: a short text, a separator, one word. */
export function sentimentLines(): string[] {
  return SENTENCES.map(([text, sentiment]) =>
    JSON.stringify({ prompt: `${text}\n\nSentiment:`, completion: ` ${sentiment}` }),
  );
}
