import type { KafkaClient } from '@mqferry/kafka';
import { producerNames } from '../copier/producer-ids.ts';
import type { ComparedLogs } from './compare-stretches.ts';

/** How both clusters name producers, so that each is recognised on the other. */
export const namesOf = async (source: KafkaClient, target: KafkaClient): Promise<ComparedLogs['names']> => {
  const [ours, theirs] = await Promise.all(
    [source, target].map((client) => client.retrying(() => client.metadata())),
  );
  return { source: producerNames(ours!.clusterId), target: producerNames(theirs!.clusterId) };
};
