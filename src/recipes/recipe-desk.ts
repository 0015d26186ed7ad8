import { existsSync } from "node:fs";
import { resolve, dirname } from "node:path";
import * as l10n from "@vscode/l10n";
import type { SourceFacts } from "../core/prepare/column-facts.js";
import { columnFacts } from "../core/prepare/column-facts.js";
import { completeRecipe } from "../core/prepare/editing/complete-recipe.js";
import { hoverRecipe } from "../core/prepare/editing/hover-recipe.js";
import { templateFindings } from "../core/prepare/findings/template-findings.js";
import { prepareDataset } from "../core/prepare/prepare-dataset.js";
import { readRecipe } from "../core/prepare/recipe/read-recipe.js";
import type { Recipe, RecipeProblem } from "../core/prepare/recipe/recipe.js";
import { compileRecipe } from "../core/prepare/records/compile-recipe.js";
import type { CompiledRecipe } from "../core/prepare/records/compile-recipe.js";
import type { SourceProblem, SourceRequest } from "../core/prepare/source-rows.js";
import type { Tokenizers } from "../core/tokens/tokenizers.js";
import { journalPath } from "../data/prepare/output-journal.js";
import { outputPaths, sourceRequest } from "../data/prepare/recipe-paths.js";
import { SpillStore } from "../data/prepare/spill-store.js";
import { isUserError } from "../data/user-error.js";
import type {
  RecipeCompletion,
  RecipeFinding,
  RecipeHover,
  RecipeLook,
  RecipePlace,
  RecipeText,
} from "../protocol/recipe-messages.js";
import { failingPart } from "./failing-part.js";
import { previewOf } from "./preview-of.js";
import { reachedSources } from "./reached-sources.js";
import type { SourceSample } from "./source-sample.js";
import { SourceSamples } from "./source-sample.js";

/** How many rows are looked at to say what columns hold. */
const mostFactRows = 20_000;

/** What is known of one recipe. A class because it keeps rows and facts between looks. */
export class RecipeDesk {
  readonly #tokenizers: Tokenizers;
  #allowedHosts: ReadonlySet<string> = new Set();
  readonly #unreached = new Set<string>();
  readonly #open = reachedSources({ mayReach: (host) => this.#mayReach(host) });
  readonly #samples = new SourceSamples(this.#open);
  #facts: SourceFacts | undefined;
  #looking = new AbortController();

  constructor(tokenizers: Tokenizers) {
    this.#tokenizers = tokenizers;
  }

  /** What the text alone tells, with the columns that were read last. */
  readText({ path, text }: RecipeText): readonly RecipeFinding[] {
    const read = readRecipe(text);
    if (read.kind === "broken") return read.problems.map(findingOf);
    const problems = [...templateFindings(read.recipe)];
    const known = path === null ? undefined : this.#samples.known(sourceRequest(read.recipe, path));
    if (known !== undefined && path !== null) {
      const compiled = this.#compile(read.recipe, path, known);
      if ("length" in compiled) problems.push(...compiled);
    }
    return problems.map(findingOf);
  }

  /** Reads the sources too; `null` where another look has begun since. */
  async look(
    { path, text }: RecipeText,
    allowedHosts: readonly string[],
  ): Promise<RecipeLook | null> {
    this.#looking.abort();
    const looking = new AbortController();
    this.#looking = looking;
    this.#allowedHosts = new Set(allowedHosts);
    this.#unreached.clear();
    const read = readRecipe(text);
    if (read.kind === "broken") return lookOf(read.problems);
    const { recipe } = read;
    if (path === null) return lookOf(templateFindings(recipe));
    try {
      return await this.#lookAtRows(recipe, path, looking.signal);
    } catch (error) {
      if (looking.signal.aborted) return null;
      if (!isUserError(error)) throw error;
      return this.#unreadable(recipe, sourceRequest(recipe, path), error.message);
    }
  }

  complete({ text, offset }: RecipePlace): readonly RecipeCompletion[] {
    return completeRecipe(text, offset, this.#facts);
  }

  hover({ text, offset }: RecipePlace): RecipeHover | null {
    return hoverRecipe(text, offset, this.#facts) ?? null;
  }

  async #lookAtRows(recipe: Recipe, path: string, signal: AbortSignal): Promise<RecipeLook | null> {
    const sample = await this.#samples.read(sourceRequest(recipe, path), signal);
    this.#facts = await columnFacts(() => Promise.resolve(sample.rows), {
      sources: [],
      mostRows: mostFactRows,
      signal,
    });
    const compiled = this.#compile(recipe, path, sample);
    if ("length" in compiled) return lookOf([...templateFindings(recipe), ...compiled]);
    const store = new SpillStore();
    try {
      const watch = { signal, progress: () => undefined, pause: () => Promise.resolve() };
      const prepared = await prepareDataset(compiled, { rows: sample.rows, store }, watch);
      const { isWhole } = sample;
      const problems = [
        ...(prepared.kind === "refused" ? templateFindings(recipe) : []),
        ...(prepared.kind === "refused" ? prepared.problems : prepared.notes),
      ];
      const holding = isWhole ? problems : firstRowsOnly(problems, templateFindings(recipe));
      const ofSources = [
        ...interruptedFindings(recipe, path),
        ...sourceFindings(recipe, prepared.sourceProblems),
      ];
      const preview =
        prepared.kind === "refused" ? null : previewOf(compiled, prepared, { store, isWhole });
      return { ...lookOf([...holding, ...ofSources]), preview };
    } finally {
      store.close();
    }
  }

  #compile(
    recipe: Recipe,
    path: string,
    { rows }: SourceSample,
  ): CompiledRecipe | readonly RecipeProblem[] {
    const pathOf = (tokenizer: string): string => resolve(dirname(resolve(path)), tokenizer);
    return compileRecipe(recipe, rows.columns, { tokenizers: this.#tokenizers, pathOf });
  }

  async #unreadable(recipe: Recipe, request: SourceRequest, message: string): Promise<RecipeLook> {
    const unreachedHosts = [...this.#unreached];
    const [host] = unreachedHosts;
    const span = await failingPart(recipe, request, this.#open);
    const problem: RecipeProblem =
      host === undefined
        ? { span, message, severity: "error" }
        : {
            span,
            message: l10n.t("Rows of {0} were not read: a preview asks whether they may be.", host),
            severity: "information",
          };
    return { ...lookOf([...templateFindings(recipe), problem]), unreachedHosts };
  }

  #mayReach(host: string): Promise<boolean> {
    const isAllowed = this.#allowedHosts.has(host);
    if (!isAllowed) this.#unreached.add(host);
    return Promise.resolve(isAllowed);
  }
}

function lookOf(problems: readonly RecipeProblem[]): RecipeLook {
  return { findings: problems.map(findingOf), preview: null, unreachedHosts: [] };
}

/** What would be said of all rows, too: counts of labels and parts are those of the first rows only. */
function firstRowsOnly(
  problems: readonly RecipeProblem[],
  ofTemplates: readonly RecipeProblem[],
): readonly RecipeProblem[] {
  const others = problems.filter(({ holdsForFirstRows }) => holdsForFirstRows === true);
  return [...ofTemplates, ...others];
}

const mostSourceProblems = 10;

/** The problems of rows, at the first source: they have no other place in the recipe. */
function sourceFindings(
  { source: [first] }: Recipe,
  problems: readonly SourceProblem[],
): readonly RecipeProblem[] {
  const span = first?.span ?? { start: 0, end: 0 };
  return problems.slice(0, mostSourceProblems).map(({ row, message, severity }) => ({
    span,
    message: row === undefined ? message : l10n.t("Row {0}: {1}", row, message),
    severity,
  }));
}

/** Whether a run of this recipe was killed while it put its files in their places. */
function interruptedFindings(recipe: Recipe, path: string): readonly RecipeProblem[] {
  if (!existsSync(journalPath(outputPaths(recipe, path, undefined).manifest))) return [];
  const message = l10n.t(
    "A run of this recipe was killed while it put its files in their places: old and new ones may be mixed. Prepare it again.",
  );
  return [{ span: recipe.source[0]?.span ?? { start: 0, end: 0 }, message, severity: "warning" }];
}

/** A problem as it is sent. */
export function findingOf({
  span: { start, end },
  message,
  severity,
}: RecipeProblem): RecipeFinding {
  return { start, end, message, severity };
}
