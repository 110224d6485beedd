import { App } from 'antd';
import { client } from '../../../api/client.ts';
import type { BatchStage, SeamlessBatch } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { BatchNotes } from './batch-notes.tsx';
import { isUntouched } from './stages.ts';
import { useToldBatches } from './use-told-batches.ts';

/** Tells what people do from now on for a stage, and what that does to messages; refused if any would be lost by then. */
export const BeginDialog = ({
  taskId,
  batch,
  stage: { stage, name, toDo },
  onClose,
}: {
  readonly taskId: string;
  readonly batch: SeamlessBatch;
  readonly stage: BatchStage;
  readonly onClose: () => void;
}) => {
  const { t, language } = useTexts();
  const { message } = App.useApp();
  const told = useToldBatches(taskId);
  const { kind, topics } = batch;
  return (
    <ConfirmDialog
      title={t('seamless.beginTitle', { stage: name[language] })}
      confirmText={t('seamless.begin')}
      act={() => client.beginSeamlessBatch({ params: { id: taskId }, body: { kind, stage } })}
      onClose={onClose}
      onDone={async (batches) => {
        void message.success(t('seamless.hasBegun'));
        await told(batches);
      }}
    >
      <p className="soft">{t(`seamless.batch.${kind}`, { count: topics })}</p>
      <p>{toDo[language]}</p>
      <p>{t(stage === 'target-ready' ? 'seamless.prepareText' : 'seamless.beginText')}</p>
      {isUntouched(batch) && <BatchNotes notes={batch.notes} />}
    </ConfirmDialog>
  );
};
