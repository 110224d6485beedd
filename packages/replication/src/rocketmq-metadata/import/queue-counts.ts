import type { QueueCounts } from '../document/metadata-document.ts';
import { reasonOf } from '../reason.ts';
import type { ImportChoice } from './import-choice.ts';
import { importErrors } from './import-errors.ts';
import { importNotices } from './import-notices.ts';
import type { Adjustment } from './import-plan.ts';

/** The count that each broker gets, and how it came about where it is not the source's. */
export interface BrokerCount {
  readonly count: number;
  readonly adjustments: readonly Adjustment[];
}

const sharedOut = (
  setting: string,
  sum: number,
  masters: number,
  { sourceMasters }: ImportChoice,
): BrokerCount => {
  const each = Math.max(1, Math.ceil(sum / (sourceMasters ?? masters)));
  if (each === sum) return { count: sum, adjustments: [] };
  const reason =
    sourceMasters === undefined
      ? importNotices.IMPORT_QUEUES_SHARED_OUT({ sum, each, masters })
      : importNotices.IMPORT_QUEUES_DIVIDED({ sum, each, masters: sourceMasters });
  return { count: each, adjustments: [{ setting, source: sum, target: each, reason: reasonOf(reason) }] };
};

/** The count of queues for each of so many masters, before a range is applied; a sum of 0 stays 0. */
export const countOfEach = (
  setting: string,
  count: number,
  counts: QueueCounts,
  masters: number,
  choice: ImportChoice,
): BrokerCount =>
  counts === 'perBroker' || count === 0
    ? { count, adjustments: [] }
    : sharedOut(setting, count, masters, choice);

/** The count brought into the range that the operator set; topics that have none on a broker keep none. */
export const countInRange = (setting: string, count: number, { queues }: ImportChoice): BrokerCount => {
  if (!queues || count === 0) return { count, adjustments: [] };
  const { min, max } = queues;
  const target = Math.min(Math.max(count, min), max);
  if (target === count) return { count, adjustments: [] };
  const reason = reasonOf(importNotices.IMPORT_QUEUES_ADJUSTED({ min, max }));
  return { count: target, adjustments: [{ setting, source: count, target, reason }] };
};

/** Throws IMPORT_QUEUES_INVALID. */
export const checkQueueRange = ({ queues }: ImportChoice): void => {
  if (!queues) return;
  const { min, max } = queues;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 1 || max < min)
    throw importErrors.IMPORT_QUEUES_INVALID({ min, max });
};
