/** Who may import whom; the arrows of docs/adr/0001. */
const allowed = {
  core: [],
  kafka: ['core'],
  sandbox: ['core'],
  replication: ['core', 'kafka'],
  cli: ['core', 'kafka', 'replication', 'sandbox'],
};
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-deep-imports',
      comment: 'Another package is reached through its public entry only.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/([^/]+)/src/', pathNot: ['^packages/$1/', '^packages/[^/]+/src/index[.]ts$'] },
    },
    ...Object.entries(allowed).map(([name, to]) => ({
      name: `direction-${name}`,
      severity: 'error',
      from: { path: `^packages/${name}/src/` },
      to: { path: '^packages/', pathNot: [name, ...to].map((other) => `^packages/${other}/`) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/test/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node'] },
  },
};
