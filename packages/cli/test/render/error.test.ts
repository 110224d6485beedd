import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { cliErrors } from '../../src/cli-errors.ts';
import { ClusterError } from '../../src/cluster-error.ts';
import { errorLines, exitCodeOf } from '../../src/render/error.ts';

const plain = picocolors.createColors(false);
const unreadable = cliErrors.CLI_STATE_UNREADABLE({ file: '/x', reason: 'EACCES' });

test('an error says what happened, where, what to do, and its code', () => {
  expect(errorLines(new ClusterError('target', 'new:9092', unreadable), 'en', plain)).toEqual([
    'Error at the target (new:9092): The state file /x cannot be read: EACCES.',
    'What to do: It tells which settings of the target have to be put back. Restore it, or check those settings by hand and delete it.',
    'Code: CLI_STATE_UNREADABLE',
  ]);
  expect(errorLines(unreadable, 'zh', plain)).toEqual([
    '错误：无法读取状态文件 /x：EACCES。',
    '处理办法：其中记录了目标集群上需要恢复的配置。请修复该文件，或人工核对这些配置后将其删除。',
    '错误码：CLI_STATE_UNREADABLE',
  ]);
});

test('an error without a code is told as a fault of ours, with its stack', () => {
  const lines = errorLines(new TypeError('x is not a function'), 'en', plain);
  expect(lines[0]).toBe('Error: This should not have happened: x is not a function');
  expect(lines.at(-1)).toContain('error.test.ts');
});

test('usage errors exit with 2, all others with 1', () => {
  expect(exitCodeOf(cliErrors.CLI_RATE_INVALID({ value: 'x' }))).toBe(2);
  expect(exitCodeOf(new ClusterError('source', 'a:1', unreadable))).toBe(1);
  expect(exitCodeOf(cliErrors.CLI_NO_TOPICS({}))).toBe(1);
  expect(exitCodeOf(new Error('x'))).toBe(1);
});
