import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { sandboxDown, sandboxList } from '../src/index.ts';
import { identify, isRunning } from '../src/process-identity.ts';
import { readStates, StateFile, stateExists } from '../src/sandbox-state.ts';
import { allGone, eventually, runScript, startScript } from './fixtures/processes.ts';

const nameFor = (test: string): string => `test-${test}-${randomBytes(3).toString('hex')}`;

describe('a parent that is killed', () => {
  it('leaves no broker, no folder and no state behind', async () => {
    const name = nameFor('killed');
    const { child, output: directory } = await startScript('start-cluster.ts', name);
    const { processes } = readStates().find((state) => state.name === name)!;
    expect(processes.map(({ role }) => role)).toEqual(['zookeeper', 'broker 1']);
    expect(allGone(processes)).toBe(false);
    child.kill('SIGKILL');
    await eventually(() => allGone(processes) && !existsSync(directory) && !stateExists(name));
  });

  it('leaves no home of a Java program behind', async () => {
    const { child, output: home } = await startScript('start-java.ts');
    const ofChild = () => readStates().filter(({ owner }) => owner?.pid === child.pid);
    const processes = ofChild().flatMap((state) => state.processes);
    expect([processes.length, existsSync(home)]).toEqual([1, true]);
    child.kill('SIGKILL');
    await eventually(() => allGone(processes) && !existsSync(home) && ofChild().length === 0);
  });
});

describe('a sandbox that was brought up', () => {
  const name = nameFor('up');
  afterAll(async () => {
    if (stateExists(name)) await sandboxDown(name);
  });

  it('outlives its parent, is listed with its addresses, and ends by its name', async () => {
    const up = JSON.parse(await runScript('sandbox-up.ts', name));
    const listed = sandboxList().find((sandbox) => sandbox.name === name)!;
    expect(listed).toEqual(up);
    expect(listed).toMatchObject({ running: true, ownerPid: null, version: '0.10.2.2' });
    expect(listed.bootstrap).toEqual({ PLAINTEXT: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
    const { processes } = readStates().find((state) => state.name === name)!;
    expect(await sandboxDown(name)).toEqual([name]);
    expect(allGone(processes)).toBe(true);
    expect(existsSync(listed.directory as string)).toBe(false);
    await expect(sandboxDown(name)).rejects.toMatchObject({ code: 'SANDBOX_NOT_FOUND' });
  });
});

describe('a stale state file', () => {
  it('does not end a stranger who got the same pid', async () => {
    const stranger = spawn('sleep', ['60']);
    const identity = identify(stranger.pid!)!;
    const name = nameFor('stale');
    new StateFile({
      ...{ name, kind: 'kafka', startedAt: '2026-01-01T00:00:00Z', owner: null, temporaryDirectory: null },
      processes: [{ role: 'broker 1', pid: identity.pid, startTime: 'another boot/1' }],
      description: {},
    });
    expect(sandboxList().find((sandbox) => sandbox.name === name)).toMatchObject({ running: false });
    await sandboxDown(name);
    expect(stateExists(name)).toBe(false);
    expect(isRunning(identity)).toBe(true);
    stranger.kill();
    await once(stranger, 'exit');
    expect(isRunning(identity)).toBe(false);
  });
});
