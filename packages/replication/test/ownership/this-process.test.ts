import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isGone, nameOfProcess, thisProcess } from '../../src/ownership/this-process.ts';

it('knows a process of this machine that is gone, and no other', async () => {
  const { pid, process: name } = thisProcess();
  expect(isGone(pid, name)).toBe(false);
  // Elsewhere, or where nothing can be told.
  expect(isGone(2 ** 22 + 1, 'another machine/pid:[1]/1/1')).toBe(false);
  expect(isGone(2 ** 22 + 1, undefined)).toBe(false);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)']);
  await once(child, 'spawn');
  const childName = nameOfProcess(child.pid!);
  expect(isGone(child.pid!, childName)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(isGone(child.pid!, childName)).toBe(process.platform === 'linux');
});
