import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { client } from '../../api/client.ts';
import { dumpKey } from '../../api/queries.ts';
import type { Dump } from '../../api/types.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { type TypedTuning, tuningOf, typedTuning } from '../new-dump/dump-text.ts';
import { OnErrorField, TuningFields } from '../new-dump/tuning-fields.tsx';

interface Typed extends TypedTuning {
  readonly onError?: 'stop' | 'skip';
}

/** Changes what may change of a dump task; it takes effect at once. */
export const ChangeDump = ({ dump, onClose }: { readonly dump: Dump; readonly onClose: () => void }) => {
  const { t } = useTexts();
  const { id, name, revision, filter } = dump;
  const [form] = Form.useForm<Typed>();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: ({ onError, ...tuning }: Typed) =>
      client.changeDump({
        params: { id },
        body: { revision, ...tuningOf(tuning, dump.retries), ...(onError ? { onFilterError: onError } : {}) },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: dumpKey(id) });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('dump.change.title', { name })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Typed>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...typedTuning(dump), onError: filter?.onError }}
        onFinish={(typed) => change.mutate(typed)}
      >
        {filter && <OnErrorField />}
        <TuningFields />
      </Form>
      {change.error && <ProblemView problem={change.error} />}
    </Modal>
  );
};
