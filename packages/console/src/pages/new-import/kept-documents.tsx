import type { Language } from '@mqferry/core';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import { DOCUMENTS_KEY, documentsQuery } from '../../api/import-queries.ts';
import type { MetadataDocument } from '../../api/types.ts';
import { grouped } from '../../format/numbers.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { pageOf, type TableShape } from '../../url/table-state.ts';
import { useTableState } from '../../url/use-table-state.ts';
import { sourceText } from './document-text.ts';

/** The service gives documents with the newest first. */
const SHAPE: TableShape<'createdAt', never> = { sorts: ['createdAt'], filters: {} };

/** The documents that the service keeps, to choose one or to forget it. */
export const KeptDocuments = ({ onChosen }: { readonly onChosen: (id: string) => Promise<void> }) => {
  const { t, language } = useTexts();
  const forbidden = useForbidden('operator');
  const [state, setState] = useTableState(SHAPE);
  const [leaving, setLeaving] = useState<MetadataDocument>();
  const query = useQuery(documentsQuery(pageOf(state)));
  const columns: Column<MetadataDocument>[] = [
    ...columnsOf(t, language),
    {
      key: 'use',
      title: t('document.use'),
      render: (document) => (
        <span className="row nowrap">
          <Button
            size="small"
            aria-label={t('document.chooseOne', { name: document.name })}
            onClick={() => void onChosen(document.id)}
          >
            {t('document.choose')}
          </Button>
          <ReasonedButton size="small" danger reason={forbidden} onClick={() => setLeaving(document)}>
            {t('action.delete')}
          </ReasonedButton>
        </span>
      ),
    },
  ];
  return (
    <Panel flush>
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t('newImport.way.kept')}
            columns={columns}
            rows={items}
            total={total}
            keyOf={({ id }) => id}
            state={state}
            onState={setState}
            empty={<Empty title={t('document.none')}>{t('document.noneText')}</Empty>}
          />
        )}
      </QueryView>
      {leaving && (
        <ConfirmDelete
          title={t('document.deleteTitle', { name: leaving.name })}
          text={t('document.deleteText')}
          remove={() => client.deleteMetadataDocument({ params: { id: leaving.id } })}
          queryKey={DOCUMENTS_KEY}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Panel>
  );
};

const columnsOf = (t: Texts, language: Language): Column<MetadataDocument>[] => [
  { key: 'name', title: t('document.name'), render: ({ name }) => name },
  {
    key: 'source',
    title: t('document.source'),
    render: (document) => <span className="break">{sourceText(document, t)}</span>,
  },
  {
    key: 'topics',
    title: t('inventory.topics'),
    align: 'right',
    render: ({ counts }) => grouped(counts.topics, language),
  },
  {
    key: 'groups',
    title: t('inventory.groups'),
    align: 'right',
    render: ({ counts }) => grouped(counts.groups, language),
  },
  { key: 'createdBy', title: t('task.by'), render: ({ createdBy }) => createdBy },
  { key: 'createdAt', title: t('document.createdAt'), render: ({ createdAt }) => <Moment at={createdAt} /> },
];
