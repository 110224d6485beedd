import { Button } from 'antd';
import { useState } from 'react';
import { client } from '../../../api/client.ts';
import { useMay } from '../../../api/identity.ts';
import type { BroadcastGroup, SeamlessTask } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { FactTable } from '../../../parts/fact-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Status } from '../../../parts/status.tsx';
import { groupColumn } from '../../../seamless/group-columns.tsx';
import { useTexts } from '../../../texts/use-texts.ts';
import { useToldBatches } from './use-told-batches.ts';

/** The groups that are broadcast to: whether people say that their consumers have read the source, which no broker can tell. */
export const BroadcastTable = ({
  task,
  groups,
}: {
  readonly task: SeamlessTask;
  readonly groups: readonly BroadcastGroup[];
}) => {
  const { t } = useTexts();
  const mayOperate = useMay('operator');
  const [saying, setSaying] = useState<BroadcastGroup>();
  if (groups.length === 0) return null;
  return (
    <section className="stack-tight" aria-label={t('seamless.broadcasting')}>
      <h3>{t('seamless.broadcasting')}</h3>
      <p>{t('seamless.broadcastingText')}</p>
      <div className="guide-part">
        <FactTable
          label={t('seamless.broadcasting')}
          rows={groups}
          keyOf={({ group }) => group}
          columns={[
            groupColumn<BroadcastGroup>(t),
            {
              key: 'read',
              title: t('seamless.hasRead'),
              render: ({ saidReadAt }) =>
                saidReadAt === null ? (
                  <Status tone="idle">{t('seamless.notSaidRead')}</Status>
                ) : (
                  <Status tone="good">
                    {t('seamless.saidRead')} <Moment at={saidReadAt} />
                  </Status>
                ),
            },
            ...(mayOperate && task.intent !== 'completed'
              ? [
                  {
                    key: 'say',
                    title: t('seamless.say'),
                    render: (group: BroadcastGroup) => (
                      <Button size="small" onClick={() => setSaying(group)}>
                        {t(group.saidReadAt === null ? 'seamless.sayRead' : 'seamless.takeBackRead')}
                        <span className="visually-hidden"> {group.group}</span>
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
      {saying && <SayRead taskId={task.id} of={saying} onClose={() => setSaying(undefined)} />}
    </section>
  );
};

const SayRead = ({
  taskId,
  of: { group, saidReadAt },
  onClose,
}: {
  readonly taskId: string;
  readonly of: BroadcastGroup;
  readonly onClose: () => void;
}) => {
  const { t } = useTexts();
  const told = useToldBatches(taskId);
  const read = saidReadAt === null;
  return (
    <ConfirmDialog
      title={t(read ? 'seamless.sayReadTitle' : 'seamless.takeBackReadTitle', { group })}
      confirmText={t(read ? 'seamless.sayRead' : 'seamless.takeBackRead')}
      act={() => client.sayBroadcastRead({ params: { id: taskId }, body: { group, read } })}
      onClose={onClose}
      onDone={told}
    >
      <p>{t(read ? 'seamless.sayReadText' : 'seamless.takeBackReadText')}</p>
    </ConfirmDialog>
  );
};
