import { Link } from 'react-router';
import type { Migration } from '../../api/types.ts';
import { useTexts } from '../../texts/use-texts.ts';

type Advice = Migration['advice']['id'];

/** Where the thing to do next is done, below the migration's page; absent: on every tab. */
const PLACES: Readonly<
  Partial<Record<Advice, { readonly to: string; readonly text: 'tab.topics' | 'tab.switches' | 'tab.plan' }>>
> = {
  stopped: { to: 'topics?copy=stopped', text: 'tab.topics' },
  different: { to: 'topics?verification=different', text: 'tab.topics' },
  plan: { to: 'plan', text: 'tab.plan' },
  start: { to: 'plan', text: 'tab.plan' },
  catchingUp: { to: 'topics?sort=lag&order=descending', text: 'tab.topics' },
  verify: { to: 'topics', text: 'tab.topics' },
  finishSwitch: { to: 'switches', text: 'tab.switches' },
  switchFirst: { to: 'switches', text: 'tab.switches' },
  switchRest: { to: 'switches', text: 'tab.switches' },
};

/** What to do next, in a sentence. */
export const NextAdvice = ({ migration }: { readonly migration: Migration }) => {
  const { t, language } = useTexts();
  const { id, text } = migration.advice;
  const place = PLACES[id];
  return (
    <p>
      <strong>{t('next.label')}</strong> {text[language]}{' '}
      {place && <Link to={`/migrations/${migration.id}/${place.to}`}>{t(place.text)}</Link>}
    </p>
  );
};
