/** The recipe that makes a dataset of the reviews. */
export const recipeText = String.raw`# How many stars a customer gives, from the title and the text of a review.
# "tunewright prepare samples/reviews.recipe.yaml" writes samples/prepared/reviews.train.jsonl,
# .validation.jsonl and .test.jsonl.
source: reviews.csv
where: language = 'en'
format: prompt-completion
target: legacy-completions
keep:
  nonEmpty: review_body
prompt: "{{ review_title }}\n\n{{ review_body }}\n\n###\n\n"
completion: " {{ stars }}"
deduplicate: near
conflicts: majority
shuffle: { seed: 42 }
split: { train: 0.8, validation: 0.1, test: 0.1, stratify: completion }
output: prepared/reviews
`;

/** The launch file that tunes on the reviews. */
export const launchText = String.raw`# A first model: it tells the stars of a review, trained on this machine in seconds.
# "tunewright tune samples/reviews.tune.yaml" begins it; nothing is sent, and no account is needed.
train: reviews.jsonl
provider: local
epochs: 8
seed: 42
suffix: reviews
`;
