/** The checks of `make test` that are no test suites, in the order they run. All run, also after one failed. */

/** A check is a command that fails when there is something to mend; the last line it prints sums it up. */
export interface Check {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
}

const own = (file: string): Check['command'] => ['node', '--conditions=source', `tools/checks/${file}.ts`];

export const checks: readonly Check[] = [
  {
    name: 'format and lint',
    command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=50', '.'],
  },
  { name: 'types of the packages, and their bundles', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'types of tests and tools', command: ['tsc', '-p', 'tsconfig.tests.json'] },
  { name: 'dependency direction', command: own('dependency-direction') },
  { name: 'texts in English and Chinese', command: own('texts') },
  { name: 'no notes to oneself', command: own('words') },
  { name: 'file size', command: own('file-size') },
  {
    name: 'generated files up to date',
    command: ['npm', 'run', '--silent', 'generate:check', '--workspace=@mqferry/kafka'],
  },
  {
    name: "RocketMQ's own classes read and write as ours do",
    command: ['npm', 'run', '--silent', 'generate:check', '--workspace=@mqferry/rocketmq'],
  },
];
