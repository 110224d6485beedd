import { expect, test } from 'vitest';
import { logPhrase } from '../../src/rocketmq/log-phrase.ts';
import type { TopicKind, TopicState } from '../../src/rocketmq/states.ts';

const by = 'amy';

const way = (kind: TopicKind, state: TopicState) => ({
  from: { kind, state: 'initial', held: false },
  to: { kind, state, held: false },
});

test.each([
  ['created', { by, mode: 'route' }, 'Created by amy', '由 amy 创建'],
  ['paused', { by }, 'Paused by amy', '由 amy 暂停'],
  ['resumed', { by }, 'Resumed by amy', '由 amy 恢复'],
  ['completed', { by }, 'Completed by amy', '由 amy 完成'],
  [
    'step',
    { by, motion: 'forward', topics: ['a', 'b'], forced: [] },
    'Forward one state, by amy: a, b',
    '前进一步，由 amy 执行：a, b',
  ],
  [
    'step',
    { by, motion: 'back', topics: ['a'], forced: ['gateways-serve', 'routes-taken'] },
    'Back one state, by amy: a; without the checks: every gateway shows the present routes, all clients act by the present routes',
    '回退一步，由 amy 执行：a；跳过的检查：所有网关均提供当前路由、所有客户端已按当前路由工作',
  ],
  [
    'step',
    {
      by,
      motion: 'forward',
      topics: ['a', 'b'],
      ways: [way('ordinary', 'dual-read'), way('ordered', 'switching')],
    },
    'Forward one state (initial → dual read, initial → switching), by amy: a, b',
    '前进一步（初始 → 双读、初始 → 切换中），由 amy 执行：a, b',
  ],
  [
    'gateway',
    { gateway: 'gw-1', address: '10.0.0.5:9876', mode: 'route' },
    'Gateway gw-1 at 10.0.0.5:9876 reports for the first time',
    '网关 gw-1（10.0.0.5:9876）首次上报',
  ],
  [
    'gateway',
    { gateway: 'gw-1', forgotten: true, by },
    'Gateway gw-1 forgotten by amy',
    '网关 gw-1 由 amy 移除',
  ],
  ['topics', { by, added: ['a', 'b'] }, 'Topics added by amy (2): a, b', '由 amy 添加主题（2）：a, b'],
  ['topics', { by, removed: ['a'] }, 'Topics taken out by amy (1): a', '由 amy 移出主题（1）：a'],
  [
    'batch',
    { by, kind: 'ordered', stage: 'all-producers', offsetsOf: [] },
    'Stage of ordered topics begun by amy: all producers are on the target',
    '顺序消息的阶段由 amy 开始：全部生产者已在目标端',
  ],
  [
    'batch',
    { by, kind: 'ordinary', stage: 'target-ready', offsetsOf: ['g'] },
    'Stage of ordinary topics begun by amy: the target is prepared; offsets set there for g',
    '普通消息的阶段由 amy 开始：目标端已准备好；已设置位点的消费组：g',
  ],
  [
    'broadcast-read',
    { by, group: 'g', read: true },
    'amy says that group g has read the source',
    'amy 确认广播消费组 g 已读完源端',
  ],
  [
    'broadcast-read',
    { by, group: 'g', read: false },
    'amy takes back that group g has read the source',
    'amy 撤回广播消费组 g 已读完源端的确认',
  ],
  [
    'step',
    { motion: 'back', topics: [1] },
    'step, motion: back, topics: [1]',
    'step, motion: back, topics: [1]',
  ],
  ['of-tomorrow', {}, 'of-tomorrow', 'of-tomorrow'],
  ['of-tomorrow', { by, what: [1] }, 'of-tomorrow, by: amy, what: [1]', 'of-tomorrow, by: amy, what: [1]'],
])('%s with %j is told in both languages', (type, details, en, zh) => {
  expect(logPhrase(type, details)).toEqual({ en, zh });
});

test('of many topics the first are told, and how many there are', () => {
  const added = Array.from({ length: 12 }, (_, index) => `t${index}`);
  expect(logPhrase('topics', { by, added }).en).toBe(
    'Topics added by amy (12): t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, …',
  );
});
