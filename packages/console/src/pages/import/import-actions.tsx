import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../../api/client.ts';
import { IMPORTS_KEY, importQuery } from '../../api/import-queries.ts';
import { problemIn } from '../../api/problems.ts';
import type { MetadataImport } from '../../api/types.ts';
import { ConfirmDelete } from '../../parts/confirm-delete.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** What can be done about an import once it was started, and that it is forgotten. */
export const ImportActions = ({ of: { id, name, state, counts } }: { readonly of: MetadataImport }) => {
  const { t, language } = useTexts();
  const { message } = App.useApp();
  const forbidden = useForbidden('operator');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const act = useMutation({
    mutationFn: (action: 'retry' | 'cancel') =>
      action === 'retry' ? client.retryImport({ params: { id } }) : client.cancelImport({ params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: IMPORTS_KEY }),
    onError: (error) => void message.error(problemIn(error).message[language]),
  });
  if (state === 'running') {
    return (
      <ReasonedButton danger reason={forbidden} loading={act.isPending} onClick={() => act.mutate('cancel')}>
        {t('imports.cancel')}
      </ReasonedButton>
    );
  }
  return (
    <>
      {(state === 'partly-failed' || state === 'all-failed') && (
        <ReasonedButton
          type="primary"
          reason={forbidden}
          loading={act.isPending}
          onClick={() => act.mutate('retry')}
        >
          {t('imports.retry', { count: counts.failed })}
        </ReasonedButton>
      )}
      <ReasonedButton danger reason={forbidden} onClick={() => setOpen(true)}>
        {t('action.delete')}
      </ReasonedButton>
      {open && (
        <ConfirmDelete
          title={t('imports.deleteTitle', { name })}
          text={t(state === 'planned' ? 'imports.deletePlanned' : 'imports.deleteText')}
          remove={() => client.deleteImport({ params: { id } })}
          queryKey={IMPORTS_KEY}
          onClose={() => setOpen(false)}
          onDeleted={async () => {
            await navigate('/imports');
            queryClient.removeQueries({ queryKey: importQuery(id).queryKey });
          }}
        />
      )}
    </>
  );
};
