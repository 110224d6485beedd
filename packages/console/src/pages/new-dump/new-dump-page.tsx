import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { kafkaClustersQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { nameRules } from '../../parts/name-rules.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { dumpOf, type TypedDump } from './dump-text.ts';
import { PlaceFields } from './place-fields.tsx';
import { RecordFields } from './record-fields.tsx';
import { TuningFields } from './tuning-fields.tsx';

/** Makes a dump task, stopped. */
export const NewDumpPage = () => {
  const { t } = useTexts();
  const clusters = useQuery(kafkaClustersQuery);
  return (
    <Page title={t('newDump.title')} parent={{ to: '/dumps', text: t('nav.dumps') }}>
      <QueryView query={clusters}>
        {(known) =>
          known.length === 0 ? (
            <Panel>
              <Empty
                title={t('newDump.noClusters')}
                action={<Link to="/clusters/new">{t('clusters.add')}</Link>}
              >
                {t('clusters.noneText')}
              </Empty>
            </Panel>
          ) : (
            <DumpForm clusters={known} />
          )
        }
      </QueryView>
    </Page>
  );
};

const DumpForm = ({ clusters }: { readonly clusters: readonly Cluster[] }) => {
  const { t } = useTexts();
  const [form] = Form.useForm<TypedDump>();
  const [more, setMore] = useState(false);
  const mayMake = useMay('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (typed: TypedDump) => client.createDump({ body: dumpOf(typed) }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['dumps'] });
      await navigate(`/dumps/${id}`);
    },
  });
  return (
    <Panel>
      <Form<TypedDump>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={INITIAL}
        onFinish={(typed) => create.mutate(typed)}
      >
        <Form.Item name="name" label={t('newDump.name')} rules={nameRules(t)}>
          <Input autoFocus maxLength={100} style={{ maxWidth: 420 }} />
        </Form.Item>
        <PlaceFields clusters={clusters} />
        <RecordFields />
        <Button type="link" aria-expanded={more} onClick={() => setMore(!more)} style={{ paddingInline: 0 }}>
          {t('newDump.more')} {more ? '▴' : '▾'}
        </Button>
        <div hidden={!more}>
          <TuningFields />
        </div>
        {create.error && <ProblemView problem={create.error} />}
        <div className="row" style={{ marginTop: 8 }}>
          <ReasonedButton
            type="primary"
            loading={create.isPending}
            reason={mayMake ? undefined : t('role.needed', { role: t('role.operator') })}
            onClick={() => form.submit()}
          >
            {t('newDump.make')}
          </ReasonedButton>
          <span className="soft">{t('newDump.nothingYet')}</span>
        </div>
      </Form>
    </Panel>
  );
};

const INITIAL: Partial<TypedDump> = {
  ...{ at: 'earliest', onError: 'stop', partitioning: 'keep', until: 'stopped', batch: '5000' },
  ...{ create: false, acceptGaps: false },
};
