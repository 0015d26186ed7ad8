/** Counts the tokens that a model's tokenizer makes of texts. Special tokens in a text count as text. */
export interface TokenCounter {
  /** The name of the encoding, or of the file that describes the tokenizer. */
  readonly name: string;
  /**
   * How many tokens a text makes. Takes time that grows with its length, whatever it holds; may stop
   * when there are more than `most`.
   */
  count(text: string, most?: number): number;
  /** What the tokens of a text are, as numbers that are equal where the tokens are. */
  encode(text: string): readonly number[];
}
