import type { VNode } from "preact";
import { stretches } from "./stretches.js";

/** A text of a record, with its white space to be seen and its separator marked. */
export function ShownText({
  text,
  separator = null,
}: {
  readonly text: string;
  /** What ends most prompts of the dataset. */
  readonly separator?: string | null;
}): VNode {
  return (
    <>
      {stretches(text, separator).map(({ kind, text: shown }, index) =>
        kind === "plain" ? (
          shown
        ) : (
          <span key={index} class={kind}>
            {shown}
          </span>
        ),
      )}
    </>
  );
}
