import { defineErrors } from '@mqferry/core';

const conflict = { status: 409, retriable: false } as const;

/** Why a batch is not to be moved now, with what it would do to messages; and what a stage still waits for. */
export const batchErrors = defineErrors({
  BATCH_TARGET_UNPREPARED: {
    ...conflict,
    message: {
      en: 'The target is not prepared. Sends to a topic that is missing there fail, and a group without offsets skips what is written before its consumers have their queues: those messages are lost to it.',
      zh: '目标端尚未准备好。向其缺少的主题发送会失败；没有位点的消费组会跳过其消费者分到队列之前写入的消息：对该组而言即丢失。',
    },
    action: {
      en: 'Import topics and groups, and begin the first stage: it sets the offsets that are missing.',
      zh: '请导入主题和消费组，并开始第一个阶段：它会设置缺少的位点。',
    },
  },
  BATCH_PRODUCERS_FIRST: {
    ...conflict,
    message: {
      en: 'Groups without a consumer on the target: {groups}. What producers write there would wait unread, and be lost to a group that starts at the last offset or comes after it is deleted.',
      zh: '在目标端没有消费者的消费组：{groups}。生产者写入的消息将滞留未读；若消费组从最新位点开始，或在消息过期之后才接入，则会丢失。',
    },
    action: {
      en: 'Move some consumers of each of these groups first.',
      zh: '请先将这些消费组的部分消费者接入目标端。',
    },
  },
  BATCH_PRODUCERS_LEFT: {
    ...conflict,
    message: {
      en: 'Producers that still write to the source: {producers}. If its consumers left, what they write would be read by nobody.',
      zh: '仍在写入源端的生产者：{producers}。若消费者离开源端，其写入的消息将无人读取。',
    },
    action: { en: 'Move these producers first.', zh: '请先将这些生产者切换到目标端。' },
  },
  BATCH_SOURCE_UNREAD: {
    ...conflict,
    message: {
      en: 'The source is not read to its end. If its consumers left, what is there, what is still delayed, and what is to be tried again would be read by nobody.',
      zh: '源端尚未读完。若消费者离开源端，其中剩余的、尚在延迟的和待重试的消息将无人读取。',
    },
    action: {
      en: 'Let its consumers go on until the backlog is zero and has been for a minute.',
      zh: '请让源端的消费者继续运行，直到堆积为零并保持一分钟。',
    },
  },
  BATCH_TOPICS_OUTSIDE: {
    ...conflict,
    message: {
      en: 'Groups of these topics read others as well, which stay on the source: {topics}. Without their consumers nobody would read those.',
      zh: '这些主题的消费组还读取留在源端的其他主题：{topics}。其消费者离开后，这些主题将无人读取。',
    },
    action: {
      en: 'Move those topics too, or leave consumers for them on the source.',
      zh: '请一并迁移这些主题，或在源端为其保留消费者。',
    },
  },
  BATCH_ORDER_CONSUMERS_FIRST: {
    ...conflict,
    message: {
      en: 'Groups with consumers on the target before the source is read to its end: {groups}. They would read new messages there before earlier ones of the same key on the source.',
      zh: '在源端读完之前，以下消费组已有消费者在目标端：{groups}。它们会先读到目标端的新消息，后读到源端同一键的旧消息，顺序被打乱。',
    },
    action: {
      en: 'Stop the consumers on the target until the source is read.',
      zh: '请停止目标端的消费者，直到源端读完。',
    },
  },
  BATCH_ORDER_CONSUMERS_EARLY: {
    ...conflict,
    message: {
      en: 'Consumers that start on the target before the source is read to its end would read new messages before earlier ones of the same key.',
      zh: '在源端读完之前于目标端启动的消费者，会先读到新消息，后读到同一键的旧消息，顺序被打乱。',
    },
    action: {
      en: 'Move all producers, wait until the source is read, then move the consumers.',
      zh: '请先切换全部生产者，等待源端读完，再切换消费者。',
    },
  },
  BATCH_ORDER_PRODUCERS_SPLIT: {
    ...conflict,
    message: {
      en: 'While some producers write to the target and others to the source, the source is never read to its end, and messages of one key that two producers write may be read in another order.',
      zh: '部分生产者写目标端、部分写源端时，源端永远读不完；由两个生产者写入的同一键的消息可能乱序。',
    },
    action: { en: 'Move all producers of ordered topics together.', zh: '请一次切换顺序主题的全部生产者。' },
  },
  BATCH_NO_CONSUMERS_YET: {
    ...conflict,
    retriable: true,
    message: {
      en: 'Groups without a consumer on the target: {groups}.',
      zh: '在目标端没有消费者的消费组：{groups}。',
    },
    action: { en: 'Move some of their consumers.', zh: '请将其部分消费者接入目标端。' },
  },
  BATCH_NO_PRODUCERS_YET: {
    ...conflict,
    retriable: true,
    message: { en: 'Nobody has written to the target yet.', zh: '目标端尚无写入。' },
    action: { en: 'Move some of the producers.', zh: '请将部分生产者切换到目标端。' },
  },
  BATCH_CONSUMERS_LEFT: {
    ...conflict,
    retriable: true,
    message: {
      en: 'Consumers that are still on the source: {consumers}.',
      zh: '仍在源端的消费者：{consumers}。',
    },
    action: { en: 'Move them.', zh: '请将其切换到目标端。' },
  },
  BATCH_STAGES_LEFT: {
    ...conflict,
    message: {
      en: 'The stage {stage} of {kind} topics is not reached.',
      zh: '{kind} 主题尚未达到阶段 {stage}。',
    },
    action: { en: 'See what it waits for.', zh: '请查看该阶段在等待什么。' },
  },
  BATCH_NO_SUCH_STAGE: {
    status: 404,
    retriable: false,
    message: {
      en: 'The migration has no stage {stage} of {kind} topics.',
      zh: '该迁移任务没有 {kind} 主题的阶段 {stage}。',
    },
    action: { en: 'Choose one of those that it has.', zh: '请选择任务已有的阶段。' },
  },
  BATCH_NOT_BROADCAST: {
    ...conflict,
    message: {
      en: 'The group {group} is not broadcast to, as far as its consumers are seen. What it has read is measured.',
      zh: '从已连接的消费者看，消费组 {group} 不是广播消费。其消费进度由系统测得。',
    },
    action: {
      en: 'Wait until its backlog is zero, or start its consumers if it is broadcast to.',
      zh: '请等待其堆积为零；若它确为广播消费，请先启动其消费者。',
    },
  },
});
