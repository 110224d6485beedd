import type { MigrationPlan } from '../api/types.ts';
import type { Texts } from '../texts/texts.ts';

type Warning = MigrationPlan['warnings'][number];

/** Warnings whose texts have no places. */
const PLAIN = [
  'recopied',
  'space-unknown',
  'configs-unknown',
  'bytes-unknown',
  'log-scanned',
  'transactions-unverified',
  'transactions-lack-release',
  'transactions-lack-cluster-action',
  'transactions-lack-transactional-id',
  'transactions-lack-alter-configs',
  'transactions-lack-broker-override',
  'way-back-closed',
  'way-back-without-zstd',
  'way-back-without-transactions',
] as const;

/** What a warning of a plan says; one that this console does not know yet, by its code and values. */
export const warningText = ({ code, values }: Warning, t: Texts): string => {
  const plain = PLAIN.find((known) => known === code);
  if (plain) return t(`planWarning.${plain}`);
  if (code === 'replication-factor-lowered') {
    return t('planWarning.replication-factor-lowered', {
      source: values.source ?? '',
      target: values.target ?? '',
    });
  }
  if (code === 'committed-only') {
    return t('planWarning.committed-only', {
      topics: values.topics ?? '',
      blanks: values.blanks ?? '',
      seconds: values.seconds ?? '',
    });
  }
  const told = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return [code, ...told].join(' ');
};
