import type { ImportRow, MetadataImport } from '../api/types.ts';
import { Status } from '../parts/status.tsx';
import type { Tone } from '../parts/tone.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The states of imports; what wants a look first. */
export const IMPORT_STATES = [
  ...(['planned', 'running', 'all-failed', 'partly-failed', 'succeeded', 'cancelled'] as const),
];
export const ROW_KINDS = [
  ...(['topic', 'group', 'user', 'policy', 'order-config', 'account', 'white-addresses'] as const),
];
export const ROW_ACTIONS = [
  'create',
  'exists-same',
  'extend',
  'exists-different',
  'refused',
  'cannot-be-told',
] as const;
export const ROW_OUTCOMES = ['failed', 'waiting', 'created', 'updated', 'unchanged', 'cancelled'] as const;

const STATE_TONES: Readonly<Record<MetadataImport['state'], Tone>> = {
  planned: 'idle',
  running: 'busy',
  succeeded: 'good',
  'partly-failed': 'warn',
  'all-failed': 'bad',
  cancelled: 'idle',
};

const ACTION_TONES: Readonly<Record<ImportRow['action'], Tone>> = {
  create: 'good',
  'exists-same': 'idle',
  extend: 'good',
  'exists-different': 'warn',
  refused: 'bad',
  'cannot-be-told': 'unknown',
};

const OUTCOME_TONES: Readonly<Record<ImportRow['outcome'], Tone>> = {
  failed: 'bad',
  waiting: 'busy',
  created: 'good',
  updated: 'good',
  unchanged: 'idle',
  cancelled: 'idle',
};

/** The state of an import. */
export const ImportStatus = ({ state }: Pick<MetadataImport, 'state'>) => {
  const { t } = useTexts();
  return <Status tone={STATE_TONES[state]}>{t(`imports.state.${state}`)}</Status>;
};

/** What a row comes to. */
export const ActionStatus = ({ action }: Pick<ImportRow, 'action'>) => {
  const { t } = useTexts();
  return <Status tone={ACTION_TONES[action]}>{t(`imports.action.${action}`)}</Status>;
};

/** What came of a row. */
export const OutcomeStatus = ({ outcome }: Pick<ImportRow, 'outcome'>) => {
  const { t } = useTexts();
  return <Status tone={OUTCOME_TONES[outcome]}>{t(`imports.outcome.${outcome}`)}</Status>;
};
