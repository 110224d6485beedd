import { type MigrationFacts, verificationState } from './facts.ts';
import type { Phrase } from './sentence.ts';

/** What is to be done next about a migration. */
export const ADVICE_PHRASES = {
  completed: { en: 'Nothing; it only remains as a record.', zh: '无需操作，仅作为记录保留。' },
  error: { en: 'Look at the error and follow its advice.', zh: '查看错误并按建议处理。' },
  different: {
    en: 'Look at the topics that differ; they must not be switched.',
    zh: '查看不一致的主题；它们不得切换。',
  },
  stopped: {
    en: 'Look at the topics that have stopped, follow the advice, then resume.',
    zh: '查看已停止的主题，按建议处理后恢复复制。',
  },
  finishSwitch: { en: 'Finish the switch that is under way, or abort it.', zh: '完成或中止正在进行的切换。' },
  complete: {
    en: 'Complete the migration when nobody needs the way back any more.',
    zh: '不再需要回切时，完成迁移。',
  },
  plan: { en: 'Make the plan and look at it.', zh: '生成计划并查看。' },
  start: {
    en: 'Look at the plan, then start the copy; or switch topics to new logs without one.',
    zh: '查看计划，然后启动复制；或不复制，直接切换到新日志。',
  },
  switchRest: { en: 'Switch the units that are left.', zh: '切换剩余的单元。' },
  resume: { en: 'Resume the copy; lag grows while it rests.', zh: '恢复复制；暂停期间积压会增长。' },
  preparing: { en: 'Wait; the target is being prepared.', zh: '请等待，正在准备目标端。' },
  catchingUp: { en: 'Wait until all topics are in step with the source.', zh: '等待所有主题与源端同步。' },
  verify: { en: 'Wait until all topics are verified.', zh: '等待所有主题完成校验。' },
  switchFirst: {
    en: 'Switch a first unit, such as one that matters little.',
    zh: '切换第一个单元，例如影响较小的单元。',
  },
} as const satisfies Record<string, Phrase>;

export type Advice = keyof typeof ADVICE_PHRASES;

/** What is to be done next: what is wrong goes before what is left. `failed`: a copy has ended with an error. */
export const adviceOf = (facts: MigrationFacts, failed: boolean): Advice => {
  const { completed, intent, topics, plan, now } = facts;
  const verified = topics.map(({ verification }) => verificationState(verification, now));
  const all = (holds: (topic: (typeof topics)[number]) => boolean) => topics.every(holds);
  const some = (holds: (topic: (typeof topics)[number]) => boolean) => topics.some(holds);
  if (completed) return 'completed';
  if (failed) return 'error';
  if (verified.includes('different')) return 'different';
  if (intent !== 'none' && some(({ copy }) => copy.state === 'stopped')) return 'stopped';
  if (some(({ traffic }) => traffic === 'moving')) return 'finishSwitch';
  if (topics.length > 0 && all(({ traffic }) => traffic === 'on-target')) return 'complete';
  if (intent === 'none') {
    if (some(({ traffic }) => traffic === 'on-target')) return 'switchRest';
    return plan ? 'start' : 'plan';
  }
  if (intent === 'pause') return 'resume';
  if (topics.length === 0) return 'preparing';
  const left = topics.filter(({ traffic }) => traffic === 'on-source');
  if (left.some(({ copy }) => copy.state !== 'in-step')) return 'catchingUp';
  // What was switched is compared on its way back, which goes on for as long as applications write.
  const leftNames = new Set(left);
  if (topics.some((topic, i) => leftNames.has(topic) && !topic.comparedAtEnd && verified[i] !== 'equal'))
    return 'verify';
  return left.length === topics.length ? 'switchFirst' : 'switchRest';
};
