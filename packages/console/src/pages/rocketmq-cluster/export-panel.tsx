import { Hidden } from '@mqferry/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import type { Cluster } from '../../api/types.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { saveText } from '../../parts/save-text.ts';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { PassphraseDialog } from './passphrase-dialog.tsx';

/** A cluster's name with what no file system takes left out. */
const fileNameOf = (name: string): string => `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}-metadata.json`;

/** Downloads what a cluster has of topics, groups and access control, as one file. */
export const ExportPanel = ({ cluster: { id, name } }: { readonly cluster: Cluster }) => {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const download = useMutation({
    mutationFn: (passphrase: string | undefined) =>
      client.exportRocketmqMetadata({
        params: { id },
        body: passphrase === undefined ? {} : { passphrase: new Hidden(passphrase) },
      }),
    onSuccess: (document) => {
      setOpen(false);
      saveText(fileNameOf(name), `${JSON.stringify(document, undefined, 2)}\n`, 'application/json');
    },
  });
  const noExport = useForbidden('operator');
  const noSecrets = useForbidden('administrator');
  const isWithSecrets = download.variables !== undefined;
  return (
    <Panel title={t('export.title')}>
      <div className="stack-tight">
        <p>{t('export.text')}</p>
        <p className="soft">{t('export.secretsText')}</p>
        {download.error && !open && <ProblemView problem={download.error} />}
        <div className="row">
          <ReasonedButton
            type="primary"
            reason={noExport}
            loading={download.isPending && !isWithSecrets}
            onClick={() => download.mutate(undefined)}
          >
            {t('export.download')}
          </ReasonedButton>
          <ReasonedButton
            reason={noSecrets}
            onClick={() => {
              download.reset();
              setOpen(true);
            }}
          >
            {t('export.withSecrets')}
          </ReasonedButton>
        </div>
      </div>
      {open && (
        <PassphraseDialog
          isPending={download.isPending}
          error={download.error}
          onPassphrase={(passphrase) => download.mutate(passphrase)}
          onClose={() => setOpen(false)}
        />
      )}
    </Panel>
  );
};
