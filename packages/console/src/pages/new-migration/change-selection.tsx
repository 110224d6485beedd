import { useMutation } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { client } from '../../api/client.ts';
import type { Migration } from '../../api/types.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { SelectionFields } from './selection-fields.tsx';
import { rateOf, selectionOf, type TypedSelection, typedOf } from './selection-text.ts';

export interface ChangeSelectionProps {
  readonly migration: Migration;
  readonly onClose: () => void;
  readonly onChanged: () => void | Promise<void>;
}

/** Changes what a migration moves; refused by the service when somebody else has changed it meanwhile. */
export const ChangeSelection = ({ migration, onClose, onChanged }: ChangeSelectionProps) => {
  const { t } = useTexts();
  const [form] = Form.useForm<TypedSelection>();
  const { id, revision, selection, bytesPerSecond } = migration;
  const change = useMutation({
    mutationFn: (typed: TypedSelection) =>
      client.changeMigration({
        params: { id },
        body: { revision, selection: selectionOf(typed), bytesPerSecond: rateOf(typed) },
      }),
    onSuccess: () => {
      onClose();
      return onChanged();
    },
  });
  return (
    <Modal
      open
      title={t('wizard.changeSelection')}
      width={680}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<TypedSelection>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={typedOf(selection, bytesPerSecond)}
        onFinish={(typed) => change.mutate(typed)}
      >
        <SelectionFields />
      </Form>
      {change.error && <ProblemView problem={change.error} />}
    </Modal>
  );
};
