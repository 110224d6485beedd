/**
 * Who may import whom: the rules of .dependency-cruiser.cjs, for the workspace in the current folder.
 * A cruise that missed source files proves nothing, so that is a failure too.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { report } from './report.ts';
import { sourceFiles } from './source-files.ts';

const FOLDERS = ['packages', 'scenarios', 'bench'];

const { options, ...ruleSet } = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs',
) as IConfiguration;

const root = process.cwd();
const folders = FOLDERS.filter((folder) => existsSync(folder));
const result = await cruise(folders, { ...options, baseDir: root, ruleSet, validate: true });
const { modules, summary } = result.output as ICruiseResult;

const cruised = new Set(modules.map(({ source }) => source));
const missed = sourceFiles(root, 'packages/*/src/**/*.{ts,tsx}').filter((path) => !cruised.has(path));
report(
  [
    ...summary.violations.map(
      ({ rule, from, to, cycle }) =>
        `${rule.name}: ${from} imports ${cycle ? cycle.map(({ name }) => name).join(', which imports ') : to}`,
    ),
    ...missed.map((path) => `not-cruised: ${path} was not read, so its imports are unknown`),
  ],
  `${summary.totalDependenciesCruised} imports in ${summary.totalCruised} modules`,
);
