/** What the command's exit code says to a script. */
export const ExitCode = {
  good: 0,
  /** Rejects, differences, a tier that is not attained: the command ran, and this is what it found. */
  findings: 1,
  usage: 2,
  couldNotRun: 3,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
