import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { IMPORTS_KEY } from '../../api/import-queries.ts';
import type { MetadataImport } from '../../api/types.ts';
import { grouped } from '../../format/numbers.ts';
import { FactTable } from '../../parts/fact-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';

type Parts = NonNullable<MetadataImport['plan']['parts']>;

/** Why an import is too large for one, and those that can be made of it. */
export const SplitPanel = ({
  of: { id, name, plan },
  parts,
}: {
  readonly of: MetadataImport;
  readonly parts: Parts;
}) => {
  const { t, language } = useTexts();
  const { message } = App.useApp();
  const forbidden = useForbidden('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const split = useMutation({
    mutationFn: () => client.splitImport({ params: { id } }),
    onSuccess: async (made) => {
      void message.success(t('split.done', { count: made.length }));
      await navigate('/imports?state=planned');
      await queryClient.invalidateQueries({ queryKey: IMPORTS_KEY });
    },
  });
  return (
    <Panel title={t('split.title')}>
      <div className="stack">
        {plan.refusals.map((refusal) => (
          <ProblemView key={refusal.code} quiet problem={refusal} />
        ))}
        <p>{t('split.text')}</p>
        <div className="import-brokers">
          <FactTable
            label={t('split.title')}
            rows={parts}
            keyOf={(part) => part.name}
            columns={[
              { key: 'name', title: t('imports.name'), render: (part) => `${name} ${part.name}` },
              {
                key: 'topics',
                title: t('inventory.topics'),
                align: 'right',
                render: ({ topics }) => grouped(topics, language),
              },
              {
                key: 'groups',
                title: t('inventory.groups'),
                align: 'right',
                render: ({ groups }) => grouped(groups, language),
              },
              {
                key: 'users',
                title: t('rocketmq.accessControl'),
                render: ({ users }) => t(users ? 'choice.included' : 'choice.notIncluded'),
              },
            ]}
          />
        </div>
        {split.error && <ProblemView problem={split.error} />}
        <div>
          <ReasonedButton
            type="primary"
            reason={forbidden}
            loading={split.isPending}
            onClick={() => split.mutate()}
          >
            {t('split.make', { count: parts.length })}
          </ReasonedButton>
        </div>
      </div>
    </Panel>
  );
};
