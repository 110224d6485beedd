import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { client } from '../../api/client.ts';
import { documentQuery, IMPORTS_KEY, importQuery } from '../../api/import-queries.ts';
import type { MetadataDocument, MetadataImport } from '../../api/types.ts';
import { Page } from '../../layout/page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ChoiceFields } from '../new-import/choice-fields.tsx';
import { choiceOf, type TypedChoice, typedChoice } from '../new-import/choice-text.ts';
import { ImportSteps } from '../new-import/import-steps.tsx';
import { mastersOf } from './masters-of.ts';

/** Another choice for an import that was not started; it is planned anew with it. */
export const ChangeChoicePage = () => {
  const { t } = useTexts();
  const { id } = useParams() as { readonly id: string };
  const query = useQuery(importQuery(id));
  const documentId = query.data?.documentId ?? undefined;
  const document = useQuery({ ...documentQuery(documentId ?? ''), enabled: documentId !== undefined });
  return (
    <Page
      title={query.data?.name ?? t('imports.one')}
      parent={{ to: `/imports/${id}`, text: t('imports.one') }}
    >
      <ImportSteps current="choice" />
      <QueryView query={query}>
        {(made) => (
          <Panel title={t('imports.change')}>
            {made.state !== 'planned' || documentId === undefined ? (
              <Empty title={t('imports.unchangeable')} />
            ) : (
              <QueryView query={document}>
                {(known) => <ChangeForm key={made.id} made={made} document={known} />}
              </QueryView>
            )}
          </Panel>
        )}
      </QueryView>
    </Page>
  );
};

const ChangeForm = ({
  made,
  document,
}: {
  readonly made: MetadataImport;
  readonly document: MetadataDocument;
}) => {
  const { id, choice } = made;
  const { t } = useTexts();
  const [form] = Form.useForm<TypedChoice>();
  const forbidden = useForbidden('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const plan = useMutation({
    mutationFn: (typed: TypedChoice) =>
      client.planImport({
        params: { id },
        body: { choice: choiceOf(typed, choice), brokers: mastersOf(made) },
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: IMPORTS_KEY });
      await navigate(`/imports/${id}`);
    },
  });
  return (
    <Form<TypedChoice>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={typedChoice(choice)}
      // Of what is folded up, too.
      onFinish={() => plan.mutate(form.getFieldsValue(true) as TypedChoice)}
    >
      <ChoiceFields document={document} />
      {plan.error && <ProblemView problem={plan.error} />}
      <div className="row" style={{ marginTop: 8 }}>
        <Button onClick={() => void navigate(`/imports/${id}`)}>{t('action.cancel')}</Button>
        <ReasonedButton
          type="primary"
          reason={forbidden}
          loading={plan.isPending}
          onClick={() => form.submit()}
        >
          {t('wizard.planAgain')}
        </ReasonedButton>
      </div>
    </Form>
  );
};
