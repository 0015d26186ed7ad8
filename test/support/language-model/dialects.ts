/** What is particular about a server: facts from its documentation and source, as of November 2026. */
export interface Dialect {
  /** Of `/completions`: its shape, or the error that it answers with. */
  readonly completions: "arrays" | "content" | "missing";
  readonly chat: "content" | "null" | "reasoning";
  readonly responses: "missing" | "output";
  /** What becomes of a given text that is to come back with its log probabilities. */
  readonly echo: "apart" | "ignored" | "refused-with-logprobs" | "refused" | "text-only" | "whole";
  /** The most alternatives; more are refused. */
  readonly most: number;
  /** Whether the token itself is added to the alternatives where it is not among them. */
  readonly addsOwn: boolean;
  /** Whether a token outside of the alternatives has the floor in place of its log probability. */
  readonly hasFloors: boolean;
  readonly hasPromptLogprobs: boolean;
  /** Whether nothing may be asked for: `max_tokens: 0`. */
  readonly takesZero: boolean;
  /** How tokens that are no whole characters are written. */
  readonly halves: "bytes:" | "escapes" | "replacement";
  readonly hasBytes: boolean;
}

const openai: Dialect = {
  completions: "missing",
  chat: "content",
  responses: "output",
  echo: "refused",
  most: 20,
  addsOwn: false,
  hasFloors: true,
  hasPromptLogprobs: false,
  takesZero: false,
  halves: "escapes",
  hasBytes: true,
};

const vllm: Dialect = {
  ...openai,
  completions: "arrays",
  responses: "missing",
  echo: "whole",
  addsOwn: true,
  hasFloors: false,
  hasPromptLogprobs: true,
  takesZero: true,
  halves: "replacement",
};

/** Every server that the test server can stand for: `/NAME/v1`. */
export const dialects = {
  openai,
  /** gpt-5.1 and later: only without reasoning, at most 5 alternatives, at least 4 tokens. */
  "openai-reasoning": { ...openai, chat: "reasoning", responses: "missing" },
  /** What OpenAI's completions were: up to 5, echoed texts scored, halves as `bytes:\xNN`. */
  "openai-old": {
    ...vllm,
    chat: "null",
    most: 5,
    hasPromptLogprobs: false,
    halves: "bytes:",
  },
  /** OpenAI's last model of that kind. */
  "openai-last": {
    ...vllm,
    chat: "null",
    most: 5,
    echo: "refused-with-logprobs",
    hasPromptLogprobs: false,
    halves: "bytes:",
  },
  azure: openai,
  together: {
    ...vllm,
    echo: "apart",
    hasPromptLogprobs: false,
    takesZero: false,
    addsOwn: false,
  },
  fireworks: { ...vllm, completions: "content", most: 5, hasPromptLogprobs: false },
  vllm,
  "llama.cpp": {
    ...openai,
    completions: "content",
    responses: "missing",
    echo: "refused",
    hasFloors: false,
    halves: "replacement",
  },
  ollama: {
    ...openai,
    completions: "content",
    responses: "missing",
    echo: "ignored",
    hasFloors: false,
    halves: "replacement",
    hasBytes: false,
  },
  "lm-studio": { ...openai, chat: "null", hasFloors: false },
  sglang: {
    ...vllm,
    echo: "text-only",
    hasPromptLogprobs: false,
    addsOwn: false,
  },
} as const satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof dialects;
