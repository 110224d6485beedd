import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useTexts } from '../texts/use-texts.ts';
import { ProblemView } from './problem-view.tsx';

export interface ConfirmDeleteProps {
  readonly title: string;
  /** What it means. */
  readonly text: string;
  readonly remove: () => Promise<unknown>;
  /** The list that it was in. */
  readonly queryKey: QueryKey;
  readonly onClose: () => void;
  /** Where to go when it is gone, before the list is asked for anew. */
  readonly onDeleted?: () => void | Promise<void>;
}

/** Asks whether something is really to be deleted, and deletes it. */
export const ConfirmDelete = ({ title, text, remove, queryKey, onClose, onDeleted }: ConfirmDeleteProps) => {
  const { t } = useTexts();
  const queryClient = useQueryClient();
  const deletion = useMutation({
    mutationFn: remove,
    onSuccess: async () => {
      onClose();
      await onDeleted?.();
      await queryClient.invalidateQueries({ queryKey });
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={t('action.delete')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={deletion.isPending}
      onOk={() => deletion.mutate()}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{text}</p>
        {deletion.error && <ProblemView problem={deletion.error} />}
      </div>
    </Modal>
  );
};
