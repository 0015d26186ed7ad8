import type { RunPageMemory } from "../../protocol/run-page.js";
import { isObject } from "../../protocol/is-object.js";

/** How a person wants to see the curves. */
export interface Looks {
  /** From 0 to `mostSmoothing`. */
  readonly smoothing: number;
  readonly isLogarithmic: boolean;
}

/** All that the page remembers. */
export type PageMemory = Looks & RunPageMemory;

/** With 1 nothing of a curve would be left. */
export const mostSmoothing = 0.99;

/** The looks that were remembered; what is not understood is as usual. */
export function rememberedLooks(memory: unknown): Looks {
  if (!isObject(memory)) return { smoothing: 0, isLogarithmic: false };
  const { smoothing, isLogarithmic } = memory;
  return {
    smoothing:
      typeof smoothing === "number" && smoothing >= 0 && smoothing <= mostSmoothing ? smoothing : 0,
    isLogarithmic: isLogarithmic === true,
  };
}
