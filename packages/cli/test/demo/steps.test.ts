import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Steps } from '../../src/demo/steps.ts';
import { fakeWorld } from '../support/fake-world.ts';

const create = (options: Parameters<typeof fakeWorld>[1] = {}) => {
  const { world, written } = fakeWorld({}, options);
  return { steps: new Steps(createContext(world)), written };
};

test('a step has its number, and says what it has achieved', async () => {
  const { steps, written } = create();
  await steps.run('first', async () => undefined);
  const result = await steps.run('second', async (step) => {
    step.done('it is there');
    return 42;
  });
  expect(result).toBe(42);
  expect(written.err).toMatch(/1\/8 {2}first\n\n2\/8 {2}second\n\S+ +✓ it is there\n/);
  expect(written.out).toBe('');
});

test('on a terminal the line under the results says what is going on, and goes away', async () => {
  const { steps, written } = create({ isTTY: true });
  await steps.run('first', async (step) => {
    step.doing('waiting for it');
    step.done('it is there');
  });
  const [before, after] = written.err.split('it is there\n')[1]!.split('\r\u001b[2K');
  expect(before).toContain('waiting for it · 0 s');
  expect(after).toBe('\n');
});

test('a failure names the step in the language of the operator, and is passed on', async () => {
  const { steps, written } = create({ env: { LANG: 'zh_CN.UTF-8' } });
  await steps.run('甲', async () => undefined);
  const failure = new Error('x');
  await expect(steps.run('乙', () => Promise.reject(failure))).rejects.toBe(failure);
  expect(written.err).toContain('第 2 步（共 8 步）失败：乙');
});

test('a step that the operator has ended has not failed', async () => {
  const { steps, written } = create();
  const ended = steps.run('first', async () => {
    steps.interrupt('stopping');
    throw new Error('aborted');
  });
  await expect(ended).rejects.toThrow('aborted');
  expect(written.err).toContain('stopping');
  expect(written.err).not.toContain('failed');
});
