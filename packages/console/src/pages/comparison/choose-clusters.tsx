import { Button, Select } from 'antd';
import { useId } from 'react';
import type { Cluster } from '../../api/types.ts';
import { Panel } from '../../parts/panel.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered } from '../../url/table-state.ts';
import type { ComparisonState } from './comparison-shape.ts';

/** Which clusters are compared, and which of them is looked at as the source. */
export const ChooseClusters = ({
  clusters,
  state,
  onState,
}: {
  readonly clusters: readonly Cluster[];
  readonly state: ComparisonState;
  readonly onState: (state: ComparisonState) => void;
}) => {
  const { t } = useTexts();
  const { source, target } = state.filters;
  const turn = (): void => {
    const { source: _, target: __, ...others } = state.filters;
    const sides = {
      ...(target === undefined ? {} : { source: target }),
      ...(source === undefined ? {} : { target: source }),
    };
    onState({ ...state, page: 1, filters: { ...others, ...sides } });
  };
  return (
    <Panel>
      <div className="compare-clusters">
        <ClusterField
          label={t('wizard.source')}
          clusters={clusters.filter(({ id }) => id !== target)}
          value={source}
          onChange={(value) => onState(filtered(state, 'source', value))}
        />
        <Button onClick={turn}>{t('compare.turn')}</Button>
        <ClusterField
          label={t('wizard.target')}
          clusters={clusters.filter(({ id }) => id !== source)}
          value={target}
          onChange={(value) => onState(filtered(state, 'target', value))}
        />
      </div>
    </Panel>
  );
};

const ClusterField = ({
  label,
  clusters,
  value,
  onChange,
}: {
  readonly label: string;
  readonly clusters: readonly Cluster[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}) => {
  const { t } = useTexts();
  const id = useId();
  const known = clusters.some((cluster) => cluster.id === value);
  return (
    <div className="compare-field">
      <label htmlFor={id} className="soft">
        {label}
      </label>
      <Select
        id={id}
        placeholder={t('wizard.choose')}
        showSearch={{ optionFilterProp: 'label' }}
        value={known ? (value ?? null) : null}
        options={clusters.map(({ id: key, name }) => ({ value: key, label: name }))}
        onChange={(chosen: string | null) => chosen !== null && onChange(chosen)}
      />
    </div>
  );
};
