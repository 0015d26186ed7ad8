/** How a command ends. Scripts rely on these. */
export const exitCode = {
  fine: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** Wrong use, or input that cannot be read. */
  misuse: 2,
  /** Stopped by Ctrl+C. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
