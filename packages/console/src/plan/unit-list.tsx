import type { Unit } from '../api/types.ts';
import { NamesList } from '../parts/names-list.tsx';
import { useTexts } from '../texts/use-texts.ts';
import './unit-list.css';

/** What holds the topics of a unit together. */
export const Bonds = ({ bonds }: Pick<Unit, 'bonds'>) => {
  const { t } = useTexts();
  if (bonds.length === 0) return <span className="soft">{t('unit.alone')}</span>;
  return (
    <ul className="unit-bonds">
      {bonds.map(({ kind, name }) => (
        <li key={`${kind} ${name}`}>
          <span className="soft">{t(`unit.bond.${kind}`)}</span> <code className="break">{name}</code>
        </li>
      ))}
    </ul>
  );
};

/** Topics that can only move together, and why; those that nobody uses together are counted. */
export const UnitList = ({ units }: { readonly units: readonly Unit[] }) => {
  const { t } = useTexts();
  const together = units.filter(({ topics }) => topics.length > 1);
  const alone = units.length - together.length;
  return (
    <div className="stack-tight">
      <p className="soft">{t('unit.text')}</p>
      <ul className="unit-list">
        {together.map((unit) => (
          <li key={unit.topics[0]}>
            <NamesList names={unit.topics} shown={6} />
            <Bonds bonds={unit.bonds} />
          </li>
        ))}
      </ul>
      {alone > 0 && <p>{t('unit.othersAlone', { count: alone })}</p>}
    </div>
  );
};
