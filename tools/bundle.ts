/** Bundles each package into a few files: of hundreds the command line would take twice as long to start. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
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
const cli = join(packages, 'cli');

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

const { version } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8')) as { version: string };

/** Packages with native binaries, which no bundle can hold; they are of parts that the program does not use. */
const NATIVE = /^(?:snappy|lz4-napi|@node-rs\/crc32)$/;

/** One file that needs nothing beside it: to be copied to a host that has only Node. */
const exportProgram: BuildOptions = {
  input: join(cli, 'src/rocketmq-export.ts'),
  platform: 'node',
  resolve: { conditionNames: ['source', 'import', 'node'] },
  external: NATIVE,
  // What is not used is left out, though making it would do something, such as building a table of errors.
  treeshake: { moduleSideEffects: false },
  plugins: [
    {
      name: 'version',
      // There is no package.json beside it that it could be read from.
      load: (id) =>
        id === join(cli, 'src/version.ts')
          ? `export const versionOf = () => ${JSON.stringify(version)};`
          : undefined,
      generateBundle: (_options, bundle) => {
        const needed = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.imports : []));
        const missing = needed.filter((id) => !isBuiltin(id));
        if (missing.length > 0) throw new Error(`rocketmq-export.js would need ${missing.join(', ')}`);
      },
    },
  ],
  output: {
    file: join(cli, 'dist/rocketmq-export.js'),
    codeSplitting: false,
    minify: true,
    banner: '#!/usr/bin/env node',
  },
};

await build([...readdirSync(packages).map(bundleOf), exportProgram]);
