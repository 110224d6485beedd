import { expect, test } from 'vitest';
import { AgedValue } from '../../src/inventory/aged-value.ts';
import { inventoryErrors } from '../../src/inventory/inventory-errors.ts';

const NEVER = new Promise<never>(() => {});
const OVER = Promise.resolve();

/** Something that is read when the test says so, and a clock that the test moves. */
const readByHand = () => {
  const readings: PromiseWithResolvers<string>[] = [];
  const clock = { now: 1_000_000 };
  const value = new AgedValue(
    () => {
      const reading = Promise.withResolvers<string>();
      readings.push(reading);
      return reading.promise;
    },
    () => clock.now,
  );
  /** Ends a reading, and lets what waits for it go on. */
  const end = async (index: number, act: (reading: PromiseWithResolvers<string>) => void) => {
    act(readings[index]!);
    await new Promise(setImmediate);
  };
  return { value, readings, clock, end };
};

test('the first look waits, later ones get what is known and have it read anew when it is old', async () => {
  const { value, readings, clock, end } = readByHand();
  const first = value.look(NEVER);
  await end(0, ({ resolve }) => resolve('one'));
  expect(await first).toMatchObject({ value: 'one', at: 1_000_000, problem: undefined });
  clock.now += 14_999;
  expect(await value.look(NEVER)).toMatchObject({ value: 'one', refreshing: false });
  clock.now += 2;
  expect(await value.look(NEVER)).toMatchObject({ value: 'one', at: 1_000_000, refreshing: true });
  await value.look(NEVER);
  expect(readings.length).toBe(2);
  await end(1, ({ resolve }) => resolve('two'));
  expect(await value.look(NEVER)).toMatchObject({ value: 'two', at: 1_015_001, refreshing: false });
});

test('a cluster that does not answer is not waited for, and not asked twice', async () => {
  const { value, readings } = readByHand();
  const unknown = { value: undefined, at: undefined, problem: undefined, refreshing: true };
  expect(await value.look(OVER)).toEqual(unknown);
  expect(await value.look(OVER)).toEqual(unknown);
  expect(readings.length).toBe(1);
});

test('what cannot be read any more is shown as it was, with the reason, and tried again later', async () => {
  const { value, readings, clock, end } = readByHand();
  const first = value.look(NEVER);
  await end(0, ({ resolve }) => resolve('one'));
  await first;
  clock.now += 20_000;
  await value.look(NEVER);
  await end(1, ({ reject }) => reject(inventoryErrors.INVENTORY_SLOW({ seconds: 8 })));
  const failed = await value.look(NEVER);
  expect(failed).toMatchObject({ value: 'one', at: 1_000_000, problem: { code: 'INVENTORY_SLOW' } });
  expect(readings.length).toBe(2);
  clock.now += 20_000;
  await value.look(NEVER);
  await end(2, ({ resolve }) => resolve('two'));
  expect(await value.look(NEVER)).toMatchObject({ value: 'two', problem: undefined });
});

test('a change made while it is being read has it read again', async () => {
  const { value, readings, end } = readByHand();
  const first = value.look(NEVER);
  value.expire();
  await end(0, ({ resolve }) => resolve('from before the change'));
  await first;
  await value.look(NEVER);
  await end(1, ({ resolve }) => resolve('from after it'));
  expect(await value.look(NEVER)).toMatchObject({ value: 'from after it' });
  expect(readings.length).toBe(2);
});

test('what takes long to read is read less often', async () => {
  const { value, clock, end } = readByHand();
  const first = value.look(NEVER);
  clock.now += 20_000;
  await end(0, ({ resolve }) => resolve('one'));
  await first;
  clock.now = 1_000_000 + 99_999;
  expect(await value.look(NEVER)).toMatchObject({ refreshing: false });
  clock.now += 1;
  expect(await value.look(NEVER)).toMatchObject({ refreshing: true });
});
