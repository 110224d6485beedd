import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { ProblemView } from './problem-view.tsx';

export interface ConfirmDialogProps<Answer> {
  readonly title: string;
  readonly confirmText: string;
  readonly danger?: boolean;
  readonly act: () => Promise<Answer>;
  readonly onClose: () => void;
  /** When it is done, and the dialog is closed. */
  readonly onDone: (answer: Answer) => void | Promise<void>;
  /** What it means. */
  readonly children: ReactNode;
}

/** Tells what something means, and does it when that is confirmed; it stays open with the problem if it cannot be done. */
export const ConfirmDialog = <Answer,>({
  title,
  confirmText,
  danger = false,
  act,
  onClose,
  onDone,
  children,
}: ConfirmDialogProps<Answer>) => {
  const { t } = useTexts();
  const acting = useMutation({
    mutationFn: act,
    onSuccess: async (answer) => {
      onClose();
      await onDone(answer);
    },
  });
  return (
    <Modal
      open
      title={title}
      okText={confirmText}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger }}
      confirmLoading={acting.isPending}
      onOk={() => acting.mutate()}
      onCancel={onClose}
    >
      <div className="stack-tight">
        {children}
        {acting.error && <ProblemView problem={acting.error} />}
      </div>
    </Modal>
  );
};
