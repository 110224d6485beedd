import { RUNBOOKS, type Runbook } from '@mqferry/api';
import type { StoredSwitch } from '@mqferry/store';

export type { Runbook };

/** The runbook of a switch. */
export const runbookOf = ({ runbook }: Pick<StoredSwitch, 'runbook'>): Runbook =>
  RUNBOOKS.find((known) => known === runbook)!;

/** Whether records go from one cluster to the other: else the other log is a new one. */
export const isCopied = (runbook: Runbook): boolean => runbook === 'same-offset';
