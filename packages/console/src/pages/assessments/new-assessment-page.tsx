import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Radio, Select } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { assessmentsKey, kafkaClustersQuery } from '../../api/queries.ts';
import type { Cluster } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { nameRules } from '../../parts/name-rules.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { bodyOf, type Entered } from './assessment-body.ts';
import { DiskField, FlagField, TrafficField, VersionField } from './choice-fields.tsx';
import { NumberFields } from './number-fields.tsx';
import { DATA_FIELDS, FEATURE_FIELDS, LIMIT_DEFAULTS, LIMIT_FIELDS, TRAFFIC_FIELDS } from './typed-fields.ts';

const TIMES = [60, 600, 3600, 86_400, 604_800] as const;
const INTERNET = TRAFFIC_FIELDS.filter(({ name }) => name === 'publicBytes');

/** Makes an assessment in one of two ways: a cluster is measured, or it goes by what is typed. */
export const NewAssessmentPage = () => {
  const { t } = useTexts();
  const clusters = useQuery(kafkaClustersQuery);
  return (
    <Page title={t('assess.new')} parent={{ to: '/assessments', text: t('nav.assessments') }}>
      <QueryView query={clusters}>{(known) => <AssessmentForm clusters={known} />}</QueryView>
    </Page>
  );
};

const AssessmentForm = ({ clusters }: { readonly clusters: readonly Cluster[] }) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const way = Form.useWatch('way', form) ?? 'measured';
  const [search] = useSearchParams();
  const mayMake = useMay('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (entered: Entered) => client.createAssessment({ body: bodyOf(entered) }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: assessmentsKey });
      await navigate(`/assessments/${id}`);
    },
  });
  const forbidden = mayMake ? undefined : t('role.needed', { role: t('role.operator') });
  const [, ...nameFormat] = nameRules(t);
  return (
    <Form<Entered>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        way: 'measured',
        seconds: 600,
        clusterId: search.get('cluster') ?? undefined,
        answers: { trafficIs: 'produced' },
      }}
      onFinish={(entered) => create.mutate(entered)}
    >
      <div className="stack">
        <Panel>
          <Form.Item name="way" label={t('assess.way')}>
            <Radio.Group
              optionType="button"
              options={(['measured', 'answers'] as const).map((value) => ({
                value,
                label: t(`assess.way.${value}`),
              }))}
            />
          </Form.Item>
          {way === 'measured' && <MeasureFields clusters={clusters} />}
          <Form.Item name="name" label={t('assess.name')} extra={t('assess.nameText')} rules={nameFormat}>
            <Input maxLength={100} style={{ maxWidth: 420 }} />
          </Form.Item>
        </Panel>
        {way === 'measured' ? <BesideFields /> : <AnswerFields />}
        <Panel title={t('assess.limits')} extra={<span className="soft">{t('assess.limitsText')}</span>}>
          <NumberFields
            part="limits"
            fields={LIMIT_FIELDS}
            labelOf={(name) => `assess.limit.${name}`}
            defaults={LIMIT_DEFAULTS}
          />
        </Panel>
        {create.error && <ProblemView problem={create.error} />}
        <div className="row">
          <ReasonedButton
            type="primary"
            reason={forbidden}
            loading={create.isPending}
            onClick={() => form.submit()}
          >
            {t(way === 'measured' ? 'assess.begin' : 'assess.reckon')}
          </ReasonedButton>
        </div>
      </div>
    </Form>
  );
};

const MeasureFields = ({ clusters }: { readonly clusters: readonly Cluster[] }) => {
  const { t } = useTexts();
  if (clusters.length === 0)
    return (
      <Empty title={t('assess.noClusters')} action={<Link to="/clusters/new">{t('clusters.add')}</Link>} />
    );
  return (
    <>
      <Form.Item
        name="clusterId"
        label={t('assess.cluster')}
        extra={t('assess.clusterText')}
        rules={[{ required: true, message: t('form.required') }]}
        style={{ maxWidth: 640 }}
      >
        <Select
          placeholder={t('wizard.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          options={clusters.map(({ id, name, bootstrap }) => ({
            value: id,
            label: `${name} (${bootstrap})`,
          }))}
        />
      </Form.Item>
      <Form.Item name="seconds" label={t('assess.time')} style={{ maxWidth: 220 }}>
        <Select options={TIMES.map((value) => ({ value, label: t(`assess.time.${value}`) }))} />
      </Form.Item>
    </>
  );
};

const BesideFields = () => {
  const { t } = useTexts();
  return (
    <Panel title={t('assess.answersBeside')}>
      <div className="number-fields">
        <FlagField name="fromOwnDataCentre" />
        <DiskField />
      </div>
      <NumberFields part="answers" fields={INTERNET} labelOf={(name) => `assess.field.${name}`} />
    </Panel>
  );
};

const AnswerFields = () => {
  const { t } = useTexts();
  return (
    <Panel title={t('assess.answers')} extra={<span className="soft">{t('assess.answersText')}</span>}>
      <div className="stack-tight">
        <h3>{t('assess.group.traffic')}</h3>
        <NumberFields part="answers" fields={TRAFFIC_FIELDS} labelOf={(name) => `assess.field.${name}`} />
        <div className="number-fields">
          <TrafficField />
        </div>
        <h3>{t('assess.group.data')}</h3>
        <NumberFields part="answers" fields={DATA_FIELDS} labelOf={(name) => `assess.field.${name}`} />
        <div className="number-fields">
          <DiskField />
        </div>
        <h3>{t('assess.group.features')}</h3>
        <div className="number-fields">
          <VersionField />
          <FlagField name="fromOwnDataCentre" />
          <FlagField name="transactions" />
        </div>
        <NumberFields part="answers" fields={FEATURE_FIELDS} labelOf={(name) => `assess.field.${name}`} />
      </div>
    </Panel>
  );
};
