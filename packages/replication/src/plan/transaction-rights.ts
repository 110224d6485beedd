import { codedErrorIn } from '@mqferry/core';
import {
  alterConfigs,
  type ConfigEntry,
  DescribeProducers,
  describeConfigs,
  type KafkaClient,
  mayWriteMarkers,
} from '@mqferry/kafka';
import type { HeldConfig } from './migration-plan.ts';

/** Whether transactions can be carried over to a target as they are, and what has to be held there meanwhile. */
export type TransactionRights =
  | { readonly given: true; readonly heldOnBrokers: readonly HeldConfig[] }
  | {
      readonly given: false;
      readonly lacks: 'release' | 'cluster-action' | 'alter-configs' | 'broker-override';
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
  }
  try {
    const settings = await Promise.all(brokers.map((broker) => verificationOf(target, broker)));
    const verifying = settings.filter((entry) => entry?.value === 'true');
    if (verifying.length === 0) return { given: true, heldOnBrokers: [] };
    // A value of one broker's own counts more than the one for all.
    if (verifying.some((entry) => entry?.source === 'dynamic-broker'))
      return { given: false, lacks: 'broker-override' };
    const after = settings.find((entry) => entry?.source === 'dynamic-default')?.value ?? null;
    await alterConfigs(target, { broker: 'all' }, { [VERIFICATION]: 'false' }, true);
    const held: HeldConfig = { name: VERIFICATION, during: 'false', after, reason: 'transactions' };
    return { given: true, heldOnBrokers: [held] };
  } catch (error) {
    const coded = codedErrorIn(error);
    if (!coded || coded.retriable) throw error;
    return { given: false, lacks: 'alter-configs' };
  }
};

const verificationOf = async (target: KafkaClient, broker: number): Promise<ConfigEntry | undefined> =>
  (await describeConfigs(target, [{ broker }])).get(String(broker))?.get(VERIFICATION);
