import type { KafkaClient } from '@mqferry/kafka';
import type { TargetJournal } from '../journal/target-journal.ts';
import { makePlan } from './make-plan.ts';
import type { MigrationPlan, Selection } from './migration-plan.ts';

/**
 * A plan for the partitions of one topic from `from` on, those before being copied; without topics when it is gone.
 * What the operator has had deleted to be copied anew is gone by now: nothing more is. Of the selection counts how a
 * topic is copied, not whether it is.
 */
export const planAdded = async (
  source: KafkaClient,
  target: KafkaClient,
  { recopy: _, exclude: __, ...selection }: Selection,
  journal: TargetJournal,
  topic: string,
  from: number,
): Promise<MigrationPlan> =>
  makePlan(
    source,
    target,
    { ...selection, topics: exactly(topic) },
    {
      copying: () => from,
      copiedTopicIds: await journal.copiedTopicIds(),
      restores: await journal.load(),
      mapsOfWayBack: journal.mapsOfWayBack,
    },
  );

/** Names of topics have letters, digits, dots, underscores and hyphens. */
const exactly = (topic: string): RegExp => new RegExp(topic.replaceAll('.', '[.]'));
