import type { OperationInput } from '@mqferry/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../api/client.ts';
import { TASKS_KEY } from '../api/task-queries.ts';
import type { Cluster } from '../api/types.ts';
import { PlanConfirm } from '../operation/plan-confirm.tsx';
import { QueryView } from '../parts/query-view.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { GeneratedPasswords, type NewPassword } from './generated-passwords.tsx';
import { type From, namesOf } from './names-of.ts';
import { TopicChoices } from './topic-choices.tsx';
import { UserChoices } from './user-choices.tsx';

const WIDTH = 820;

export interface CopyDialogProps {
  readonly kind: 'topics' | 'acls' | 'users' | 'quotas';
  readonly source: Cluster;
  readonly target: Cluster;
  readonly from: From;
  /** Topics are read from the source's ZooKeeper, whatever `from` says. */
  readonly zookeeper: boolean;
  readonly onClose: () => void;
}

interface Planned {
  readonly change: OperationInput;
  /** Told once, when they are used. */
  readonly generated: readonly NewPassword[];
}

/** The way of a copy of metadata: choices where there are any, the plan, its confirmation, and then its task. */
export const CopyDialog = (props: CopyDialogProps) => {
  const { kind, source, target, from, onClose } = props;
  const { t } = useTexts();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [planned, setPlanned] = useState(() => plannedAtOnce(props));
  const [task, setTask] = useState<string>();
  const title = t(`copy.title.${kind}`, { source: source.name, target: target.name });
  const toTask = async (id: string | null | undefined): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: TASKS_KEY });
    if (id) await navigate(`/tasks/${id}`);
  };
  if (task !== undefined) {
    return (
      <GeneratedPasswords
        passwords={planned?.generated ?? []}
        onKept={async () => {
          onClose();
          await toTask(task);
        }}
      />
    );
  }
  if (!planned) {
    return (
      <Modal open title={title} width={WIDTH} footer={null} onCancel={onClose}>
        <Choices {...props} from={from} onPlan={setPlanned} />
      </Modal>
    );
  }
  return (
    <PlanConfirm
      change={planned.change}
      title={title}
      width={WIDTH}
      confirmText={t('copy.confirm')}
      promise={t('copy.promise')}
      // For the passwords that are told once.
      stays={planned.generated.length > 0}
      onClose={onClose}
      onDone={({ taskId }) => (planned.generated.length > 0 ? setTask(taskId ?? '') : toTask(taskId))}
    >
      <p className="soft">{t(`copy.text.${kind}`)}</p>
    </PlanConfirm>
  );
};

/** Access rights and quotas go as they are: there is nothing to choose. */
const plannedAtOnce = ({ kind, source, target, from }: CopyDialogProps): Planned | undefined => {
  if (kind !== 'acls' && kind !== 'quotas') return undefined;
  const operation = kind === 'acls' ? 'copyAcls' : 'copyQuotas';
  const names = 'names' in from ? { names: [...from.names] } : {};
  return { change: { operation, sourceId: source.id, targetId: target.id, ...names }, generated: [] };
};

const Choices = ({
  kind,
  source,
  target,
  from,
  zookeeper,
  onPlan,
}: CopyDialogProps & { readonly onPlan: (planned: Planned) => void }) => {
  const ids = { sourceId: source.id, targetId: target.id };
  const names = useQuery({
    queryKey: ['names-to-copy', kind, source.id, target.id, from],
    queryFn: () => namesOf(client, { source: source.id, target: target.id, kind }, from),
    enabled: !zookeeper,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (zookeeper) {
    return (
      <TopicChoices
        onPlan={(chosen) => onPlan({ change: { operation: 'copyTopics', ...ids, ...chosen }, generated: [] })}
      />
    );
  }
  return (
    <QueryView query={names}>
      {(known) =>
        kind === 'users' ? (
          <UserChoices
            names={known}
            onPlan={({ users, generated }) =>
              onPlan({ change: { operation: 'copyUsers', ...ids, users }, generated })
            }
          />
        ) : (
          <TopicChoices
            names={known}
            onPlan={(chosen) =>
              onPlan({ change: { operation: 'copyTopics', ...ids, ...chosen }, generated: [] })
            }
          />
        )
      }
    </QueryView>
  );
};
