import { defineErrors } from '@mqferry/core';

const failed = { status: 500, retriable: false } as const;

const report = {
  en: 'This must not happen. Please report it together with the output of this run.',
  zh: '这种情况不应出现。请连同本次运行的输出一并反馈。',
};

/** What the demo finds wrong with its own clients, or with the move it has just made. */
export const demoErrors = defineErrors({
  DEMO_CLIENT_ENDED: {
    ...failed,
    message: {
      en: '{client} ended although nobody told it to ({exit}). The last it said: {lines}',
      zh: '{client} 意外退出（{exit}）。最后的输出：{lines}',
    },
    action: {
      en: 'The lines say why. On a machine with little free memory (below 3 GB) close other programs and start again.',
      zh: '输出内容中有原因。若可用内存不足 3 GB，请关闭其他程序后重试。',
    },
  },
  DEMO_CLIENT_REFUSED: {
    ...failed,
    message: { en: '{client} reported a failure: {line}', zh: '{client} 报告失败：{line}' },
    action: {
      en: 'The line says why. Start the demo again when the cause is removed.',
      zh: '输出内容中有原因。排除原因后请重新运行演示。',
    },
  },
  DEMO_TOO_SLOW: {
    ...failed,
    retriable: true,
    message: {
      en: 'What this step waits for did not happen within {seconds} s.',
      zh: '{seconds} 秒内没有等到本步骤所需的结果。',
    },
    action: {
      en: 'The machine may be busy; start the demo again when it is not.',
      zh: '机器可能过于繁忙，请稍后重新运行演示。',
    },
  },
  DEMO_RECORD_OUT_OF_PLACE: {
    ...failed,
    message: {
      en: 'The consumer got offset {found} of partition {partition} where offset {expected} was due.',
      zh: '消费者在分区 {partition} 读到位点 {found}，而应读到的是 {expected}。',
    },
    action: report,
  },
  DEMO_ORDER_BROKEN: {
    ...failed,
    message: {
      en: 'In partition {partition} the consumer got order {found} after order {previous}.',
      zh: '消费者在分区 {partition} 先读到订单 {previous}，后读到订单 {found}，顺序有误。',
    },
    action: report,
  },
  DEMO_RECORD_LOST: {
    ...failed,
    message: {
      en: 'Order {value} was acknowledged at offset {offset} of partition {partition}; there the consumer read {found}.',
      zh: '订单 {value} 已确认写入分区 {partition} 的位点 {offset}，消费者在该处读到的却是 {found}。',
    },
    action: report,
  },
  DEMO_RECORD_UNKNOWN: {
    ...failed,
    message: {
      en: 'The consumer read {read} orders, while {sent} had been acknowledged.',
      zh: '消费者读到 {read} 个订单，而已确认写入的是 {sent} 个。',
    },
    action: report,
  },
  DEMO_OFFSETS_DIFFER: {
    ...failed,
    message: {
      en: 'Partition {partition} ended at offset {end}; the group has committed {source} on the source and {target} on the target.',
      zh: '分区 {partition} 的末尾位点为 {end}；该消费组在源端已提交 {source}，在目标端已提交 {target}。',
    },
    action: report,
  },
  DEMO_WRONG_START: {
    ...failed,
    message: {
      en: 'In partition {partition} the consumer began with offset {found} on the target; {expected} was committed on the source.',
      zh: '消费者在目标端分区 {partition} 从位点 {found} 开始读取，而源端已提交的位点是 {expected}。',
    },
    action: report,
  },
  DEMO_DIFFERENT: {
    ...failed,
    message: {
      en: 'The comparison found differences in {partitions} partitions.',
      zh: '校验发现 {partitions} 个分区存在差异。',
    },
    action: report,
  },
});
