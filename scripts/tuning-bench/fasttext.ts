// Trains and scores fastText itself: `node fasttext.ts TRAINING TEST SETTINGS`, with files of
// fastText's own form. Prints {"seconds", "accuracy"}. A process of its own: the package's memory
// is not given back.
import { readFileSync } from "node:fs";
import { getFastTextClass, getFastTextModule } from "fasttext.wasm.js";

const ignore = (): void => undefined; // It tells of its progress.
const [, , trainingPath = "", testPath = "", settings = "{}"] = process.argv;
const FastText = await getFastTextClass({ getFastTextModule });
const training = URL.createObjectURL(new Blob([readFileSync(trainingPath)]));
const options = JSON.parse(settings) as Record<string, unknown>;
const start = performance.now();
const trainer = new FastText();
// It resolves with the model; the package's types do not say so.
const model = (await trainer.trainSupervised(
  training,
  { loss: "softmax", ...options },
  ignore,
)) as {
  predict(text: string, k: number, threshold: number): { get(index: number): readonly unknown[] };
};
const seconds = (performance.now() - start) / 1000;
const lines = readFileSync(testPath, "utf8").trim().split("\n");
const right = lines.filter((line) => {
  const space = line.indexOf(" ");
  const prediction = model.predict(line.slice(space + 1), 1, 0).get(0);
  return prediction.includes(line.slice(0, space));
});
process.stdout.write(`${JSON.stringify({ seconds, accuracy: right.length / lines.length })}\n`);
