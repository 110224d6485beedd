/** Bundles each package into a few files: of hundreds the command line would take twice as long to start. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, build } from 'rolldown';

/** What a package exports, and what is run by its file name. */
const ENTRIES = [
  'index.ts',
  'browser.ts',
  'main.ts',
  'threads/thread-main.ts',
  'watchdog-main.ts',
  'copies/copy-main.ts',
  'dumps/dump-main.ts',
];

const packages = resolve(import.meta.dirname, '../packages');

const bundleOf = (name: string): BuildOptions => ({
  input: ENTRIES.map((entry) => join(packages, name, 'src', entry)).filter((path) => existsSync(path)),
  platform: 'node',
  // A package holds its own sources only; other packages are loaded as they are.
  external: (id) => !/^[./]/.test(id),
  output: {
    dir: join(packages, name, 'dist'),
    entryFileNames: ({ facadeModuleId }) => `${basename(facadeModuleId!, '.ts')}.js`,
    chunkFileNames: '[name].js',
    sourcemap: true,
  },
});

await build(readdirSync(packages).map(bundleOf));
