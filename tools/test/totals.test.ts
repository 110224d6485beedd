import { expect, test } from 'vitest';
import { addTotals, countTests, type VitestReport, verdict } from '../totals.ts';

const report = (part: Partial<VitestReport>): VitestReport => ({
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...part,
});

test('passed, failed and skipped tests are counted', () => {
  const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'failed' }] }];
  expect(
    countTests(
      report({ success: false, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1, testResults }),
    ),
  ).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('a file that failed before its first test counts as one failure', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  expect(countTests(report({ success: false, testResults })).failed).toBe(1);
});

test('a run that failed without a failed test is a failure', () => {
  expect(countTests(report({ success: false })).failed).toBe(1);
});

test('a run without a report is a failure', () => {
  expect(countTests(undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('the verdict is one line', () => {
  const check = { passed: 1, failed: 1, skipped: 0 };
  expect(verdict(addTotals(check, countTests(report({}))))).toBe('4 passed, 1 failed');
});
