import { expect, test } from 'vitest';
import type { Position, TopicState } from '../../src/rocketmq/states.ts';
import { waysOf } from '../../src/rocketmq/step-ways.ts';

const at = (state: TopicState): Position => ({ kind: 'ordinary', state, held: false });

test('ways that topics share are told once, and topics that did not move have none', () => {
  const first = { from: at('initial'), to: at('dual-read') };
  const second = { from: at('dual-read'), to: at('dual-write') };
  expect(waysOf([first, second, { ...first }, { from: at('done'), to: undefined }])).toEqual([first, second]);
});
