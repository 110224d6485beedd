import { defineErrors } from '@mqferry/core';

/** What keeps a dump task from being made. */
export const serviceDumpErrors = defineErrors({
  DUMP_LOOP: {
    status: 409,
    retriable: false,
    message: {
      en: 'With this dump task records would come back to where they are from: {path}.',
      zh: '该转储任务会使消息回到其来源：{path}。',
    },
    action: {
      en: 'Delete one of the dump tasks on this way, or choose another target topic.',
      zh: '请删除该路径上的某个转储任务，或选择其他目标主题。',
    },
  },
});
