import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { useMay } from '../../api/identity.ts';
import { assessmentQuery, assessmentsKey } from '../../api/queries.ts';
import type { Assessment } from '../../api/types.ts';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { saveText } from '../../parts/save-text.ts';
import { useTexts } from '../../texts/use-texts.ts';

export interface AssessmentActionsProps {
  readonly assessment: Assessment;
  readonly title: string;
}

/** A name that every file system takes. */
const fileName = (title: string): string => `assessment-${title.replace(/[^\p{L}\p{N}._-]+/gu, '-')}`;

/** What can be done with an assessment: end its measurement, take it away as a file, delete it. */
export const AssessmentActions = ({ assessment, title }: AssessmentActionsProps) => {
  const { t, language } = useTexts();
  const { id, state } = assessment;
  const mayChange = useMay('operator');
  const [deleting, setDeleting] = useState(false);
  const queryClient = useQueryClient();
  const forbidden = mayChange ? undefined : t('role.needed', { role: t('role.operator') });
  const stop = useMutation({
    mutationFn: () => client.stopAssessment({ params: { id } }),
    onSuccess: (changed) => queryClient.setQueryData(assessmentQuery(id).queryKey, changed),
  });
  const markdown = useMutation({
    mutationFn: () => client.getAssessmentMarkdown({ params: { id }, query: { language } }),
    onSuccess: (told) => saveText(`${fileName(title)}.md`, told.markdown, 'text/markdown'),
  });
  const failed = stop.error ?? markdown.error;
  return (
    <>
      {failed && <ProblemView problem={failed} />}
      {state === 'running' && (
        <ReasonedButton reason={forbidden} loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('assess.stop')}
        </ReasonedButton>
      )}
      <ReasonedButton loading={markdown.isPending} onClick={() => markdown.mutate()}>
        {t('assess.downloadMarkdown')}
      </ReasonedButton>
      <ReasonedButton
        onClick={() =>
          saveText(`${fileName(title)}.json`, JSON.stringify(assessment, null, 2), 'application/json')
        }
      >
        {t('assess.downloadJson')}
      </ReasonedButton>
      <ReasonedButton danger reason={forbidden} onClick={() => setDeleting(true)}>
        {t('action.delete')}
      </ReasonedButton>
      {deleting && <DeleteAssessment id={id} onClose={() => setDeleting(false)} />}
    </>
  );
};

const DeleteAssessment = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const { t } = useTexts();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => client.deleteAssessment({ params: { id } }),
    onSuccess: async () => {
      await navigate('/assessments');
      queryClient.removeQueries({ queryKey: assessmentQuery(id).queryKey });
      await queryClient.invalidateQueries({ queryKey: assessmentsKey });
    },
  });
  return (
    <Modal
      open
      title={t('assess.deleteTitle')}
      okText={t('action.delete')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={remove.isPending}
      onOk={() => remove.mutate()}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t('assess.deleteText')}</p>
        {remove.error && <ProblemView problem={remove.error} />}
      </div>
    </Modal>
  );
};
