import type { Language } from '@mqferry/core';
import type { SeamlessScanRow } from '../../../api/types.ts';
import { grouped } from '../../../format/numbers.ts';
import type { Column } from '../../../parts/resource-table.tsx';
import { Status } from '../../../parts/status.tsx';
import type { Tone } from '../../../parts/tone.ts';
import type { Texts } from '../../../texts/texts.ts';

const ON_TARGET_TONES: Readonly<Record<SeamlessScanRow['onTarget'], Tone>> = {
  same: 'good',
  different: 'warn',
  missing: 'warn',
  unknown: 'unknown',
};

/** What is shown of each topic and group of a scan. */
export const scanColumns = (t: Texts, language: Language): Column<SeamlessScanRow>[] => [
  {
    key: 'name',
    title: t('seamless.row'),
    render: ({ name, isNew }) => (
      <>
        <code className="break">{name}</code>
        {isNew && <span className="scan-new">{t('confirm.new')}</span>}
      </>
    ),
  },
  { key: 'kind', title: t('imports.kind'), render: ({ kind }) => t(`imports.kind.${kind}`) },
  {
    key: 'namespace',
    title: t('rocketmq.namespace'),
    render: ({ namespace }) => namespace ?? <span className="soft">{t('rocketmq.noNamespace')}</span>,
  },
  {
    key: 'as',
    title: t('seamless.foundAs'),
    render: ({ topicKind, messageType }) =>
      topicKind && (
        <>
          {t(`seamless.kind.${topicKind}`)}
          {messageType !== null && <span className="soft"> {messageType}</span>}
        </>
      ),
  },
  {
    key: 'queues',
    title: t('seamless.queuesBoth'),
    align: 'right',
    render: ({ kind, queues, targetQueues }) =>
      kind === 'group' ? null : (
        <span className="nowrap">
          {grouped(queues, language)} → {grouped(targetQueues, language)}
        </span>
      ),
  },
  {
    key: 'onTarget',
    title: t('seamless.onTarget'),
    render: ({ onTarget }) => (
      <Status tone={ON_TARGET_TONES[onTarget]}>{t(`seamless.onTarget.${onTarget}`)}</Status>
    ),
  },
  {
    key: 'inTask',
    title: t('seamless.inTask'),
    render: ({ kind, inTask }) => (kind === 'group' ? null : t(inTask ? 'seamless.yes' : 'seamless.no')),
  },
];
