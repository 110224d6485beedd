import { defineErrors } from '@mqferry/core';

const conflict = { status: 409, retriable: false } as const;

/** Why something cannot be done with an import of metadata. */
export const importTaskErrors = defineErrors({
  IMPORT_STATE: {
    ...conflict,
    message: {
      en: 'The import is “{state}”, where this cannot be done.',
      zh: '导入任务处于“{state}”状态，无法执行该操作。',
    },
    action: {
      en: 'An import that was not started can be planned anew and started, one that runs can be cancelled, and what failed of one that has ended can be tried again.',
      zh: '未启动的任务可以重新计划并启动，运行中的任务可以取消，已结束任务中的失败项可以重试。',
    },
  },
  IMPORT_WORLD_MOVED: {
    ...conflict,
    message: {
      en: 'What was confirmed is not what would be done now: the target has changed since. Nothing was written.',
      zh: '确认的内容与现在将执行的内容不一致：目标集群已发生变化。未写入任何内容。',
    },
    action: {
      en: 'Look at the new plan and confirm that one.',
      zh: '请查看新计划并重新确认。',
    },
  },
  IMPORT_NOT_TOO_LARGE: {
    ...conflict,
    message: {
      en: 'The import is not too large: there is nothing to split.',
      zh: '该导入任务未超出限制，无需拆分。',
    },
    action: { en: 'Start it as it is.', zh: '请直接启动。' },
  },
  IMPORT_SECRETS_NONE: {
    ...conflict,
    message: {
      en: 'The document {name} has no secrets that a passphrase opens.',
      zh: '文档 {name} 中没有需要口令打开的密钥。',
    },
    action: {
      en: 'Nothing to do; of documents without secrets, users are imported that the target knows already.',
      zh: '无需处理；没有密钥的文档只能导入目标集群中已有的用户。',
    },
  },
});
