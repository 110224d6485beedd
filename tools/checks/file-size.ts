/** Names the files that have grown too long. A warning only: it never fails. */
import { readFileSync } from 'node:fs';
import { sourceFiles } from './source-files.ts';

const LIMIT = 400;

const files = ['packages', 'scenarios', 'bench', 'tools'].flatMap((folder) =>
  sourceFiles(process.cwd(), `${folder}/**/*.{ts,tsx}`),
);
const long = files
  .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > LIMIT);
for (const { path, lines } of long) console.log(`warning: ${path} has ${lines} lines`);
console.log(`${files.length} files, ${long.length} longer than ${LIMIT} lines`);
