import { readExamples } from "./local/read-examples.js";
import { officialClient } from "./openai-shaped/official-client.js";
import type { Connection } from "./provider.js";

/** So many prompts are sent at once. */
const batchSize = 100;

/**
 * The share of a test file's records that a model of the local engine answers right, from 0 to 1;
 * `undefined` where the file has no records that it can answer.
 */
export async function scoreTest(
  test: Blob,
  model: string,
  connection: Connection,
): Promise<number | undefined> {
  const read = readExamples(await test.text());
  if (read.kind === "refused" || read.examples.length === 0) return undefined;
  const client = officialClient(connection);
  let right = 0;
  for (let from = 0; from < read.examples.length; from += batchSize) {
    const batch = read.examples.slice(from, from + batchSize);
    const prompt = batch.map((example) => example.prompt);
    const answer = await client.completions.create({
      model,
      prompt,
      temperature: 0,
      max_tokens: 1,
    });
    right += batch.filter(({ label }, index) => answer.choices[index]?.text === label).length;
  }
  return right / read.examples.length;
}
