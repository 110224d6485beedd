import { RUNBOOKS, type Runbook } from '@mqferry/api';
import type { StoredSwitch } from '@mqferry/store';

/** What the operator chose for a switch. */
export interface SwitchOptions {
  readonly denyWrites: boolean;
}

/** The topics of a switch. */
export const topicsOf = ({ topics }: Pick<StoredSwitch, 'topics'>): string[] =>
  JSON.parse(topics) as string[];

export const optionsOf = ({ options }: Pick<StoredSwitch, 'options'>): SwitchOptions =>
  JSON.parse(options) as SwitchOptions;

export const runbookOf = ({ runbook }: Pick<StoredSwitch, 'runbook'>): Runbook =>
  RUNBOOKS.find((known) => known === runbook)!;
