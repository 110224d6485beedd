import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { kafkaClustersQuery } from '../../api/queries.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { ClusterFields } from './cluster-fields.tsx';
import { SelectionFields } from './selection-fields.tsx';
import { rateOf, selectionOf, type TypedSelection } from './selection-text.ts';
import { TopicPreview } from './topic-preview.tsx';
import { WizardSteps } from './wizard-steps.tsx';

interface Entered extends TypedSelection {
  readonly name: string;
  readonly sourceId: string;
  readonly targetId: string;
}

/** The first half of making a migration: between which clusters, and what. At its end there is a plan, and nothing more. */
export const NewMigrationPage = () => {
  const { t } = useTexts();
  const clusters = useQuery(kafkaClustersQuery);
  return (
    <Page title={t('wizard.title')} parent={{ to: '/migrations', text: t('nav.migrations') }}>
      <QueryView query={clusters}>
        {(known) =>
          known.length < 2 ? (
            <Panel>
              <Empty
                title={t('wizard.fewClusters')}
                action={<Link to="/clusters/new">{t('clusters.add')}</Link>}
              >
                {t('clusters.noneText')}
              </Empty>
            </Panel>
          ) : (
            <MigrationForm clusters={known} />
          )
        }
      </QueryView>
    </Page>
  );
};

const MigrationForm = ({ clusters }: Parameters<typeof ClusterFields>[0]) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const [step, setStep] = useState<'clusters' | 'selection'>('clusters');
  const mayMake = useMay('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (entered: Entered) => {
      const { name, sourceId, targetId } = entered;
      const selection = selectionOf(entered);
      return client.createMigration({
        body: { name, sourceId, targetId, selection, bytesPerSecond: rateOf(entered) },
      });
    },
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['migrations'] });
      await navigate(`/migrations/new/${id}`);
    },
  });
  const toSelection = async (): Promise<void> => {
    const fine = await form.validateFields(['name', 'sourceId', 'targetId']).then(
      () => true,
      () => false,
    );
    if (fine) setStep('selection');
  };
  const forbidden = mayMake ? undefined : t('role.needed', { role: t('role.operator') });
  return (
    <>
      <WizardSteps current={step} />
      <Panel>
        <Form<Entered>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(entered) => (step === 'clusters' ? void toSelection() : create.mutate(entered))}
        >
          <div hidden={step !== 'clusters'}>
            <ClusterFields clusters={clusters} />
          </div>
          <div hidden={step !== 'selection'}>
            <SelectionFields preview={step === 'selection' && <TopicPreview />} />
          </div>
          {create.error && <ProblemView problem={create.error} />}
          <div className="row" style={{ marginTop: 8 }}>
            {step === 'clusters' ? (
              <ReasonedButton type="primary" reason={forbidden} onClick={() => void toSelection()}>
                {t('wizard.next')}
              </ReasonedButton>
            ) : (
              <>
                <Button onClick={() => setStep('clusters')}>{t('action.back')}</Button>
                <Button type="primary" loading={create.isPending} onClick={() => form.submit()}>
                  {t('wizard.makePlan')}
                </Button>
                <span className="soft">{t('wizard.nothingYet')}</span>
              </>
            )}
          </div>
        </Form>
      </Panel>
    </>
  );
};
