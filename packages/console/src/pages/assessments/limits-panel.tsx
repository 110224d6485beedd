import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { assessmentQuery } from '../../api/queries.ts';
import type { Assessment } from '../../api/types.ts';
import { FactTable } from '../../parts/fact-table.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { NumberFields } from './number-fields.tsx';
import { LIMIT_DEFAULTS, LIMIT_FIELDS, numbersTyped, typedText } from './typed-fields.ts';

interface Entered {
  readonly limits?: Readonly<Record<string, string | undefined>>;
}

/** What a broker of the target is taken for, and where that comes from; it can be changed. */
export const LimitsPanel = ({ assessment }: { readonly assessment: Assessment }) => {
  const { t, language } = useTexts();
  const [open, setOpen] = useState(false);
  const mayChange = useMay('operator');
  return (
    <Panel
      title={t('assess.limits')}
      flush
      extra={
        <ReasonedButton
          size="small"
          reason={mayChange ? undefined : t('role.needed', { role: t('role.operator') })}
          onClick={() => setOpen(true)}
        >
          {t('assess.changeLimits')}
        </ReasonedButton>
      }
    >
      <FactTable
        label={t('assess.limits')}
        rows={assessment.limits}
        keyOf={({ name }) => name}
        columns={[
          { key: 'label', title: t('assess.quantity'), render: ({ label }) => label[language] },
          { key: 'value', title: t('assess.value'), align: 'right', render: ({ shown }) => shown[language] },
          {
            key: 'source',
            title: t('assess.limitSource'),
            render: ({ isDefault, source }) =>
              isDefault ? <span className="soft">{source[language]}</span> : t('assess.limitChosen'),
          },
        ]}
      />
      {open && <ChangeLimits assessment={assessment} onClose={() => setOpen(false)} />}
    </Panel>
  );
};

const ChangeLimits = ({
  assessment: { id, limits },
  onClose,
}: {
  readonly assessment: Assessment;
  readonly onClose: () => void;
}) => {
  const { t } = useTexts();
  const [form] = Form.useForm<Entered>();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (entered: Entered) =>
      client.updateAssessment({
        params: { id },
        body: { limits: numbersTyped(LIMIT_FIELDS, entered.limits) },
      }),
    onSuccess: (changed) => {
      queryClient.setQueryData(assessmentQuery(id).queryKey, changed);
      onClose();
    },
  });
  const typed = Object.fromEntries(
    LIMIT_FIELDS.flatMap((field) => {
      const limit = limits.find(({ name }) => name === field.name);
      return limit && !limit.isDefault ? [[field.name, typedText(field, limit.value)]] : [];
    }),
  );
  return (
    <Modal
      open
      width={760}
      title={t('assess.limits')}
      okText={t('assess.reckon')}
      cancelText={t('action.cancel')}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Entered>
        form={form}
        layout="vertical"
        initialValues={{ limits: typed }}
        onFinish={(entered) => change.mutate(entered)}
      >
        <p className="soft" style={{ marginBottom: 12 }}>
          {t('assess.limitsText')}
        </p>
        <NumberFields
          part="limits"
          fields={LIMIT_FIELDS}
          labelOf={(name) => `assess.limit.${name}`}
          defaults={LIMIT_DEFAULTS}
        />
      </Form>
      {change.error && <ProblemView problem={change.error} />}
    </Modal>
  );
};
