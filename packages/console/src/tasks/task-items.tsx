import { Button } from 'antd';
import { useState } from 'react';
import { Status } from '../parts/status.tsx';
import type { Texts } from '../texts/texts.ts';
import { useTexts } from '../texts/use-texts.ts';
import { inputText, plannedItems, type TopicInput, topicSums } from './task-input.ts';
import './task-items.css';

const AT_ONCE = 50;

/** Reasons that this console has words for; others are shown as they are called. */
const NOTE_REASONS = [
  'unknown-on-target',
  'below-target-minimum',
  'above-target-replicas',
  'names-source-brokers',
] as const;

const noteText = (reason: string, t: Texts): string => {
  const known = NOTE_REASONS.find((each) => each === reason);
  return known ? t(`plan.note.${known}`) : reason;
};

/** Everything that a task would do, item by item, before it is confirmed. */
export const TaskItems = ({ args }: { readonly args: unknown }) => {
  const { t } = useTexts();
  const [shown, setShown] = useState(AT_ONCE);
  const items = plannedItems(args);
  const isOfTopics = items.some(({ topic }) => topic !== undefined);
  const more = items.length - shown;
  return (
    <div className="stack-tight">
      {isOfTopics && <p className="soft">{t('plannedTopics.sum', topicSums(items))}</p>}
      <ul className="task-items">
        {items.slice(0, shown).map(({ name, topic, input }) => (
          <li key={name}>
            <code className="break">{topic?.topic ?? name}</code>
            {topic ? <TopicItem topic={topic} /> : <span className="soft">{inputText(input)}</span>}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <div>
          <Button type="link" size="small" onClick={() => setShown(shown + 4 * AT_ONCE)}>
            {t('names.more', { count: more })}
          </Button>
        </div>
      )}
    </div>
  );
};

/** What becomes of a topic, and what of its configs is not as on the source. */
const TopicItem = ({ topic }: { readonly topic: TopicInput }) => {
  const { t, language } = useTexts();
  const { action, partitions, replicationFactor, compacted, configs, notes, refusal } = topic;
  const set = Object.entries(configs);
  return (
    <div className="task-item-topic">
      {refusal ? (
        <Status tone="bad">{t('plannedTopics.refused')}</Status>
      ) : (
        <span className={action === 'create' ? 'task-item-create' : 'soft'}>
          {t(`plannedTopics.${action}`)}
        </span>
      )}
      <span>{t('plannedTopics.shape', { partitions, replicas: replicationFactor })}</span>
      {compacted && <strong>{t('plannedTopics.compacted')}</strong>}
      {refusal && <span className="break">{refusal.message[language]}</span>}
      {(set.length > 0 || notes.length > 0) && (
        <details className="task-item-configs">
          <summary className="soft">
            {t('plannedTopics.configs', { count: set.length + notes.length })}
          </summary>
          <ul>
            {set.map(([name, value]) => (
              <li key={name}>
                <code className="break">{`${name} = ${value}`}</code>
              </li>
            ))}
            {notes.map(({ name, source, target, reason }) => (
              <li key={`note ${name}`}>
                <code className="break">{`${name}: ${source ?? '–'} → ${target ?? '–'}`}</code>{' '}
                <span className="soft">{noteText(reason, t)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};
