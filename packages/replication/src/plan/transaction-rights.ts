import { codedErrorIn } from '@mqferry/core';
import {
  alterConfigs,
  type ConfigEntry,
  DescribeProducers,
  describeConfigs,
  type KafkaClient,
  mayUseTransactionalId,
  mayWriteMarkers,
} from '@mqferry/kafka';
import type { TransactionManner } from '../copier/batch-gate.ts';
import { blanksId } from '../copier/blanks.ts';
import { MIRRORING_ID } from '../copier/target-writer.ts';
import type { HeldConfig } from './migration-plan.ts';

/** Whether transactions can be carried over to a target as they are, and what has to be held there meanwhile. */
export type TransactionRights =
  | { readonly given: true; readonly heldOnBrokers: readonly HeldConfig[] }
  | {
      readonly given: false;
      readonly lacks: 'release' | 'cluster-action' | 'transactional-id' | 'alter-configs' | 'broker-override';
    };

/**
 * Brokers from 3.6 on ask the coordinator whether a transaction is under way before they take its batches (KIP-890).
 * Those of another cluster's transactions never are.
 */
const VERIFICATION = 'transaction.partition.verification.enable';

/** Asks the target, without changing anything, what this user may do there. */
export const transactionRights = async (target: KafkaClient): Promise<TransactionRights> => {
  const brokers = [...(await target.metadata()).brokers.keys()];
  for (const node of brokers) {
    const connection = await target.connect(node);
    // What a target knows of producers decides how their batches go on after a fault.
    if (!connection.offers(DescribeProducers)) return { given: false, lacks: 'release' };
    if (!(await mayWriteMarkers(connection))) return { given: false, lacks: 'cluster-action' };
    if (!(await mayUseTransactionalId(connection, MIRRORING_ID)))
      return { given: false, lacks: 'transactional-id' };
  }
  try {
    const held = await verificationToHold(target);
    if (held === 'broker-override') return { given: false, lacks: held };
    if (held === undefined) return { given: true, heldOnBrokers: [] };
    await alterConfigs(target, { broker: 'all' }, { [VERIFICATION]: 'false' }, true);
    return { given: true, heldOnBrokers: [held] };
  } catch (error) {
    const coded = codedErrorIn(error);
    if (!coded || coded.retriable) throw error;
    return { given: false, lacks: 'alter-configs' };
  }
};

/** How transactions of a topic are carried over with these rights; asks whether blanks may be written where that decides. */
export const transactionManner = async (
  target: KafkaClient,
  sourceClusterId: string | undefined,
  topic: string,
  rights: TransactionRights,
): Promise<TransactionManner> => {
  if (rights.given) return 'mirror';
  if (rights.lacks === 'release') return 'none';
  const id = blanksId(sourceClusterId, { topic, partition: 0 });
  return (await mayUseTransactionalId(await target.connectAny(), id)) ? 'committed' : 'none';
};

/**
 * What has to be held for all brokers of a target so that they take transactions which their coordinators do not know;
 * undefined when they do. `broker-override`: a broker has a value of its own, which counts more than the one for all.
 */
export const verificationToHold = async (
  target: KafkaClient,
): Promise<HeldConfig | 'broker-override' | undefined> => {
  const brokers = [...(await target.metadata()).brokers.keys()];
  const settings = await Promise.all(brokers.map((broker) => verificationOf(target, broker)));
  const verifying = settings.filter((entry) => entry?.value === 'true');
  if (verifying.length === 0) return undefined;
  if (verifying.some((entry) => entry?.source === 'dynamic-broker')) return 'broker-override';
  // Not of a broker that has yet to learn that it was put back.
  const after = verifying.find((entry) => entry?.source === 'dynamic-default')?.value ?? null;
  return { name: VERIFICATION, during: 'false', after, reason: 'transactions' };
};

const verificationOf = async (target: KafkaClient, broker: number): Promise<ConfigEntry | undefined> =>
  (await describeConfigs(target, [{ broker }])).get(String(broker))?.get(VERIFICATION);
