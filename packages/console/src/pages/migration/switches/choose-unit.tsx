import { Button } from 'antd';
import { useState } from 'react';
import type { Unit } from '../../../api/types.ts';
import { Empty } from '../../../parts/empty.tsx';
import { FilterSearch } from '../../../parts/filter-bar.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { NamesList } from '../../../parts/names-list.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemView } from '../../../parts/problem-view.tsx';
import { Bonds } from '../../../plan/unit-list.tsx';
import { usePlan } from '../../../plan/use-plan.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import './choose-unit.css';

const SHOWN_AT_ONCE = 10;

/** The units of a migration, each to be switched as a whole; they come with the plan, which looks at both clusters. */
export const ChooseUnit = ({
  migrationId,
  onChoose,
}: {
  readonly migrationId: string;
  readonly onChoose: (topics: readonly string[]) => void;
}) => {
  const { t } = useTexts();
  const { plan, isMaking, error, make } = usePlan(migrationId);
  const find = (
    <Button loading={isMaking} onClick={() => void make()}>
      {t(plan ? 'units.again' : 'units.find')}
    </Button>
  );
  const isKnown = plan !== undefined || error !== null;
  return (
    <Panel title={t('units.title')} extra={plan && find}>
      {(isMaking || !isKnown) && <Loading lines={3} />}
      {!isMaking && error && <ProblemView problem={error} action={find} />}
      {!isMaking && plan === null && !error && (
        <div className="row">
          {find}
          <span className="soft">{t('units.findText')}</span>
        </div>
      )}
      {!isMaking && plan && !error && <Units units={plan.units} onChoose={onChoose} />}
    </Panel>
  );
};

const Units = ({
  units,
  onChoose,
}: {
  readonly units: readonly Unit[];
  readonly onChoose: (topics: readonly string[]) => void;
}) => {
  const { t } = useTexts();
  const [search, setSearch] = useState<string>();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const found = units.filter(({ topics, bonds }) =>
    [...topics, ...bonds.map(({ name }) => name)].some((name) => name.includes(search ?? '')),
  );
  return (
    <div className="stack-tight">
      {units.length > SHOWN_AT_ONCE && (
        <div>
          <FilterSearch label={t('units.search')} value={search} onChange={setSearch} />
        </div>
      )}
      {found.length === 0 && <Empty title={t('table.noMatch')} />}
      <ul className="unit-choices">
        {found.slice(0, shown).map(({ topics, bonds }) => (
          <li key={topics[0]}>
            <div className="stack-tight">
              <NamesList names={topics} shown={5} />
              <Bonds bonds={bonds} />
            </div>
            <Button onClick={() => onChoose(topics)}>
              {t('units.switch', { count: topics.length })}
              <span className="visually-hidden">{topics[0]}</span>
            </Button>
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <div>
          <Button type="link" onClick={() => setShown(shown + 5 * SHOWN_AT_ONCE)}>
            {t('names.more', { count: found.length - shown })}
          </Button>
        </div>
      )}
    </div>
  );
};
