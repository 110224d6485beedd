/** No note to oneself is left in the sources: what is unfinished belongs in the plan. */
import { readFileSync } from 'node:fs';
import { report } from './report.ts';
import { sourceFiles } from './source-files.ts';

const FORBIDDEN = /\b(TODO|FIXME|HACK)\b/;

const files = sourceFiles(process.cwd(), 'packages/*/src/**/*.{ts,tsx}');
report(
  files.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => (FORBIDDEN.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  ),
  `${files.length} files`,
);
