import type { Answer, Routes, Runbook } from '@mqferry/api';
import { isCopied, type Stage, stagePhrase } from '@mqferry/migration';
import type { StoredSwitch } from '@mqferry/store';
import type { Copies } from '../copies/copies.ts';
import type { Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';
import { optionsOf, runbookOf, topicsOf } from '../switches/stored-switch.ts';
import { gateViews, type SwitchDriver } from '../switches/switch-driver.ts';
import { findMigration } from './migrations.ts';

type SwitchView = Answer<Routes['listSwitches']>[number];

const MOVING: readonly Stage[] = ['stopping', 'returning'];

/** Why going back loses nothing, or why not. */
export const WAY_BACK_TEXTS = {
  open: {
    en: 'What is written on the target is copied back to the same offsets of the source, so going back loses nothing.',
    zh: '写入目标端的消息会以相同位点复制回源端，回切不会丢失任何消息。',
  },
  newLog: {
    en: 'Nothing is copied: going back is the same once more, the other way. What was written on the target is read there to its end first.',
    zh: '没有进行复制：回切是反方向再做一次同样的切换，写入目标端的消息需先在目标端读完。',
  },
  closed: {
    en: 'The copy back does not run, so records written on the target since are missing on the source.',
    zh: '反向复制未在运行，目标端此后写入的消息在源端缺失。',
  },
};

/** Going back is free of loss as long as the copy back runs; it holds retention on the source meanwhile. */
const wayBackOf = (
  runbook: Runbook,
  topics: readonly string[],
  { back }: ReturnType<Copies['of']>,
): SwitchView['wayBack'] => {
  if (!isCopied(runbook)) return { open: true, until: null, reason: WAY_BACK_TEXTS.newLog, lag: null };
  const reports = (back?.report?.topics ?? []).filter(({ topic }) => topics.includes(topic));
  const isOpen =
    !back?.error && reports.length === topics.length && reports.every(({ state }) => state !== 'stopped');
  const lags = reports.map(({ status }) => status.lag);
  const isKnown = isOpen && lags.every((lag) => lag !== undefined);
  return {
    open: isOpen,
    until: null,
    reason: isOpen ? WAY_BACK_TEXTS.open : WAY_BACK_TEXTS.closed,
    lag: isKnown ? lags.reduce((sum, lag) => sum + lag, 0n) : null,
  };
};

/** Switches and their gates. */
export const switchHandlers = (
  { migrations, switches, now }: Pick<Kept, 'migrations' | 'switches' | 'now'>,
  copies: Copies,
  driver: SwitchDriver,
): Pick<Handlers, 'listSwitches'> => ({
  listSwitches: async ({ params: { id } }) => {
    const completed = (await findMigration(migrations, id)).completed === 1;
    return (await switches.list(id)).map((stored: StoredSwitch): SwitchView => {
      const stage = stored.stage as Stage;
      const topics = topicsOf(stored);
      const runbook = runbookOf(stored);
      return {
        ...{ id: stored.id, topics, stage, runbook, createdBy: stored.created_by },
        denyWrites: optionsOf(stored).denyWrites,
        now: stagePhrase(runbook, stage, completed),
        gates: MOVING.includes(stage) ? gateViews(stored, driver.measured(stored), now().getTime()) : [],
        ...{ createdAt: stored.created_at, changedAt: stored.changed_at },
        wayBack: stage === 'on-target' && !completed ? wayBackOf(runbook, topics, copies.of(id)) : null,
      };
    });
  },
});
