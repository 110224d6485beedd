import type { ConnectionTest } from '../../api/types.ts';

/** How far a connection can come, in order. */
export const STEPS = ['dns', 'tcp', 'tls', 'sasl', 'authorization', 'version'] as const;
export type ConnectionStep = (typeof STEPS)[number];

/** What a test tells of a step; `unused`: these properties do without it. */
export type StepResult = 'passed' | 'failed' | 'unreached' | 'unused' | 'unknown';

/** What a test tells of each step: those before the one that failed were passed, those behind it were not reached. */
export const stepResults = (
  test: ConnectionTest,
  used: { readonly tls: boolean; readonly sasl: boolean },
): readonly { readonly step: ConnectionStep; readonly result: StepResult }[] => {
  const failedAt = test.ok ? STEPS.length : (STEPS as readonly string[]).indexOf(test.step);
  return STEPS.map((step, index) => {
    if (index === failedAt) return { step, result: 'failed' };
    if ((step === 'tls' && !used.tls) || (step === 'sasl' && !used.sasl)) return { step, result: 'unused' };
    // It failed otherwise: nothing is known of where.
    if (failedAt < 0) return { step, result: 'unknown' };
    return { step, result: index < failedAt ? 'passed' : 'unreached' };
  });
};
