import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Radio } from 'antd';
import { useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { SEAMLESS_KEY } from '../../api/seamless-queries.ts';
import type { Cluster, SeamlessTask } from '../../api/types.ts';
import { SubmitRow } from '../../parts/submit-row.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ClusterFields } from '../new-migration/cluster-fields.tsx';
import './mode-choice.css';

interface Entered {
  readonly name: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly mode: SeamlessTask['mode'];
}

const MODES = ['route', 'proxy', 'batches'] as const;

/** The name, the clusters and the mode of a new task. */
export const NewSeamlessForm = ({ clusters }: { readonly clusters: readonly Cluster[] }) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const forbidden = useForbidden('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (body: Entered) => client.createSeamlessTask({ body }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: SEAMLESS_KEY });
      await navigate(`/rocketmq/migrations/${id}`);
    },
  });
  return (
    <Form<Entered>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ mode: 'route' }}
      onFinish={(entered) => create.mutate(entered)}
    >
      <ClusterFields clusters={clusters} />
      <Form.Item name="mode" label={t('seamless.howMoved')}>
        <Radio.Group className="mode-choice">
          {MODES.map((mode) => (
            <Radio key={mode} value={mode}>
              {t(`seamless.moveBy.${mode}`)}
              <div className="soft">{t(`seamless.modeText.${mode}`)}</div>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <SubmitRow
        error={create.error}
        reason={forbidden}
        loading={create.isPending}
        onSubmit={() => form.submit()}
        text={t('seamless.create')}
        note={t('seamless.nothingYet')}
      />
    </Form>
  );
};
