import type { PlanWarning } from '@mqferry/replication';
import type { Texts } from '../texts/texts.ts';
import { grouped } from './numbers.ts';

const NAMES_SHOWN = 5;

/** Names joined, the first five of them when there are more. */
export const namesText = (names: readonly string[], t: Texts): string =>
  names.length <= NAMES_SHOWN + 1
    ? names.join(', ')
    : t('plan.more', {
        names: names.slice(0, NAMES_SHOWN).join(', '),
        count: grouped(names.length - NAMES_SHOWN),
      });

/** What a warning may be about. */
const NO_PLACES = { source: '', target: '', topics: '', blanks: '', seconds: '' };

/** A warning's sentence. */
export const warningText = ({ code, topic, values }: PlanWarning, t: Texts): string =>
  t(`plan.warning.${code}`, { ...NO_PLACES, ...values, topic: topic ?? '' });
