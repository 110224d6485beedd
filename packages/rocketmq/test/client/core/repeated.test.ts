import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Repeated } from '../../../src/client/core/repeated.ts';

describe('repeated work', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const count = (everyMs: number, work: () => Promise<void> = async () => {}) => {
    const failures: Error[] = [];
    let runs = 0;
    const repeated = new Repeated(
      everyMs,
      async () => {
        runs += 1;
        await work();
      },
      (error) => failures.push(error),
    );
    return { repeated, failures, runs: () => runs };
  };

  it('is done again and again, whatever fails, until it is stopped', async () => {
    const { repeated, failures, runs } = count(100, async () => {
      throw new Error('it is bad');
    });
    repeated.start();
    await vi.advanceTimersByTimeAsync(350);
    expect([runs(), failures.length]).toEqual([3, 3]);
    await repeated.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(runs()).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is done once more behind a run, however often it is asked for amid it', async () => {
    const gate = Promise.withResolvers<void>();
    const { repeated, runs } = count(1000, () => gate.promise);
    repeated.start();
    const first = repeated.now();
    const others = [repeated.now(), repeated.now()];
    expect(runs()).toBe(1);
    gate.resolve();
    await Promise.all([first, ...others]);
    expect(runs()).toBe(2);
    await repeated.stop();
  });

  it('is done sooner, but not later, when it is asked to be within a time', async () => {
    const { repeated, runs } = count(1000);
    repeated.start();
    repeated.within(100);
    repeated.within(500);
    await vi.advanceTimersByTimeAsync(100);
    expect(runs()).toBe(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(runs()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs()).toBe(2);
    await repeated.stop();
    repeated.within(0);
    await vi.advanceTimersByTimeAsync(10);
    expect(runs()).toBe(2);
  });

  it('is done so soon after a run amid which it was asked to be', async () => {
    const gate = Promise.withResolvers<void>();
    const { repeated, runs } = count(1000, () => gate.promise);
    repeated.start();
    const first = repeated.now();
    repeated.within(10);
    gate.resolve();
    await first;
    await vi.advanceTimersByTimeAsync(10);
    expect(runs()).toBe(2);
    await repeated.stop();
  });

  it('waits at the end for the run that is under way', async () => {
    const gate = Promise.withResolvers<void>();
    const { repeated } = count(1000, () => gate.promise);
    repeated.start();
    void repeated.now();
    let stopped = false;
    const stop = repeated.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(stopped).toBe(false);
    gate.resolve();
    await stop;
    expect(vi.getTimerCount()).toBe(0);
  });
});
