import { type Problem, problemOf } from '@mqferry/api';
import { codedErrorIn, defineErrors } from '@mqferry/core';

/** What can be wrong in the console itself. */
export const consoleErrors = defineErrors({
  CONSOLE_DEFECT: {
    status: 500,
    retriable: false,
    message: { en: 'A defect of the console: {reason}.', zh: '控制台内部缺陷：{reason}。' },
    action: {
      en: 'Reload the page. If it happens again, report it with what you did before.',
      zh: '请重新加载页面。若再次出现，请连同之前的操作一并报告。',
    },
  },
});

/** What is to be told of whatever was thrown, with its texts in both languages. */
export const problemIn = (error: unknown): Problem =>
  problemOf(
    codedErrorIn(error) ??
      consoleErrors.CONSOLE_DEFECT({ reason: error instanceof Error ? error.message : String(error) }, error),
  );
