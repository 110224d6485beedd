import { expect, test } from 'vitest';
import { evidenceLabel, gateText } from '../src/gate-texts.ts';
import { type Runbook, type Stage, stagePhrase, switchNotes } from '../src/runbooks.ts';

const RUNBOOKS: readonly Runbook[] = ['same-offset', 'order-kept', 'order-not-needed'];
const STAGES: readonly Stage[] = ['stopping', 'on-target', 'returning', 'returned', 'aborted'];

test('every text of a switch names the clusters, whichever way it goes', () => {
  const texts = RUNBOOKS.flatMap((runbook) => [
    ...STAGES.map((stage) => stagePhrase(runbook, stage)),
    ...switchNotes(runbook, 'forward'),
    ...switchNotes(runbook, 'back'),
  ]);
  for (const { en, zh } of texts) expect(en + zh).not.toMatch(/[{}]/u);
});

test('on the way back the sides change places', () => {
  expect(gateText('source-drained', 'forward').name).toEqual({
    en: 'The source is read to its end',
    zh: '源端已读完',
  });
  expect(gateText('source-drained', 'back').name).toEqual({
    en: 'The target is read to its end',
    zh: '目标端已读完',
  });
});

test('evidence that has no name in words keeps its own', () => {
  expect(evidenceLabel('lag').en).toBe('records left to read');
  expect(evidenceLabel('ofTomorrow')).toEqual({ en: 'ofTomorrow', zh: 'ofTomorrow' });
});
