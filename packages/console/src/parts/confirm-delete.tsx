import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useTexts } from '../texts/use-texts.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

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
  return (
    <ConfirmDialog
      danger
      title={title}
      confirmText={t('action.delete')}
      act={remove}
      onClose={onClose}
      onDone={async () => {
        await onDeleted?.();
        await queryClient.invalidateQueries({ queryKey });
      }}
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
};
