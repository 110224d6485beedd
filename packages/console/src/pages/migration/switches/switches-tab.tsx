import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../../api/identity.ts';
import { switchesQuery } from '../../../api/queries.ts';
import type { TrafficSwitch } from '../../../api/types.ts';
import { Empty } from '../../../parts/empty.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { QueryView } from '../../../parts/query-view.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { useMigration } from '../migration-context.ts';
import { BeginSwitch } from './begin-switch.tsx';
import { ChooseUnit } from './choose-unit.tsx';
import { SwitchCard } from './switch-card.tsx';
import { isOver } from './switch-stages.ts';

/** Those that somebody has to watch come first, then the newest. */
const inOrder = (switches: readonly TrafficSwitch[]): readonly TrafficSwitch[] => {
  const newest = [...switches].reverse();
  return [...newest.filter(({ stage }) => !isOver(stage)), ...newest.filter(({ stage }) => isOver(stage))];
};

/** Moving applications: what can move next, what is on its way, what was moved. */
export const SwitchesTab = () => {
  const { t } = useTexts();
  const { id, completed } = useMigration().view.migration;
  const mayOperate = useMay('operator');
  const [topics, setTopics] = useState<readonly string[]>();
  const query = useQuery(switchesQuery(id));
  return (
    <div className="stack">
      {!completed && mayOperate && <ChooseUnit migrationId={id} onChoose={setTopics} />}
      <QueryView query={query}>
        {(switches) =>
          switches.length === 0 ? (
            <Panel>
              <Empty title={t('switch.none')}>{t('switch.noneText')}</Empty>
            </Panel>
          ) : (
            inOrder(switches).map((made) => <SwitchCard key={made.id} migrationId={id} made={made} />)
          )
        }
      </QueryView>
      {topics && <BeginSwitch migrationId={id} topics={topics} onClose={() => setTopics(undefined)} />}
    </div>
  );
};
