/** Who may import whom; the arrows of docs/adr/0001. A package that is not named here may import nothing. */
const allowed = {
  core: [],
  kafka: ['core'],
  rocketmq: ['core'],
  sandbox: ['core'],
  migration: ['core'],
  replication: ['core', 'kafka', 'rocketmq'],
  gateway: ['core', 'rocketmq'],
  api: ['core'],
  console: ['core', 'api'],
  store: ['core', 'migration'],
  server: ['core', 'kafka', 'rocketmq', 'replication', 'gateway', 'migration', 'store', 'api'],
  cli: ['core', 'kafka', 'rocketmq', 'replication', 'gateway', 'sandbox', 'api', 'console', 'server'],
};
const source = '^packages/[^/]+/src/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-deep-imports',
      comment: 'Another package is reached through its public entry only.',
      severity: 'error',
      from: { path: '^([^/]+/[^/]+)/' },
      to: { path: '^packages/[^/]+/', pathNot: ['^$1/', '^packages/[^/]+/src/index[.]ts$'] },
    },
    {
      name: 'no-development-dependencies',
      comment:
        'What runs in production may only use what its own package.json depends on; the console is built into files.',
      severity: 'error',
      from: { path: source, pathNot: '^packages/console/src/(?!index[.]ts$)' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'core-stands-alone',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { path: 'node_modules/' },
    },
    {
      name: 'direction-outside',
      comment: 'Packages know nothing of what is built around them.',
      severity: 'error',
      from: { path: source },
      to: { pathNot: ['^packages/', 'node_modules/'], dependencyTypesNot: ['core'], couldNotResolve: false },
    },
    {
      name: 'direction-unnamed',
      severity: 'error',
      from: { path: source, pathNot: Object.keys(allowed).map((name) => `^packages/${name}/`) },
      to: { path: '^packages/' },
    },
    ...Object.entries(allowed).map(([name, others]) => ({
      name: `direction-${name}`,
      severity: 'error',
      from: { path: `^packages/${name}/src/` },
      to: { path: '^packages/', pathNot: [name, ...others].map((other) => `^packages/${other}/`) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    // TypeScript 7 has no compiler API that the cruiser could use; swc parses the same language.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node'] },
  },
};
