import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { parseUsage, usageOf } from '../src/process-usage.ts';

const STAT = '4711 (a (strange) name) S 1 4711 4711 0 -1 4194560 900 0 3 0 120 30 7 3 20 0 11 0 55 1 2';
const STATUS = 'Name:\tjava\nVmPeak:\t 9000 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1024 kB\n';

describe('the usage of a process', () => {
  it('adds up its own times and those of its ended children, whatever it is called', () => {
    expect(parseUsage(STAT, STATUS)).toEqual({ cpuSeconds: 1.6, peakMemoryBytes: 2048 * 1024 });
  });

  it('is unknown once it has ended, not zero', () => {
    expect(parseUsage(STAT, 'Name:\tjava\nState:\tZ (zombie)\n')).toBeUndefined();
  });

  it.runIf(process.platform === 'linux')('is read from the system, until the process is gone', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    expect(usageOf(child.pid!)?.peakMemoryBytes).toBeGreaterThan(0);
    child.stdin.end();
    await once(child, 'exit');
    expect(usageOf(child.pid!)).toBeUndefined();
  });
});
