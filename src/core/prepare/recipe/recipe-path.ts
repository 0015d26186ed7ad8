/** The end of a recipe's name: what stands before it names the outputs. */
export const recipeEndings = [".recipe.yaml", ".recipe.yml"] as const;

/** Whether a path names a recipe. */
export function isRecipePath(path: string): boolean {
  return recipeEndings.some((ending) => path.toLowerCase().endsWith(ending));
}
