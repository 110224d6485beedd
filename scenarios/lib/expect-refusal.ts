import type { KafkaClient } from '@mqferry/kafka';
import { expect } from 'vitest';
import { runMqferry } from './mqferry.ts';
import { clusterState } from './snapshot.ts';

/**
 * Expects a migration to be refused with these codes, exit code 1 and, on stderr, each code and what to do; and the
 * target to be as it was before.
 */
export const expectRefusal = async (
  target: KafkaClient,
  codes: readonly string[],
  ...args: string[]
): Promise<string> => {
  const before = await clusterState(target);
  const { code, report, stderr } = await runMqferry('migrate', ...args, '--json');
  expect(report, stderr).toMatchObject({ type: 'report', exitCode: 1 });
  expect(code).toBe(1);
  const errors = report!.result === 'refused' ? report!.refusals : [report!.error];
  expect(errors.map((error: { code: string }) => error.code)).toEqual(codes);
  for (const error of errors) {
    expect(stderr).toContain(error.code);
    expect(stderr).toContain(error.message);
    expect(stderr).toContain(`What to do: ${error.advice}`);
  }
  expect(await clusterState(target)).toEqual(before);
  return stderr;
};
