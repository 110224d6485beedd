import { describe, expect, test } from 'vitest';
import { wholeList } from '../../src/admin/whole-list.ts';
import type { DataVersion } from '../../src/protocol/bodies/data-version.ts';

/** A broker that tells two items at once, and begins anew when it is asked for those of another state. */
const createBroker = (items: string[]) => {
  let counter = 0n;
  const dataVersion = (): DataVersion => ({ stateVersion: 0n, timestamp: 1n, counter });
  const asked: number[] = [];
  return {
    asked,
    change: (change: () => void) => {
      change();
      counter += 1n;
    },
    ask: async (from: number, version: string | undefined) => {
      asked.push(from);
      const current = `{"stateVersion":0,"timestamp":1,"counter":${counter}}`;
      const begin = version === current ? from : 0;
      return {
        items: items.slice(begin, begin + 2),
        dataVersion: dataVersion(),
        total: items.length as number | undefined,
      };
    },
  };
};

describe('a list that is told in parts', () => {
  test('is read to its end', async () => {
    const { ask, asked } = createBroker(['a', 'b', 'c', 'd', 'e']);
    expect(await wholeList('broker', 'topics', ask)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(asked).toEqual([0, 2, 4]);
  });

  test('is read anew when it changes meanwhile', async () => {
    const items = ['a', 'b', 'c', 'd', 'e'];
    const broker = createBroker(items);
    let changed = false;
    const list = await wholeList('broker', 'topics', async (from, version) => {
      if (from === 2 && !changed) {
        changed = true;
        broker.change(() => items.shift());
      }
      return broker.ask(from, version);
    });
    expect(list).toEqual(['b', 'c', 'd', 'e']);
  });

  test('that changes again and again is told so', async () => {
    const broker = createBroker(['a', 'b', 'c']);
    const reading = wholeList('10.0.0.1:10911', 'its topics', async (from, version) => {
      broker.change(() => {});
      return broker.ask(from, version);
    });
    await expect(reading).rejects.toMatchObject({
      code: 'ROCKETMQ_LIST_UNSTEADY',
      parameters: { broker: '10.0.0.1:10911', what: 'its topics' },
    });
  });

  test('a broker that tells everything at once is asked once', async () => {
    const { ask, asked } = createBroker(['a', 'b']);
    const list = await wholeList('broker', 'topics', async (from, version) => ({
      ...(await ask(from, version)),
      total: undefined,
    }));
    expect(list).toEqual(['a', 'b']);
    expect(asked).toEqual([0]);
  });
});
