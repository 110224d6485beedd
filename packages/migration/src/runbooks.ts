import type { Phrase } from './sentence.ts';

/**
 * How applications are moved: `same-offset` with all that was copied; `order-kept` and `order-not-needed` to a new log, to
 * which nothing is copied: what is on the source is read there to its end, before consumers start on the target, or beside
 * them.
 */
export type Runbook = 'same-offset' | 'order-kept' | 'order-not-needed';

/** Where a switch stands. */
export type Stage = 'stopping' | 'on-target' | 'returning' | 'returned' | 'aborted';

/** Whether records go from one cluster to the other: else the other log is a new one. */
export const isCopied = (runbook: Runbook): boolean => runbook === 'same-offset';

/** `forward`: from the source to the target; `back`: from the target to the source. */
export type Way = 'forward' | 'back';

export const SIDE_PHRASES: Readonly<Record<Way, { readonly left: Phrase; readonly entered: Phrase }>> = {
  forward: { left: { en: 'the source', zh: '源端' }, entered: { en: 'the target', zh: '目标端' } },
  back: { left: { en: 'the target', zh: '目标端' }, entered: { en: 'the source', zh: '源端' } },
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A text about a switch with its `{left}` and `{entered}` filled in. */
export const onWay = (text: Phrase, way: Way): Phrase => {
  const { left, entered } = SIDE_PHRASES[way];
  const filled = (language: keyof Phrase): string =>
    text[language].replaceAll('{left}', left[language]).replaceAll('{entered}', entered[language]);
  return { en: capital(filled('en')), zh: filled('zh') };
};

/** What the people who run the applications have to do, from the beginning to the end of a switch. */
export const TO_DO_PHRASES: Readonly<Record<Runbook, Phrase>> = {
  'same-offset': {
    en: 'Stop the producers on {left}, let the consumers there read to the end, and stop them. What is left is copied. When every gate has passed, start both on {entered}: each group goes on at the offset that it had.',
    zh: '停止{left}的生产者，让消费者读完后停止。剩余消息会被复制。所有门禁通过后，在{entered}启动两者：每个消费组从原有位点继续。',
  },
  'order-kept': {
    en: 'Stop the producers on {left} and start them on {entered}. Let the consumers read {left} to its end, then stop them. When every gate has passed, start them on {entered}.',
    zh: '停止{left}的生产者并在{entered}启动。让消费者读完{left}后停止。所有门禁通过后，在{entered}启动消费者。',
  },
  'order-not-needed': {
    en: 'Start consumers on {entered}, beside those on {left}. Stop the producers on {left} and start them on {entered}. When every gate has passed, {left} is read to its end and its consumers may stop.',
    zh: '在{entered}启动消费者，与{left}的消费者并行。停止{left}的生产者并在{entered}启动。所有门禁通过后，{left}已读完，其消费者可以停止。',
  },
};

/** What going back costs once the applications are on the other cluster. */
export const GOING_BACK_PHRASES: Readonly<Record<Runbook, Phrase>> = {
  'same-offset': {
    en: 'Going back: what is written on {entered} is copied to the same offsets of {left} from the switch on, so nothing is lost; applications stop for as long as they do now.',
    zh: '回切代价：切换之后写入{entered}的消息会以相同位点复制回{left}，不会丢失；应用停止的时间与本次相同。',
  },
  'order-kept': {
    en: 'Going back: nothing is copied, so it is the same once more, the other way: producers move back first, and consumers read {entered} to its end before they start on {left}.',
    zh: '回切代价：不进行复制，因此是反方向再做一次：生产者先切回，消费者读完{entered}后才在{left}启动。',
  },
  'order-not-needed': {
    en: 'Going back: nothing is copied, so it is the same once more, the other way: consumers run on both clusters until {entered} is read to its end.',
    zh: '回切代价：不进行复制，因此是反方向再做一次：消费者在两侧并行，直到{entered}读完。',
  },
};

export const SETTLED_PHRASES: Readonly<
  Record<'copied' | 'newLog' | 'completed' | 'returned' | 'aborted', Phrase>
> = {
  copied: {
    en: 'Applications use the target; what they write is copied back to the source.',
    zh: '应用使用目标端；其写入的消息会复制回源端。',
  },
  newLog: {
    en: 'Applications use the target. Nothing is copied back.',
    zh: '应用使用目标端；不进行反向复制。',
  },
  completed: {
    en: 'Applications use the target. The migration is completed, so there is no way back.',
    zh: '应用使用目标端。迁移已完成，无法回切。',
  },
  returned: { en: 'Applications use the source again.', zh: '应用重新使用源端。' },
  aborted: { en: 'The applications stay where they were.', zh: '应用保持在原来的一侧。' },
};

/** What a switch at this stage waits for, or what holds since. `completed`: the migration is. */
export const stagePhrase = (runbook: Runbook, stage: Stage, completed = false): Phrase => {
  if (stage === 'stopping') return onWay(TO_DO_PHRASES[runbook], 'forward');
  if (stage === 'returning') return onWay(TO_DO_PHRASES[runbook], 'back');
  if (stage === 'on-target' && completed) return SETTLED_PHRASES.completed;
  if (stage === 'on-target') return SETTLED_PHRASES[isCopied(runbook) ? 'copied' : 'newLog'];
  return SETTLED_PHRASES[stage];
};

/** What is to be known before a switch is begun, or one is taken back: what has to be done, and what going back costs. */
export const switchNotes = (runbook: Runbook, way: Way): readonly Phrase[] => [
  onWay(TO_DO_PHRASES[runbook], way),
  onWay(GOING_BACK_PHRASES[runbook], way),
];
