import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { isSeverity, severities } from "../rules/finding.js";
import type { SplitFiles, SplitRole } from "../dataset/split-names.js";
import { grouped } from "../grouped.js";
import type { RuleOption } from "../rules/rule-options.js";
import { ruleById, rules } from "../rules/index.js";
import type {
  Configuration,
  ConfigurationOverride,
  ConfiguredCheck,
  ConfiguredTokens,
  RuleValue,
} from "./configuration.js";
import type { Glob } from "./glob.js";
import { readGlob } from "./glob.js";
import type { ConfigurationProblem } from "./jsonc.js";
import { isTree, readJsonc } from "./jsonc.js";
import { nearName } from "./near-name.js";
import type { TargetSetting } from "./target-setting.js";
import { isTargetSetting, targetSettings } from "./target-setting.js";

/** What came of reading a `tunewright.json`: what it says, or all that is wrong with it. */
export type ReadConfiguration =
  | { readonly kind: "good"; readonly configuration: Configuration }
  | { readonly kind: "broken"; readonly problems: readonly ConfigurationProblem[] };

/** The values that a rule may have in the file. */
export const ruleValues: readonly RuleValue[] = [...severities, "off"];

const ruleIds: readonly string[] = rules.map(({ id }) => id);

/** More globs than this are refused. */
export const mostGlobs = 500;

/** Nobody reads on after so many. */
const mostProblems = 50;

/** Reads the text of a `tunewright.json`, without byte order mark. */
export function readConfiguration(text: string): ReadConfiguration {
  const root = readJsonc(text);
  if (!isTree(root)) return broken(root);
  const reader = new Reader();
  const configuration = reader.configuration(root);
  return reader.problems.length > 0 ? broken(reader.problems) : { kind: "good", configuration };
}

function broken(problems: readonly ConfigurationProblem[]): ReadConfiguration {
  const inOrder = problems.toSorted((a, b) => a.span.start - b.span.start);
  return { kind: "broken", problems: inOrder.slice(0, mostProblems) };
}

type Readers = Readonly<Record<string, (value: Node) => void>>;

class Reader {
  readonly problems: ConfigurationProblem[] = [];
  #globs = 0;

  configuration(root: Node): Configuration {
    let ignore: readonly Glob[] = [];
    let overrides: readonly ConfigurationOverride[] = [];
    let splits: SplitFiles | undefined;
    const check = this.#check(root, {
      $schema: (value) => void this.#text(value),
      ignore: (value) => (ignore = this.#globList(value)),
      splits: (value) => (splits = this.#splits(value)),
      overrides: (value) => (overrides = this.#overrides(value)),
    });
    return { ...check, ignore, splits, overrides };
  }

  /** Reads an object that says how datasets are checked, beside other keys. */
  #check(node: Node, others: Readers): ConfiguredCheck {
    let target: TargetSetting | undefined;
    let rules: ReadRules = { rules: {}, ruleOptions: {} };
    let tokens: ConfiguredTokens = {};
    this.#object(node, {
      target: (value) => (target = this.#target(value)),
      rules: (value) => (rules = this.#rules(value)),
      model: (value) => (tokens = { ...tokens, model: this.#text(value) }),
      tokenizer: (value) => (tokens = { ...tokens, tokenizer: this.#text(value) }),
      maxTokens: (value) => (tokens = { ...tokens, maxTokens: this.#count(value) }),
      ...others,
    });
    return { target, ...rules, tokens };
  }

  #splits(node: Node): SplitFiles {
    const files: Record<SplitRole, readonly Glob[]> = { training: [], validation: [], test: [] };
    this.#object(node, {
      train: (value) => (files.training = this.#files(value)),
      validation: (value) => (files.validation = this.#files(value)),
      test: (value) => (files.test = this.#files(value)),
    });
    return files;
  }

  #overrides(list: Node): readonly ConfigurationOverride[] {
    return this.#items(list).map((item) => this.#override(item));
  }

  #override(node: Node): ConfigurationOverride {
    let files: readonly Glob[] | undefined;
    const check = this.#check(node, { files: (value) => (files = this.#files(value)) });
    if (files === undefined && node.type === "object") {
      this.#note(brace(node), l10n.t('An override needs "files": the globs it is for.'));
    }
    return { files: files ?? [], ...check };
  }

  #files(value: Node): readonly Glob[] {
    if (value.type !== "array") return this.#glob(value);
    const globs = this.#globList(value);
    if (value.children?.length === 0) {
      this.#note(value, l10n.t("At least one glob is needed here."));
    }
    return globs;
  }

  #globList(list: Node): readonly Glob[] {
    return this.#items(list).flatMap((item) => this.#glob(item));
  }

  #glob(node: Node): readonly Glob[] {
    const text = this.#text(node);
    if (text === undefined) return [];
    this.#globs += 1;
    const glob =
      this.#globs > mostGlobs
        ? l10n.t("The file has more than {0} globs.", grouped(mostGlobs))
        : readGlob(text);
    if (typeof glob !== "string") return [glob];
    this.#note(node, glob);
    return [];
  }

  #target(node: Node): TargetSetting | undefined {
    const text = this.#text(node);
    if (text === undefined) return undefined;
    if (isTargetSetting(text)) return text;
    this.#note(node, l10n.t('There is no target "{0}".', shown(text)) + hint(text, targetSettings));
    return undefined;
  }

  #rules(node: Node): ReadRules {
    const found: (readonly [string, RuleValue])[] = [];
    const ruleOptions: Record<string, Readonly<Record<string, number>>> = {};
    for (const { key, name, value } of this.#properties(node)) {
      if (ruleById(name) === undefined) {
        const message = l10n.t('There is no rule "{0}".', shown(name));
        this.#note(key, message + hint(name, ruleIds));
      }
      const [severity, options] = this.#ruleValue(value);
      const said = severity && this.#severity(severity);
      if (said !== undefined) found.push([name, said]);
      if (options !== undefined) ruleOptions[name] = this.#ruleOptions(name, options);
    }
    return { rules: Object.fromEntries(found), ruleOptions };
  }

  /** A severity, or a list of a severity and an object of options. */
  #ruleValue(value: Node): readonly Node[] {
    if (value.type !== "array") return [value];
    const { children = [] } = value;
    if (children.length === 1 || children.length === 2) return children;
    this.#note(value, l10n.t("A severity and an object of options are needed in this list."));
    return [];
  }

  #ruleOptions(rule: string, node: Node): Readonly<Record<string, number>> {
    const known = ruleById(rule)?.options ?? {};
    const found: Record<string, number> = {};
    for (const { key, name, value } of this.#properties(node)) {
      const option = Object.hasOwn(known, name) ? known[name] : undefined;
      if (option === undefined) this.#note(key, noOption(rule, name, Object.keys(known)));
      else found[name] = this.#optionValue(option, value);
    }
    return found;
  }

  #optionValue({ least, most, isWhole, usual }: RuleOption, node: Node): number {
    // The parser gives numbers the value that their type says.
    const number = node.type === "number" ? (node.value as number) : NaN;
    const isOfKind = !isWhole || Number.isSafeInteger(number);
    if (isOfKind && number >= least && number <= most) return number;
    const bounds = [grouped(least), grouped(most)] as const;
    const message = isWhole
      ? l10n.t("A whole number from {0} to {1} is needed here.", ...bounds)
      : l10n.t("A number from {0} to {1} is needed here.", ...bounds);
    this.#note(brace(node), message);
    return usual;
  }

  #severity(node: Node): RuleValue | undefined {
    const text = this.#text(node);
    if (text === undefined) return undefined;
    if (text === "off" || isSeverity(text)) return text;
    const message = l10n.t('There is no severity "{0}".', shown(text));
    this.#note(node, message + hint(text, ruleValues));
    return undefined;
  }

  #text(node: Node): string | undefined {
    // The parser gives texts the value that their type says.
    if (node.type === "string") return node.value as string;
    this.#note(brace(node), l10n.t("A text in double quotes is needed here."));
    return undefined;
  }

  #count(node: Node): number | undefined {
    // The parser gives numbers the value that their type says.
    const number = node.type === "number" ? (node.value as number) : 0;
    if (Number.isSafeInteger(number) && number > 0) return number;
    this.#note(brace(node), l10n.t("A whole number above 0 is needed here."));
    return undefined;
  }

  #items(node: Node): readonly Node[] {
    if (node.type === "array") return node.children ?? [];
    this.#note(brace(node), l10n.t("A list in square brackets is needed here."));
    return [];
  }

  #object(node: Node, readers: Readers): void {
    for (const { key, name, value } of this.#properties(node)) {
      if (Object.hasOwn(readers, name)) readers[name]?.(value);
      else {
        const message = l10n.t('There is no key "{0}" here.', shown(name));
        this.#note(key, message + hint(name, Object.keys(readers)));
      }
    }
  }

  #properties(node: Node): readonly Property[] {
    if (node.type !== "object") {
      this.#note(brace(node), l10n.t("An object in curly brackets is needed here."));
      return [];
    }
    const seen = new Set<string>();
    return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
      if (key === undefined || value === undefined) return [];
      // Keys are texts.
      const name = key.value as string;
      if (seen.has(name)) {
        this.#note(key, l10n.t('The key "{0}" stands here twice.', shown(name)));
      }
      seen.add(name);
      return [{ key, name, value }];
    });
  }

  #note({ offset, length }: Pick<Node, "offset" | "length">, message: string): void {
    this.problems.push({ span: { start: offset, end: offset + length }, message });
  }
}

type ReadRules = Pick<ConfiguredCheck, "rules" | "ruleOptions">;

interface Property {
  readonly key: Node;
  readonly name: string;
  readonly value: Node;
}

/** The place of a value that may go over many lines: where it begins. */
function brace({ type, offset, length }: Node): Pick<Node, "offset" | "length"> {
  return { offset, length: type === "object" || type === "array" ? 1 : length };
}

function noOption(rule: string, name: string, known: readonly string[]): string {
  if (known.length === 0) return l10n.t('The rule "{0}" has no options.', shown(rule));
  const message = l10n.t('The rule "{0}" has no option "{1}".', rule, shown(name));
  return message + hint(name, known);
}

function hint(name: string, known: readonly string[]): string {
  const near = nearName(name, known);
  if (near !== undefined) return ` ${l10n.t('Did you mean "{0}"?', near)}`;
  if (known === ruleIds) return ` ${l10n.t('"tunewright rules" lists them.')}`;
  return ` ${l10n.t("These are known: {0}.", known.join(", "))}`;
}

const longestShown = 60;

function shown(name: string): string {
  return name.length > longestShown ? `${name.slice(0, longestShown)}…` : name;
}
