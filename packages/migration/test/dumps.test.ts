import { expect, test } from 'vitest';
import { DUMP_ACTIONS, type DumpAction, type DumpFacts, dumpBlockedBy, dumpState } from '../src/dumps.ts';

const ALL: readonly [DumpFacts, string, readonly DumpAction[]][] = [
  [{ intent: 'none', observed: undefined }, 'created', ['startDump', 'deleteDump']],
  [{ intent: 'run', observed: undefined }, 'starting', ['pauseDump']],
  [{ intent: 'run', observed: 'running' }, 'running', ['pauseDump']],
  [{ intent: 'run', observed: 'retrying' }, 'retrying', ['pauseDump', 'resumeDump']],
  [{ intent: 'run', observed: 'failed' }, 'failed', ['pauseDump', 'resumeDump', 'deleteDump']],
  [{ intent: 'pause', observed: undefined }, 'paused', ['resumeDump', 'deleteDump']],
  [{ intent: 'done', observed: undefined }, 'done', ['deleteDump']],
];

test.each(ALL)('%o is %s, and may %o', (facts, state, allowed) => {
  expect(dumpState(facts)).toBe(state);
  const possible = (Object.keys(DUMP_ACTIONS) as DumpAction[]).filter(
    (action) => !dumpBlockedBy(action, facts),
  );
  expect(possible).toEqual(allowed);
});
