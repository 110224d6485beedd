/** Prints what a check found and sets its exit code: 0 when there is nothing to mend. */
export const report = (problems: readonly string[], summary: string): void => {
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(summary);
};
