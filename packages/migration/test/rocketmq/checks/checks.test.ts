import { expect, test } from 'vitest';
import { CHECKS } from '../../../src/rocketmq/checks/checks.ts';
import type { CheckId } from '../../../src/rocketmq/steps.ts';
import { measured } from './measured.ts';

test.each(Object.keys(CHECKS) as CheckId[])('%s passes where nothing is in the way', (id) => {
  expect(measured(id)).toEqual(['pass', undefined, undefined]);
});
