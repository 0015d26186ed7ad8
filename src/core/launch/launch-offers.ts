import { baseModel } from "../tokens/models.js";

/** A hyperparameter that a provider offers for a method. */
export interface LaunchHyperparameter {
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  readonly multipleOf?: number;
  readonly usual: number | "auto";
}

/** A way of tuning that a provider offers. */
export interface LaunchMethod {
  readonly id: string;
  readonly hyperparameters: readonly LaunchHyperparameter[];
  readonly needsGrader?: true;
}

/** What is known of a model, or of all whose names begin so, without asking its provider. */
export interface LaunchModel {
  readonly name: string;
  /** The first day without new jobs, as `YYYY-MM-DD`. */
  readonly training?: string;
  /** The first day without answers, as `YYYY-MM-DD`. */
  readonly serving?: string;
  /** What a million trained tokens cost, on the day `of`. */
  readonly price?: {
    readonly perMillionTokens: number;
    readonly currency: string;
    readonly of: string;
  };
}

/** What launch files need to know of a provider: plain data, which may cross processes. */
export interface LaunchProvider {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly methods: readonly LaunchMethod[];
  /** Why it has a method no more, by the method's id. */
  readonly refusedMethods: Readonly<Record<string, string>>;
  /** The only model that it tunes, where there is one. */
  readonly onlyModel: string | null;
  readonly canContinue: boolean;
  readonly mayChooseTarget: boolean;
  /** The first day without new jobs, as `YYYY-MM-DD`; `null` where nobody has said. */
  readonly closingOn: string | null;
  readonly models: readonly LaunchModel[];
  /** Whole names of models that it tunes, to choose from. */
  readonly modelNames: readonly string[];
  /** Whether it tunes no models but these. */
  readonly hasAllModels: boolean;
}

/** What can be chosen for a run. */
export interface LaunchOffers {
  readonly providers: readonly LaunchProvider[];
  readonly reasoningEfforts: readonly string[];
}

/** What is known of a model at a provider: the longest beginning of its name counts. */
export function knownModel({ models }: LaunchProvider, model: string): LaunchModel | undefined {
  const name = baseModel(model);
  const [best] = models
    .filter((one) => name === one.name || name.startsWith(`${one.name}-`))
    .sort((a, b) => b.name.length - a.name.length);
  return best;
}
