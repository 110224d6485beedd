import type { Phrase } from '../sentence.ts';
import type { SeamlessFacts } from './facts.ts';
import type { TaskAction, TaskStepId } from './task.ts';

interface StepText {
  readonly name: Phrase;
  /** What is to be done in it. */
  readonly toDo: Phrase;
}

export const TASK_STEP_TEXTS: Readonly<Record<TaskStepId, StepText>> = {
  connect: {
    name: { en: 'Connect the source', zh: '连接源集群' },
    toDo: {
      en: 'Give the name servers of the source, and an administrator’s keys if it has access control.',
      zh: '填写源集群的 NameServer 地址；若启用了 ACL，填写管理员的 AccessKey 和 SecretKey。',
    },
  },
  import: {
    name: { en: 'Import metadata', zh: '导入元数据' },
    toDo: {
      en: 'Choose the topics that move, and create them and their groups on the target, with the access keys of the applications.',
      zh: '选择要迁移的主题，在目标端创建这些主题及其消费组，并导入应用使用的 AccessKey。',
    },
  },
  endpoints: {
    name: { en: 'Change client endpoints', zh: '修改客户端接入点' },
    toDo: {
      en: 'Give all clients of these topics the addresses of the gateways as their only name servers, and restart them. All traffic stays with the source.',
      zh: '将这些主题的所有客户端的 NameServer 地址改为只包含网关，并重启。流量仍全部在源端。',
    },
  },
  grey: {
    name: { en: 'Grey migration', zh: '灰度迁移' },
    toDo: {
      en: 'Take topics forward state by state, one to try it, then in bulk; each step can be taken back.',
      zh: '逐个状态推进主题：先试一个，再批量进行；每一步都可以回退。',
    },
  },
  batches: {
    name: { en: 'Move clients in batches', zh: '分批迁移客户端' },
    toDo: {
      en: 'Move clients from the source to the target stage by stage; mqferry measures on both clusters what each stage waits for.',
      zh: '按阶段将客户端从源端迁到目标端；mqferry 在两端测量每个阶段的条件。',
    },
  },
  complete: {
    name: { en: 'Complete', zh: '完成迁移' },
    toDo: {
      en: 'Complete the task when nobody needs the way back any more.',
      zh: '不再需要回退时，完成任务。',
    },
  },
};

/** What an action on a task means, told before it is confirmed. */
export const TASK_ACTION_NOTES: Readonly<Record<TaskAction, Phrase>> = {
  pauseTask: {
    en: 'No topic goes forward until the task is resumed. Clients go on as they are, checks go on, and topics can be taken back.',
    zh: '恢复之前任何主题都不会前进。客户端保持现状，检查继续进行，主题仍可回退。',
  },
  resumeTask: { en: 'Topics can go forward again.', zh: '主题可以继续前进。' },
  addTopics: {
    en: 'They are initial; nothing changes for their clients.',
    zh: '新加入的主题处于初始状态，其客户端不受影响。',
  },
  stepForward: {
    en: 'The chosen topics go forward by one state. It takes about 80 s with default settings until every client acts by it.',
    zh: '所选主题前进一个状态。按默认设置，约 80 秒后所有客户端生效。',
  },
  stepBack: {
    en: 'The chosen topics go back by one state. It takes about 80 s with default settings until every client acts by it.',
    zh: '所选主题回退一个状态。按默认设置，约 80 秒后所有客户端生效。',
  },
  beginBatch: {
    en: 'Clients are moved for this stage from now on, by people. Preparing the target sets offsets that groups lack there.',
    zh: '自此由人工迁移该阶段的客户端。准备目标端时，会设置消费组在目标端缺少的位点。',
  },
  sayBroadcastRead: {
    en: 'No broker knows what consumers of a broadcasting group have read: from now on your word counts as measured.',
    zh: 'Broker 不知道广播消费组的消费者读到哪里：此后以您的说明为准。',
  },
  completeTask: {
    en: 'There is no way back after this. Clients go on through the gateways: before those are stopped, give the clients the name servers of the target. Dead letters and messages that were read stay on the source.',
    zh: '完成后无法回退。客户端仍经过网关：停止网关之前，请先将客户端的 NameServer 地址改为目标端地址。死信和已消费的消息留在源端。',
  },
  deleteTask: {
    en: 'Gateways keep the routes that they have and get no further ones; what was imported stays on the target. Before they are stopped, give all clients the name servers of their cluster.',
    zh: '网关沿用已有路由，不再获得新路由；已导入目标端的内容保留。停止网关之前，请先将所有客户端的 NameServer 地址改为其所在集群的地址。',
  },
};

/** The same where topics move in batches, as far as it means something else there. */
export const BATCH_ACTION_NOTES: Readonly<Partial<Record<TaskAction, Phrase>>> = {
  pauseTask: {
    en: 'No further stage is begun until the task is resumed. Clients go on as they are, and both clusters are still looked at.',
    zh: '恢复之前不再开始新的阶段。客户端保持现状，两端集群仍继续检查。',
  },
  resumeTask: { en: 'Stages can be begun again.', zh: '可以继续开始各阶段。' },
  addTopics: {
    en: 'They move with the others of their kind; nothing changes for their clients.',
    zh: '它们与同类主题一起迁移，其客户端不受影响。',
  },
  completeTask: {
    en: 'Both clusters are no longer compared for these topics, and the target is free for another task. Dead letters and messages that were read stay on the source.',
    zh: '不再比对这些主题在两端的情况，目标集群可用于其他任务。死信和已消费的消息留在源端。',
  },
  deleteTask: {
    en: 'Clients stay where they are, and what was imported stays on the target. Nobody is warned of a wrong order any more.',
    zh: '客户端保持现状，已导入目标端的内容保留。此后不再提示顺序错误。',
  },
};

/** What an action on a task means, by how its topics move. */
export const taskActionNote = (action: TaskAction, mode: SeamlessFacts['mode']): Phrase =>
  (mode === 'batches' ? BATCH_ACTION_NOTES[action] : undefined) ?? TASK_ACTION_NOTES[action];
