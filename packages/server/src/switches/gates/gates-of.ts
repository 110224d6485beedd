import type { Runbook } from '@mqferry/api';
import type { Gate, GateId } from '@mqferry/migration';
import type { GateWorld } from '../gate-world.ts';
import { consumersStopped, noneOnTarget, offsetsFinal, sourceDrained, startOffsets } from './group-gates.ts';
import {
  copied,
  copierMayWrite,
  producersStopped,
  targetReady,
  transactionsEnded,
  writesDenied,
} from './log-gates.ts';
import { verified } from './verified.ts';

/** For how long a measurement counts, in milliseconds. */
const HOLDS_MS = 15_000;

/** A gate of a switch. */
export interface SwitchGate extends Gate<GateWorld> {
  readonly id: GateId;
}

const gate = (id: GateId, measure: SwitchGate['measure']): SwitchGate => ({
  ...{ id, holdsForMs: HOLDS_MS, measure },
});

const DENIED = gate('writes-denied', writesDenied);
const MAY_WRITE = gate('copier-may-write', copierMayWrite);
const STOPPED = [gate('producers-stopped', producersStopped), gate('transactions-ended', transactionsEnded)];
const CONSUMERS_STOPPED = gate('consumers-stopped', consumersStopped);
const BEFORE_MOVING = [gate('target-ready', targetReady), gate('start-offsets', startOffsets)];
const DRAINED = gate('source-drained', sourceDrained);

const GATES: Readonly<Record<Runbook, readonly SwitchGate[]>> = {
  'same-offset': [
    ...STOPPED,
    gate('copied', copied),
    gate('verified', verified),
    CONSUMERS_STOPPED,
    gate('offsets-final', offsetsFinal),
  ],
  'order-kept': [
    ...BEFORE_MOVING,
    ...STOPPED,
    DRAINED,
    CONSUMERS_STOPPED,
    gate('none-on-target', noneOnTarget),
  ],
  'order-not-needed': [...BEFORE_MOVING, ...STOPPED, DRAINED],
};

/** The conditions under which a runbook goes on. */
export const gatesOf = (runbook: Runbook, denyWrites: boolean): readonly SwitchGate[] => {
  const denial = runbook === 'same-offset' ? [DENIED, MAY_WRITE] : [DENIED];
  return denyWrites ? [...denial, ...GATES[runbook]] : GATES[runbook];
};
