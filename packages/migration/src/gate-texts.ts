import { onWay, type Way } from './runbooks.ts';
import type { Phrase } from './sentence.ts';

interface GateText {
  /** What has to hold. */
  readonly name: Phrase;
  /** What is to be done as long as it does not. */
  readonly toDo: Phrase;
}

export const GATE_PHRASES = {
  'writes-denied': {
    name: { en: 'writes to {left} are refused', zh: '{left}已拒绝写入' },
    toDo: {
      en: 'The service sets the ACL by itself. If this stays, {left} has no authorizer, or the service lacks the right to alter ACLs there.',
      zh: '服务会自行设置 ACL。若持续未通过，则{left}未启用授权器，或服务无权修改其 ACL。',
    },
  },
  'copier-may-write': {
    name: { en: 'the copier may still write to {left}', zh: '复制器仍可写入{left}' },
    toDo: {
      en: 'Make the user of the service a super user on {left}; what is written on {entered} is copied back by it.',
      zh: '请将服务所用的用户设为{left}的超级用户；写入{entered}的消息由它复制回来。',
    },
  },
  'producers-stopped': {
    name: { en: 'producers on {left} have stopped', zh: '{left}的生产者已停止' },
    toDo: {
      en: 'Stop the producers on {left}. It counts when no log has grown for ten seconds.',
      zh: '请停止{left}的生产者。日志十秒内没有增长即视为停止。',
    },
  },
  'transactions-ended': {
    name: { en: 'transactions on {left} have ended', zh: '{left}的事务均已结束' },
    toDo: {
      en: 'Wait for their end. One that hangs is ended by its timeout, or by kafka-transactions.sh abort.',
      zh: '请等待其结束。悬挂的事务会在超时后结束，也可用 kafka-transactions.sh abort 中止。',
    },
  },
  copied: {
    name: { en: 'everything is copied to {entered}', zh: '已全部复制到{entered}' },
    toDo: {
      en: 'Wait. If it does not come nearer, look at the copy of these topics.',
      zh: '请等待。若没有进展，请查看这些主题的复制状态。',
    },
  },
  verified: {
    name: { en: 'both sides are equal', zh: '两侧一致' },
    toDo: {
      en: 'Wait for the comparison. Topics that differ must not be switched.',
      zh: '请等待校验完成。不一致的主题不得切换。',
    },
  },
  'consumers-stopped': {
    name: { en: 'consumers on {left} have stopped', zh: '{left}的消费者已停止' },
    toDo: {
      en: 'When the consumers on {left} have read to its end, stop them.',
      zh: '{left}的消费者读完后，请停止它们。',
    },
  },
  'offsets-final': {
    name: { en: 'group offsets are the same on both sides', zh: '两侧消费组位点相同' },
    toDo: {
      en: 'Wait until the last commits have been carried over.',
      zh: '请等待最后提交的位点同步完成。',
    },
  },
  'target-ready': {
    name: {
      en: 'the topics are on {entered}, with as many partitions',
      zh: '{entered}已有这些主题，且分区数相同',
    },
    toDo: {
      en: 'Create the topics that are missing on {entered}; copying topics without their records does it.',
      zh: '请在{entered}创建缺少的主题；可使用“复制主题”（不含消息）。',
    },
  },
  'start-offsets': {
    name: { en: 'groups have offsets to start at on {entered}', zh: '消费组在{entered}已有起始位点' },
    toDo: {
      en: 'The service commits them by itself; a group with members on {entered} cannot be given any.',
      zh: '服务会自行提交；若消费组在{entered}有成员，则无法提交。',
    },
  },
  'source-drained': {
    name: { en: '{left} is read to its end', zh: '{left}已读完' },
    toDo: {
      en: 'Let the consumers on {left} go on until they have read everything.',
      zh: '请让{left}的消费者继续运行，直到读完。',
    },
  },
  'none-on-target': {
    name: { en: 'nobody reads on {entered} yet', zh: '{entered}尚无消费者' },
    toDo: {
      en: 'Stop the consumers on {entered}: they come to later records before the earlier ones are read.',
      zh: '请停止{entered}的消费者：否则会先读到较晚的消息。',
    },
  },
} as const satisfies Record<string, GateText>;

/** The gates that there are. */
export type GateId = keyof typeof GATE_PHRASES;

/** A gate in words, on the way to the target or back. */
export const gateText = (id: GateId, way: Way): GateText => ({
  name: onWay(GATE_PHRASES[id].name, way),
  toDo: onWay(GATE_PHRASES[id].toDo, way),
});

export const EVIDENCE_PHRASES: Readonly<Record<string, Phrase>> = {
  behind: { en: 'groups behind', zh: '未读完的消费组' },
  clients: { en: 'clients', zh: '客户端' },
  compared: { en: 'topics compared', zh: '已校验主题' },
  comparedAtEnd: { en: 'records compared at the end', zh: '结束时校验的消息' },
  consumers: { en: 'consumers', zh: '消费者' },
  delayed: { en: 'delayed messages', zh: '延迟消息' },
  denied: { en: 'topics denied', zh: '已拒绝写入的主题' },
  differences: { en: 'differences', zh: '差异' },
  differentPartitions: { en: 'partitions that differ', zh: '不一致的分区' },
  end: { en: 'sum of end offsets', zh: '日志末尾位点之和' },
  first: { en: 'first of them', zh: '其中前几个' },
  gateways: { en: 'gateways', zh: '网关' },
  groups: { en: 'groups', zh: '消费组' },
  half: { en: 'half messages', zh: '半消息' },
  lag: { en: 'records left to read', zh: '剩余未读消息' },
  missing: { en: 'topics missing', zh: '缺少的主题' },
  missingGroups: { en: 'groups missing', zh: '缺少的消费组' },
  noClientKnown: { en: 'no client is known', zh: '没有已知的客户端' },
  notShown: { en: 'clients without the present route', zh: '尚未获得当前路由的客户端' },
  notYetCompared: { en: 'records not compared yet', zh: '尚未校验的消息' },
  onlyOnSource: { en: 'consumers on the source only', zh: '只在源端的消费者' },
  onlyOnTarget: { en: 'consumers on the target only', zh: '只在目标端的消费者' },
  partitions: { en: 'partitions', zh: '分区' },
  perm: { en: 'permission', zh: '读写权限' },
  pop: { en: 'popped, not acknowledged', zh: 'POP 未确认的消息' },
  producers: { en: 'producers', zh: '生产者' },
  readQueues: { en: 'queues to read', zh: '读队列' },
  records: { en: 'records compared', zh: '已校验消息' },
  refused: { en: 'topics refused to the copier', zh: '拒绝复制器写入的主题' },
  revision: { en: 'revision of the routes', zh: '路由版本' },
  secondsLeft: { en: 'seconds left', zh: '剩余秒数' },
  silent: { en: 'silent gateways', zh: '无消息的网关' },
  sourceQueues: { en: 'queues on the source', zh: '源端队列' },
  stillForSeconds: { en: 'seconds without growth', zh: '无增长秒数' },
  straight: { en: 'clients beside the gateways', zh: '未经过网关的客户端' },
  targetQueues: { en: 'queues on the target', zh: '目标端队列' },
  timed: { en: 'timed messages', zh: '定时消息' },
  topics: { en: 'topics', zh: '主题' },
  unequal: { en: 'groups with other offsets', zh: '位点不同的消费组' },
  unequalEnds: { en: 'partitions with other ends', zh: '日志末尾不同的分区' },
  unread: { en: 'messages left to read', zh: '剩余未读消息' },
  withMembers: { en: 'groups with members', zh: '有成员的消费组' },
  withOpenTransactions: { en: 'partitions with open transactions', zh: '有未结束事务的分区' },
  without: { en: 'groups without', zh: '缺少起始位点的消费组' },
  writeQueues: { en: 'queues to write', zh: '写队列' },
};

/** What a piece of a gate's evidence is called. */
export const evidenceLabel = (name: string): Phrase => EVIDENCE_PHRASES[name] ?? { en: name, zh: name };
