import { type PresetOffsets, presetOffsets } from '@mqferry/rocketmq';
import type { StoredSeamlessTask } from '@mqferry/store';
import type { ConnectedRocketmq } from '../../clusters/connected-rocketmq.ts';
import { seamlessServiceErrors } from '../seamless-errors.ts';

/** Has groups begin at the first message of topics on the target of a task. Throws SEAMLESS_OFFSETS_NOT_SET. */
export const presetOnTarget = async (
  connected: ConnectedRocketmq,
  { target_id }: Pick<StoredSeamlessTask, 'target_id'>,
  topics: readonly PresetOffsets[],
): Promise<void> => {
  const { admin, clusterName } = await connected.get(target_id);
  const failed = (await presetOffsets(admin, clusterName, topics)).find(({ error }) => error);
  if (!failed) return;
  const values = { broker: failed.broker.name, reason: failed.error!.message };
  throw seamlessServiceErrors.SEAMLESS_OFFSETS_NOT_SET(values, failed.error);
};
