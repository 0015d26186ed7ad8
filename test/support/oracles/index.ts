import { cookbookOracle } from "./cookbook.ts";
import { mistralOracle } from "./mistral.ts";
import type { Oracle } from "./oracle.ts";
import { earlierTogetherOracle, togetherOracle } from "./together.ts";

/** Every check of others that is compared with ours. */
export const oracles: readonly Oracle[] = [
  togetherOracle,
  earlierTogetherOracle,
  mistralOracle,
  cookbookOracle,
];
