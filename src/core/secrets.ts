/** A shape that the keys of one service have, and hardly anything else. */
interface SecretShape {
  /** What it is, as people call it: a name, the same in all languages. */
  readonly kind: string;
  readonly pattern: RegExp;
}

/** A secret in a text. */
export interface FoundSecret {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The shapes, as the services document them. Each starts where no letter, digit, `-` or `_` stands
 * before it, and as the kernel's marks know it (`kernel/assembly/marks.ts`).
 */
const shapes: readonly SecretShape[] = [
  shape("AWS access key", "(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])"),
  shape("GitHub token", "gh[pousr]_[A-Za-z0-9]{36,}"),
  shape("GitHub token", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
  shape("OpenAI key", "sk-[\\w-]{17,}T3BlbkFJ[\\w-]{20,}"),
  shape("Anthropic key", "sk-ant-(?:api|admin)\\d\\d-[\\w-]{80,}"),
  shape("Google API key", "AIza[\\w-]{35}(?![\\w-])"),
  shape("Slack token", "xox[abeoprs]-\\d{8,}-[\\w-]{12,}"),
  shape("Stripe key", "[sr]k_live_[A-Za-z0-9]{20,}"),
  shape("GitLab token", "glpat-[\\w-]{20,}"),
  shape("Hugging Face token", "hf_[A-Za-z]{34}(?![\\w-])"),
  shape("npm token", "npm_[A-Za-z0-9]{36}(?![\\w-])"),
  shape("JSON Web Token", "eyJ[\\w-]{17,}\\.eyJ[\\w-]{10,}\\.[\\w-]{20,}"),
  {
    kind: "private key",
    pattern:
      /-----BEGIN (?:[A-Z]{2,9} )?PRIVATE KEY(?: BLOCK)?-----[\s\w+/=:,-]{64,}?(?:-----END [A-Z ]{1,40}-----|$)/g,
  },
];

function shape(kind: string, source: string): SecretShape {
  return { kind, pattern: new RegExp(`(?<![\\w-])${source}`, "g") };
}

/** One pattern that says quickly that a text holds none. */
const anyStart =
  /(?<![\w-])(?:A[KS]IA|gh[pousr]_|github_pat|sk-|AIza|xox|[sr]k_live|glpat-|hf_|npm_|eyJ)[\w-]{15}|-BEGIN /;

/** Whether a text may hold a secret. */
export function mayHoldSecret(text: string): boolean {
  return anyStart.test(text);
}

/** The secrets that a text holds, in order; what stands for one in instructions is none. */
export function secretsIn(text: string): readonly FoundSecret[] {
  const found = shapes.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)]
      .filter(([secret]) => !isPlaceholder(secret))
      .map(({ 0: secret, index }) => ({ kind, start: index, end: index + secret.length })),
  );
  return found.sort((a, b) => a.start - b.start);
}

const fewestCharacters = 10;

/** Whether it is what documentation writes for a key: an example, or one character many times. */
function isPlaceholder(secret: string): boolean {
  return /example|x{5}|your|\.{3}/i.test(secret) || new Set(secret).size < fewestCharacters;
}
