import { globSync } from 'node:fs';

const written = (path: string): boolean => !/(^|\/)(node_modules|dist|generated|vectors)\//.test(path);

/** The TypeScript files people wrote that a pattern finds below a root: without builds and generated code. Sorted. */
export const sourceFiles = (root: string, pattern: string): string[] =>
  globSync(pattern, { cwd: root }).filter(written).sort();
