import { expect, it } from 'vitest';
import { RunningSelection } from '../../src/follow/running-selection.ts';

const named = (name: string) => ({ name, isInternal: false });

it('goes by what was said last of a topic, and by the selection where nothing was', () => {
  const selection = new RunningSelection({ topics: /orders|logs-.*/, exclude: /logs-old/ });
  const chosen = () =>
    ['orders', 'logs-new', 'logs-old', 'payments', '__consumer_offsets'].filter((name) =>
      selection.has(named(name)),
    );
  expect(chosen()).toEqual(['orders', 'logs-new']);
  selection.choose(/.*/, true);
  expect(chosen()).toEqual(['orders', 'logs-new', 'logs-old', 'payments']);
  selection.choose(/logs-.*/, false);
  selection.choose(/logs/, true);
  expect(chosen()).toEqual(['orders', 'payments']);
});
