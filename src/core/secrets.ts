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
  /** Whether its first characters are the same in all of its kind, and give nothing away. */
  readonly hasKnownStart: boolean;
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

/**
 * A connection to a database or a queue with a password in it (RFC 3986 §3.2.1), and with a host to
 * which the password may open something.
 */
const connection =
  /(?<![\w-])(?=[!-~]{20})(?<scheme>postgres(?:ql)?|mysql|mariadb|mongodb|amqps?|rediss?)(?:\+[a-z0-9]{1,20})?:\/\/(?<user>[^\s:/@"'<>]{0,64}):(?<password>[^\s:/@"'`<>[\](){}\\]{8,128})@(?<host>[A-Za-z0-9][\w.-]{0,252})/dg;

/** The key of an Azure storage or Cosmos DB account: 64 bytes in Base64. */
const accountKey =
  /(?<![\w-])(?=[!-~]{20})AccountKey=(?<password>[A-Za-z0-9+/]{86}==)(?![\w+/=])/dg;

/** The keys of the emulators, which Microsoft's documentation prints. */
const emulatorKey = /^(?:Eby8vdM02xNOcqFlqUwJPLlm|C2y6yDjf5\/R\+ob0N8A7Cgv30)/;

function shape(kind: string, source: string): SecretShape {
  return { kind, pattern: new RegExp(`(?<![\\w-])${source}`, "g") };
}

/** One pattern that says quickly that a text holds none. */
const anyStart =
  /(?<![\w-])(?:A[KS]IA|gh[pousr]_|github_pat|sk-|AIza|xox|[sr]k_live|glpat-|hf_|npm_|eyJ)[\w-]{15}|-BEGIN |(?:postgres|mysql|mariadb|mongodb|amqp|redis)[\w+]*:\/\/|AccountKey=/;

/** Whether a text may hold a secret. */
export function mayHoldSecret(text: string): boolean {
  return anyStart.test(text);
}

/** The secrets that a text holds, in order; what stands for one in instructions is none. */
export function secretsIn(text: string): readonly FoundSecret[] {
  const found = shapes.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)]
      .filter(([secret]) => !isPlaceholder(secret))
      .map(({ 0: secret, index }) => ({
        kind,
        start: index,
        end: index + secret.length,
        hasKnownStart: true,
      })),
  );
  return [...found, ...passwordsIn(text)].sort((a, b) => a.start - b.start);
}

/** What stands in a text as the password of a connection or the key of an account. */
function passwordsIn(text: string): readonly FoundSecret[] {
  const connections = [...text.matchAll(connection)].filter(
    ({ groups: { user = "", password = "", host = "" } = {} }) =>
      isRealPassword(password, user) && !isNowhere(host),
  );
  const keys = [...text.matchAll(accountKey)].filter(
    ({ groups: { password = "" } = {} }) => !isPlaceholder(password) && !emulatorKey.test(password),
  );
  return [
    ...connections.flatMap((match) => secretAt(match, "password of a connection")),
    ...keys.flatMap((match) => secretAt(match, "Azure account key")),
  ];
}

function secretAt({ indices }: RegExpExecArray, kind: string): readonly FoundSecret[] {
  const place = indices?.groups?.["password"];
  return place === undefined
    ? []
    : [{ kind, start: place[0], end: place[1], hasKnownStart: false }];
}

const fewestInPassword = 6;

/** Whether it is no word of instructions: those have no digits, or say what they stand for. */
function isRealPassword(password: string, user: string): boolean {
  if (password === user || !/\d/.test(password) || !/[A-Za-z]/.test(password)) return false;
  if (/^[$%]|\$\w|%s|\*{3}|\.{3}|x{4}/i.test(password)) return false;
  if (new Set(password).size < fewestInPassword) return false;
  return !/pass|pwd|secret|user|your|example|change|test|admin|dummy|sample|demo|root|guest|12345|token|placeholder|postgres|mysql|mongo|redis|rabbit/i.test(
    password,
  );
}

/** Whether it is a host of instructions, or the machine that somebody sits at. */
function isNowhere(host: string): boolean {
  return /^(?:localhost|127\.|0\.0\.0\.0|host(?:name)?\b|server\b|your)|(?:^|\.)(?:example|test|invalid|localhost)(?:\.|$)/i.test(
    host,
  );
}

const fewestCharacters = 10;

/** Whether it is what documentation writes for a key: an example, or one character many times. */
function isPlaceholder(secret: string): boolean {
  return /example|x{5}|your|\.{3}/i.test(secret) || new Set(secret).size < fewestCharacters;
}
