import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { allDocumentNames, documentNamesQuery, type NamedKind } from '../../api/import-queries.ts';
import { NoMatch } from '../../inventory/inventory-list.tsx';
import { FilterSearch } from '../../parts/filter-bar.tsx';
import { patternFault } from '../../parts/pattern-fault.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { type Column, ResourceTable } from '../../parts/resource-table.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { filtered, pageOf, type TableShape, unfiltered } from '../../url/table-state.ts';
import { useLocalTableState } from '../../url/use-local-table-state.ts';
import { isNothing, patternsIn } from './choice-text.ts';
import './some-names.css';

interface Named {
  readonly name: string;
  readonly namespace: string | null;
}

const NONE: readonly string[] = [];

/** The document gives names in its order. */
const SHAPE: TableShape<'name', 'search' | 'namespace'> = {
  sorts: ['name'],
  filters: { search: 'text', namespace: 'text' },
};

/** Topics or groups of a document, chosen one by one, by what is searched for, or by expressions. */
export const SomeNames = ({
  kind,
  documentId,
}: {
  readonly kind: NamedKind;
  readonly documentId: string;
}) => {
  const { t } = useTexts();
  const form = Form.useFormInstance();
  const names: readonly string[] = Form.useWatch([kind, 'names'], { form, preserve: true }) ?? NONE;
  const choose = (chosen: readonly string[]): void => {
    form.setFieldValue([kind, 'names'], chosen);
    // What was wrong may be right now.
    void form.validateFields([[kind, 'patterns']], { dirty: true }).catch(() => undefined);
  };
  const [state, setState] = useLocalTableState(SHAPE);
  const query = useQuery(documentNamesQuery(documentId, kind, { ...pageOf(state), ...state.filters }));
  const addFound = useMutation({
    mutationFn: () => allDocumentNames(documentId, kind, state.filters, AbortSignal.timeout(60_000)),
    onSuccess: (found) => choose([...new Set([...names, ...found])]),
  });
  const columns: Column<Named>[] = [
    { key: 'name', title: t(`choice.${kind}`), render: ({ name }) => <code className="break">{name}</code> },
    {
      key: 'namespace',
      title: t('rocketmq.namespace'),
      render: ({ namespace }) => namespace ?? <span className="soft">{t('rocketmq.noNamespace')}</span>,
    },
  ];
  return (
    <div className="some-names">
      <div className="filter-bar">
        <FilterSearch
          label={t('imports.searchName')}
          value={state.filters.search}
          onChange={(search) => setState(filtered(state, 'search', search))}
        />
        <FilterSearch
          label={t('rocketmq.wholeNamespace')}
          value={state.filters.namespace}
          onChange={(namespace) => setState(filtered(state, 'namespace', namespace))}
        />
        <Button size="small" loading={addFound.isPending} onClick={() => addFound.mutate()}>
          {t('choice.addFound', { count: query.data?.total ?? 0 })}
        </Button>
        <span className="filter-bar-end row">
          <span role="status">{t('choice.chosen', { count: names.length })}</span>
          {names.length > 0 && (
            <Button size="small" type="link" onClick={() => choose(NONE)}>
              {t('choice.clear')}
            </Button>
          )}
        </span>
      </div>
      {addFound.error && <ProblemView problem={addFound.error} />}
      <QueryView query={query}>
        {({ items, total }) => (
          <ResourceTable
            label={t(`choice.${kind}`)}
            columns={columns}
            rows={items}
            total={total}
            keyOf={({ name }) => name}
            state={state}
            onState={setState}
            selection={{
              keys: names,
              onChange: choose,
              labelOf: ({ name }) => t('choice.chooseOne', { name }),
            }}
            empty={<NoMatch onClear={() => setState(unfiltered(state))} />}
          />
        )}
      </QueryView>
      <div className="some-names-patterns">
        <Form.Item
          name={[kind, 'patterns']}
          label={t('choice.patterns')}
          extra={t('choice.patternsText')}
          rules={[
            {
              validator: async (_, patterns: string) => {
                if (isNothing({ by: 'some', names: form.getFieldValue([kind, 'names']), patterns }))
                  throw new Error(t('choice.nothingChosen'));
                for (const pattern of patternsIn(patterns)) {
                  const reason = patternFault(pattern);
                  if (reason !== undefined) throw new Error(t('choice.patternWrong', { pattern, reason }));
                }
              },
            },
          ]}
        >
          <Input.TextArea
            className="mono"
            autoSize={{ minRows: 2, maxRows: 8 }}
            spellCheck={false}
            maxLength={100_000}
            placeholder={kind === 'topics' ? 'shop%order_.*' : 'shop%GID_.*'}
          />
        </Form.Item>
      </div>
    </div>
  );
};
