/** What a command came to, as the shell sees it. */
export const EXIT = {
  /** Everything asked for was done; what was compared is equal. */
  OK: 0,
  /** Refused, failed, or ended before it was complete. */
  FAILED: 1,
  /** The command line or a file it names cannot be understood. */
  USAGE: 2,
  /** Verification found differences. */
  DIFFERENT: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
