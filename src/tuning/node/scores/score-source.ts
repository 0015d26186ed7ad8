import type { ScoreFact } from "../../../core/inspection/score-fact.js";
import type { ScoringSource } from "../../../data/scoring-source.js";
import type { ScoringOrder, ScoringPowers } from "../../asking/score-dataset.js";
import { namesFor, scoreDataset } from "../../asking/score-dataset.js";
import type { FactLog } from "./fact-log.js";

/** What scoring a file needs besides the file. */
export interface SourceScoringPowers extends Omit<ScoringPowers, "find" | "onFact"> {
  readonly log: FactLog;
  /** Told of each record; `offset` is where its fact lies in the log. */
  readonly onScored: (fact: ScoreFact, offset: number) => void;
}

/** Scores every record of a file, and keeps what is found out in the log. See `scoreDataset`. */
export async function scoreSource(
  source: ScoringSource,
  order: ScoringOrder,
  { log, onScored, ...powers }: SourceScoringPowers,
): Promise<void> {
  await scoreDataset(source.records(), order, {
    ...powers,
    find: (hash) => log.find(hash),
    onFact: (fact) => {
      log.keep(fact);
      onScored(fact, log.offsetOf(fact.hash) ?? 0);
    },
  });
}

/** Of how many records nothing is known yet. Rejects with the signal's reason. */
export async function countUnknown(
  source: ScoringSource,
  order: ScoringOrder,
  { log, signal }: Pick<SourceScoringPowers, "log" | "signal">,
): Promise<number> {
  if (log.facts === 0) return source.survey.records;
  const nameOf = await namesFor(order);
  let unknown = 0;
  for (const record of source.records()) {
    signal.throwIfAborted();
    if (log.offsetOf(await nameOf(record)) === undefined) unknown += 1;
  }
  return unknown;
}
