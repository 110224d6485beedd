import { defineErrors } from '@mqferry/core';

const conflict = { status: 409, retriable: false } as const;
const passing = { status: 409, retriable: true } as const;

/** Why a topic of a seamless migration cannot take a step. */
export const stepErrors = defineErrors({
  SEAMLESS_NOT_KNOWN: {
    ...passing,
    message: { en: 'Not measured yet: {about}.', zh: '尚未测得：{about}。' },
    action: {
      en: 'Wait for the next look. If it stays, see whether the brokers and gateways concerned can be reached.',
      zh: '请等待下一次扫描；若持续如此，请检查相关 Broker 与网关是否可达。',
    },
  },
  SEAMLESS_MEASURED_LONG_AGO: {
    ...passing,
    message: {
      en: 'This was measured {seconds} s ago, which is too long.',
      zh: '该项在 {seconds} 秒前测得，已过期。',
    },
    action: { en: 'Measure it again.', zh: '请重新检查。' },
  },
  SEAMLESS_NO_GATEWAY: {
    ...conflict,
    message: { en: 'The task has no gateway.', zh: '任务还没有网关。' },
    action: { en: 'Start one.', zh: '请启动网关。' },
  },
  SEAMLESS_GATEWAY_SILENT: {
    ...passing,
    message: {
      en: 'Gateways that have not been heard for {seconds} s: {gateways}.',
      zh: '超过 {seconds} 秒没有消息的网关：{gateways}。',
    },
    action: {
      en: 'Start them again, or take those that will not come back out of the task.',
      zh: '请重新启动；不再使用的，请移出任务。',
    },
  },
  SEAMLESS_GATEWAY_BEHIND: {
    ...passing,
    message: {
      en: 'Gateways that still show the routes before the last step: {gateways}.',
      zh: '仍在提供上一步路由的网关：{gateways}。',
    },
    action: { en: 'Wait; each fetches the new table by itself.', zh: '请等待，网关会自行获取新路由表。' },
  },
  SEAMLESS_CLIENTS_STRAIGHT: {
    ...conflict,
    message: {
      en: 'Clients that do not go through a gateway: {clients}.',
      zh: '未经过网关的客户端：{clients}。',
    },
    action: {
      en: 'Give them the addresses of the gateways as their only name servers, and start them again.',
      zh: '请将其 NameServer 地址改为只包含网关，并重启。',
    },
  },
  SEAMLESS_WRITERS_UNNAMED: {
    ...passing,
    message: {
      en: 'Producers at {addresses} cannot be told from others at the same host that go through a gateway.',
      zh: '{addresses} 的生产者无法与同一主机上经过网关的客户端区分。',
    },
    action: {
      en: 'Wait: one that has left soon counts no more. If it stays, look at the settings of the applications there.',
      zh: '请等待：已离开的生产者很快不再计入；若持续如此，请查看该主机上应用的配置。',
    },
  },
  SEAMLESS_WRITER_UNKNOWN: {
    ...passing,
    message: {
      en: 'Topic {topic} was written {seconds} s ago, and nobody is known who writes it.',
      zh: '主题 {topic} 在 {seconds} 秒前有写入，但不知道是谁写入的。',
    },
    action: {
      en: 'Wait three minutes: a producer that has left, or a delayed message that came due, counts no more by then. If it stays, look for an application that writes without staying connected.',
      zh: '请等待三分钟：届时已离开的生产者和已到期的延迟消息不再计入；若持续如此，请查找写入后即断开连接的应用。',
    },
  },
  SEAMLESS_ROUTES_NOT_TAKEN: {
    ...passing,
    message: {
      en: 'Clients that were not shown the present route yet: {clients}. About {seconds} s are left.',
      zh: '尚未获得当前路由的客户端：{clients}。约剩 {seconds} 秒。',
    },
    action: { en: 'Wait.', zh: '请等待。' },
  },
  SEAMLESS_ROUTES_OVERDUE: {
    ...conflict,
    message: {
      en: 'Clients that have not asked for their route in time: {clients}.',
      zh: '逾期未获取路由的客户端：{clients}。',
    },
    action: {
      en: 'See whether they can reach a gateway, or start them again.',
      zh: '请检查它们能否连接网关，或将其重启。',
    },
  },
  SEAMLESS_ROUTES_NOT_APPLIED: {
    ...passing,
    message: {
      en: 'All clients were shown the present route; {seconds} s are left until they have acted on it.',
      zh: '所有客户端均已获得当前路由；约 {seconds} 秒后全部生效。',
    },
    action: { en: 'Wait.', zh: '请等待。' },
  },
  SEAMLESS_CLIENTS_DIFFER: {
    ...passing,
    message: {
      en: 'Consumers that are connected to the source only: {onSource}; to the target only: {onTarget}.',
      zh: '只连接了源端的消费者：{onSource}；只连接了目标端的消费者：{onTarget}。',
    },
    action: {
      en: 'Wait for their next heartbeat. If it stays, see whether they can reach the brokers of the other side and may log in there.',
      zh: '请等待其下一次心跳；若持续如此，请检查它们能否连接另一端的 Broker 并通过鉴权。',
    },
  },
  SEAMLESS_TOPIC_MISSING: {
    ...conflict,
    message: { en: 'The target does not have topic {topic}.', zh: '目标端没有主题 {topic}。' },
    action: { en: 'Import it.', zh: '请导入。' },
  },
  SEAMLESS_TOPIC_PERMISSION: {
    ...conflict,
    message: {
      en: 'Topic {topic} may not be both read and written on the target: its permission is {perm}, not 6.',
      zh: '主题 {topic} 在目标端不可同时读写：其权限为 {perm}，而不是 6。',
    },
    action: { en: 'Set its permission to 6.', zh: '请将其权限设为 6。' },
  },
  SEAMLESS_QUEUES_UNREAD: {
    ...conflict,
    message: {
      en: 'On the target, topic {topic} has {write} queues to write and {read} to read; what is written to the others is never read.',
      zh: '主题 {topic} 在目标端有 {write} 个写队列、{read} 个读队列；写入多出队列的消息不会被读到。',
    },
    action: { en: 'Give it as many queues to read as to write.', zh: '请将读队列数调整为与写队列数相同。' },
  },
  SEAMLESS_QUEUES_FEWER: {
    ...conflict,
    message: {
      en: 'Topic {topic} has {source} queues on the source and {target} on the target.',
      zh: '主题 {topic} 在源端有 {source} 个队列，在目标端有 {target} 个。',
    },
    action: { en: 'Give it at least as many on the target.', zh: '请将目标端的队列数调整到不少于源端。' },
  },
  SEAMLESS_GROUPS_MISSING: {
    ...conflict,
    message: {
      en: 'The target does not have these groups: {groups}.',
      zh: '目标端没有这些消费组：{groups}。',
    },
    action: { en: 'Import them.', zh: '请导入。' },
  },
  SEAMLESS_OFFSETS_MISSING: {
    ...conflict,
    message: {
      en: 'Groups without offsets on the target, whose consumers may skip the first messages there: {groups}.',
      zh: '在目标端没有位点的消费组，其消费者可能跳过最初的消息：{groups}。',
    },
    action: {
      en: 'Set their offsets to 0, or take the topic back to initial: the step from there sets them.',
      zh: '请将其位点设为 0；或将主题回退到初始状态，从初始状态前进时会设置。',
    },
  },
  SEAMLESS_PENDING: {
    ...passing,
    message: {
      en: 'Messages that wait at the brokers: {delayed} delayed, {timed} timed, {half} of transactions, {pop} popped and not acknowledged.',
      zh: 'Broker 上尚有消息等待：延迟 {delayed}，定时 {timed}，半消息 {half}，POP 未确认 {pop}。',
    },
    action: { en: 'Wait until they are due, ended or acknowledged.', zh: '请等待其到期、结束或被确认。' },
  },
  SEAMLESS_POP_HIDDEN: {
    ...conflict,
    message: {
      en: 'With {setting} brokers tell nobody what was popped and not acknowledged yet.',
      zh: '{setting} 时，Broker 不提供已 POP 但未确认的消息数。',
    },
    action: {
      en: 'Wait for longer than the consumers’ invisible time after the last message was read, then go without this check.',
      zh: '请在最后一条消息被读取后等待超过消费者的不可见时间，再跳过此检查。',
    },
  },
  SEAMLESS_NOT_DRAINED: {
    ...passing,
    message: {
      en: 'Messages that are not read yet: {left}, by these groups: {groups}.',
      zh: '还有 {left} 条消息未被读取，消费组：{groups}。',
    },
    action: {
      en: 'Wait. If it does not come down, see whether the consumers of these groups run.',
      zh: '请等待；若没有下降，请检查这些消费组的消费者是否在运行。',
    },
  },
  SEAMLESS_STILL_WRITTEN: {
    ...passing,
    message: {
      en: 'The last message was written {seconds} s ago; it takes {needed} s without one.',
      zh: '最近一次写入在 {seconds} 秒前；须持续 {needed} 秒没有写入。',
    },
    action: {
      en: 'Wait. If it is written again and again, see which producers still write there.',
      zh: '请等待；若持续有写入，请查看哪些生产者仍在写入该端。',
    },
  },
  SEAMLESS_BROADCAST_UNMEASURED: {
    ...conflict,
    message: {
      en: 'These groups are broadcast to, so no broker knows what their consumers have read: {groups}.',
      zh: '这些消费组使用广播消费，Broker 不知道其消费者的进度：{groups}。',
    },
    action: {
      en: 'Make sure that all of their consumers have read everything, then go on without this check.',
      zh: '请确认其所有消费者均已读完，然后跳过此项检查。',
    },
  },
  SEAMLESS_TARGET_WRITTEN: {
    ...conflict,
    message: {
      en: 'The target has messages of topic {topic} that were written since the switch and would stay unread.',
      zh: '主题 {topic} 切换之后目标端已有写入，这些消息将不会被读取。',
    },
    action: {
      en: 'Go on to done, which waits until the source is read, and come back from there.',
      zh: '请先前进到切换完成（等待源端读完），再从那里回退。',
    },
  },
  SEAMLESS_STATIC_TOPIC: {
    ...conflict,
    message: { en: 'Topic {topic} is a static topic.', zh: '主题 {topic} 是静态主题。' },
    action: {
      en: 'Leave it out: clients would mix up the queues of both sides.',
      zh: '请将其移出：客户端会混淆两端的队列。',
    },
  },
  SEAMLESS_ORDER_CONF_MISSING: {
    ...conflict,
    message: {
      en: 'Topic {topic} has an order configuration on the source and none on the target.',
      zh: '主题 {topic} 在源端有顺序主题配置，在目标端没有。',
    },
    action: {
      en: 'Make one at the target’s name servers (mqadmin updateOrderConf), with its brokers and their queues.',
      zh: '请在目标端 NameServer 上按其 Broker 与队列数创建（mqadmin updateOrderConf）。',
    },
  },
  SEAMLESS_POP_UNSUPPORTED: {
    ...conflict,
    message: {
      en: 'These groups consume by pop or by gRPC, which the target does not have: {groups}.',
      zh: '这些消费组使用 POP 或 gRPC 消费，目标端不支持：{groups}。',
    },
    action: {
      en: 'Change them to pull (mqadmin setConsumeMode), or take a target of 5.x.',
      zh: '请改为 PULL 方式（mqadmin setConsumeMode），或选用 5.x 目标端。',
    },
  },
  SEAMLESS_POP_RENAMED: {
    ...conflict,
    message: {
      en: 'These groups consume by pop, and brokers of the target are shown under other names: {groups}.',
      zh: '这些消费组使用 POP 消费，而目标端 Broker 以其他名称出现：{groups}。',
    },
    action: {
      en: 'Use proxy mode, change them to pull, or take a target whose brokers have other names than the source’s.',
      zh: '请使用代理模式，或改为 PULL 方式，或选用 Broker 名称与源端不同的目标端。',
    },
  },
  SEAMLESS_TIMERS_UNSUPPORTED: {
    ...conflict,
    message: {
      en: 'Topic {topic} has timed messages, and the target keeps none.',
      zh: '主题 {topic} 有定时消息，而目标端不支持定时。',
    },
    action: {
      en: 'Take a target of 5.x with timerWheelEnable=true.',
      zh: '请选用 5.x 目标端并设置 timerWheelEnable=true。',
    },
  },
  SEAMLESS_DELAY_LEVELS_DIFFER: {
    ...conflict,
    message: {
      en: 'The delay levels of both sides differ: {source} on the source, {target} on the target.',
      zh: '两端的延迟级别不同：源端 {source}，目标端 {target}。',
    },
    action: {
      en: 'Give the target those of the source (messageDelayLevel).',
      zh: '请将目标端的 messageDelayLevel 设为与源端相同。',
    },
  },
  SEAMLESS_NO_STEP: {
    ...conflict,
    message: {
      en: 'Topic {topic} has no such step from where it stands.',
      zh: '主题 {topic} 在当前状态下没有这一步。',
    },
    action: {
      en: 'Choose another step, or leave it out.',
      zh: '请选择其他步骤，或不选该主题。',
    },
  },
  SEAMLESS_CANNOT_HOLD: {
    ...conflict,
    message: {
      en: 'Writes to topic {topic} cannot be held: that takes an ordered topic, and gateways in proxy mode.',
      zh: '无法暂停主题 {topic} 的写入：仅代理模式下的顺序主题支持。',
    },
    action: { en: 'Step without holding.', zh: '请不暂停写入，直接执行该步。' },
  },
  SEAMLESS_TOPIC_NOT_IN_TASK: {
    status: 404,
    retriable: false,
    message: { en: 'Topic {topic} is not in the task.', zh: '任务中没有主题 {topic}。' },
    action: { en: 'Add it.', zh: '请先添加。' },
  },
});
