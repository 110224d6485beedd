import { describe, expect, it } from 'vitest';
import { Slots } from '../../../src/client/push/slots.ts';

const gates = (count: number) => Array.from({ length: count }, () => Promise.withResolvers<void>());

describe('slots', () => {
  it('do so many things at a time, in their order, and hand their outcome on', async () => {
    const slots = new Slots(2);
    const open = gates(3);
    const begun: number[] = [];
    const done = open.map(({ promise }, i) =>
      slots.run(async () => {
        begun.push(i);
        await promise;
        if (i === 1) throw new Error('it is bad');
        return i;
      }),
    );
    expect(begun).toEqual([0, 1]);
    open[1]!.resolve();
    await expect(done[1]).rejects.toThrow('it is bad');
    await expect.poll(() => begun).toEqual([0, 1, 2]);
    open[2]!.resolve();
    open[0]!.resolve();
    expect(await Promise.all([done[0], done[2]])).toEqual([0, 2]);
  });

  it('end with what runs, and do not begin what waits', async () => {
    const slots = new Slots(1);
    const [gate] = gates(1);
    const begun: string[] = [];
    void slots.run(async () => {
      begun.push('first');
      await gate!.promise;
    });
    void slots.run(async () => void begun.push('second'));
    const ended = slots.end();
    gate!.resolve();
    await ended;
    void slots.run(async () => void begun.push('third'));
    expect(begun).toEqual(['first']);
  });
});
