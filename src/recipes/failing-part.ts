import type { Span } from "../core/json/span.js";
import type { Recipe } from "../core/prepare/recipe/recipe.js";
import type { OpenSource, SourceRequest } from "../core/prepare/source-rows.js";

/** The part of a recipe for which its sources cannot be opened: found by opening them without it. */
export async function failingPart(
  recipe: Recipe,
  request: SourceRequest,
  open: OpenSource,
): Promise<Span> {
  const fails = async (part: Partial<SourceRequest>): Promise<boolean> => {
    try {
      const rows = await open({ ...request, where: undefined, columns: {}, ...part });
      await rows.close();
      return false;
    } catch {
      // Why it fails is known already.
      return true;
    }
  };
  if (await fails({})) return failingSource(recipe, request, fails);
  for (const [name, { span }] of recipe.columns) {
    const { [name]: expression = "" } = request.columns;
    if (await fails({ columns: { [name]: expression } })) return span;
  }
  return recipe.where?.span ?? nowhere;
}

const nowhere: Span = { start: 0, end: 0 };

async function failingSource(
  { source }: Recipe,
  { sources }: SourceRequest,
  fails: (part: Partial<SourceRequest>) => Promise<boolean>,
): Promise<Span> {
  for (const [index, { span }] of source.entries()) {
    if (await fails({ sources: sources.slice(index, index + 1) })) return span;
  }
  return source[0]?.span ?? nowhere;
}
