import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";

/** A part of a page with a heading that names it. */
export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}): VNode {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
