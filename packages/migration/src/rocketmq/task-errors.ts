import { defineErrors } from '@mqferry/core';

const conflict = { status: 409, retriable: false } as const;

/** Why a seamless migration cannot do what is asked for, as it is now. */
export const seamlessTaskErrors = defineErrors({
  SEAMLESS_TASK_COMPLETED: {
    ...conflict,
    message: { en: 'The task is completed.', zh: '任务已完成。' },
    action: { en: 'Make a new one for further topics.', zh: '如需迁移更多主题，请新建任务。' },
  },
  SEAMLESS_TASK_PAUSED: {
    ...conflict,
    message: { en: 'The task is paused.', zh: '任务已暂停。' },
    action: { en: 'Resume it; steps back are possible as it is.', zh: '请先恢复；暂停期间仍可回退。' },
  },
  SEAMLESS_TASK_NOT_PAUSED: {
    ...conflict,
    message: { en: 'The task is not paused.', zh: '任务未暂停。' },
    action: { en: 'There is nothing to resume.', zh: '没有可恢复的内容。' },
  },
  SEAMLESS_TARGET_TAKEN: {
    ...conflict,
    message: {
      en: 'The target belongs to the task {task}, which is not completed.',
      zh: '该目标集群已在任务 {task} 中，且该任务尚未完成。',
    },
    action: {
      en: 'Complete or delete that task first: a target takes one source at a time.',
      zh: '请先完成或删除该任务：一个目标集群同一时间只能属于一个任务。',
    },
  },
  SEAMLESS_TOPICS_MOVED: {
    ...conflict,
    message: {
      en: 'Only topics that are initial can leave the task; these are not: {topics}.',
      zh: '只有初始状态的主题才能移出任务；以下主题不是：{topics}。',
    },
    action: {
      en: 'Take them back to initial first: outside the task clients are shown the source only.',
      zh: '请先将其回退到初始状态：移出任务后，客户端只能看到源端。',
    },
  },
  SEAMLESS_TOPICS_LEFT: {
    ...conflict,
    message: {
      en: 'Topics that are not done: {count}, the first: {first}.',
      zh: '还有 {count} 个主题未切换完成，第一个：{first}。',
    },
    action: {
      en: 'Bring them to done, or back to initial and out of the task.',
      zh: '请将其切换完成，或回退到初始状态后移出任务。',
    },
  },
  SEAMLESS_NO_TOPICS: {
    ...conflict,
    message: { en: 'The task has no topics.', zh: '任务中没有主题。' },
    action: { en: 'Scan the source and add some.', zh: '请扫描源端并添加主题。' },
  },
  SEAMLESS_SOURCE_UNREACHABLE: {
    ...conflict,
    retriable: true,
    message: { en: 'The source does not answer.', zh: '源端无响应。' },
    action: { en: 'Test its connection, and follow the advice there.', zh: '请测试其连接，并按提示处理。' },
  },
  SEAMLESS_TARGET_UNREACHABLE: {
    ...conflict,
    retriable: true,
    message: { en: 'The target does not answer.', zh: '目标端无响应。' },
    action: { en: 'Test its connection, and follow the advice there.', zh: '请测试其连接，并按提示处理。' },
  },
  SEAMLESS_NOT_IMPORTED: {
    ...conflict,
    message: {
      en: 'The target does not have all of the task yet – missing topics: {topics}, groups: {groups}; the first: {first}.',
      zh: '任务中有 {topics} 个主题、{groups} 个消费组尚未导入目标端，第一个：{first}。',
    },
    action: { en: 'Import them.', zh: '请导入。' },
  },
  SEAMLESS_ENDPOINTS_LEFT: {
    ...conflict,
    message: {
      en: 'Topics whose clients are not all seen at the gateways: {count}, the first: {first}.',
      zh: '{count} 个主题的客户端尚未全部经过网关，第一个：{first}。',
    },
    action: {
      en: 'Give these clients the addresses of the gateways as their name servers; each topic names them.',
      zh: '请将这些客户端的 NameServer 地址改为网关地址；各主题中列出了这些客户端。',
    },
  },
  SEAMLESS_IN_BATCHES: {
    ...conflict,
    message: {
      en: 'The task is in batches: it has no gateways, and its topics take no steps.',
      zh: '该任务为分批迁移：没有网关，主题也没有单步操作。',
    },
    action: {
      en: 'Move its clients stage by stage. For gateways make another task.',
      zh: '请按阶段迁移其客户端；如需网关，请另建任务。',
    },
  },
  SEAMLESS_NOT_IN_BATCHES: {
    ...conflict,
    message: { en: 'The task goes by gateways, not in batches.', zh: '该任务通过网关迁移，不是分批迁移。' },
    action: {
      en: 'Take its topics forward state by state. For batches make another task.',
      zh: '请逐个状态推进其主题；如需分批迁移，请另建任务。',
    },
  },
});
