import { expect, test } from 'vitest';
import type { BatchStage } from '../../../src/api/types.ts';
import { isUntouched } from '../../../src/pages/seamless-migration/batches/stages.ts';

test('a kind is untouched until somebody has begun with one of its stages', () => {
  const stages = (begunAt: string | null) => [{ begunAt }] as unknown as readonly BatchStage[];
  expect(isUntouched({ stages: [...stages(null)] })).toBe(true);
  expect(isUntouched({ stages: [...stages('2026-01-01T00:00:00Z')] })).toBe(false);
});
