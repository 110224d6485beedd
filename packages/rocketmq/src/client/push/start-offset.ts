import { RETRY_PREFIX } from '../../names/topic-names.ts';
import type { MessageQueue } from '../../protocol/bodies/message-queue.ts';
import type { ClientCore } from '../core/client-core.ts';
import { maxOffset, offsetAt } from '../core/queue-offsets.ts';
import type { OffsetStore } from './offset-store.ts';

/** Where a consumer begins in a queue of which its group has consumed nothing yet. */
export type ConsumeFrom = 'first' | 'last' | number;

/**
 * Where a consumer begins in a queue: where it was, or else where it is to begin. An offset that the queue does not have
 * is set right by the first pull (`RebalancePushImpl.computePullFromWhereWithException`). Throws what asking brokers throws.
 */
export const startOffset = async (
  core: ClientCore,
  offsets: OffsetStore,
  queue: MessageQueue,
  from: ConsumeFrom,
): Promise<bigint> => {
  const kept = await offsets.read(queue);
  if (kept !== undefined) return kept;
  const isRetry = queue.topic.startsWith(RETRY_PREFIX);
  if (from === 'first' || (from === 'last' && isRetry)) return 0n;
  return from === 'last' || isRetry ? maxOffset(core, queue) : offsetAt(core, queue, from);
};
