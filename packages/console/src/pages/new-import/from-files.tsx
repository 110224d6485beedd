import { DOCUMENT_LIMIT } from '@mqferry/api';
import { Hidden } from '@mqferry/core';
import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { client } from '../../api/client.ts';
import type { MetadataDocument } from '../../api/types.ts';
import { bytesText } from '../../format/numbers.ts';
import { FileButton } from '../../parts/file-button.tsx';
import { FileList } from '../../parts/file-list.tsx';
import { nameRules } from '../../parts/name-rules.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemView } from '../../parts/problem-view.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useForbidden } from '../../parts/use-forbidden.ts';
import { useTexts } from '../../texts/use-texts.ts';

interface Entered {
  readonly name: string;
  readonly passphrase?: string;
}

/** Files are sent as a text within a text: what of the limit is left for that. */
const LARGEST_BYTES = Math.floor(DOCUMENT_LIMIT * 0.8);

/** Hands in metadata as files. */
export const FromFiles = ({
  onDocument,
}: {
  readonly onDocument: (document: MetadataDocument) => Promise<void>;
}) => {
  const { t, language } = useTexts();
  const [form] = Form.useForm<Entered>();
  const forbidden = useForbidden('operator');
  const [files, setFiles] = useState<readonly File[]>([]);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const upload = useMutation({
    mutationFn: async ({ name, passphrase = '' }: Entered) => {
      const texts = await Promise.all(
        files.map(async (file) => ({ file: file.name, text: await file.text() })),
      );
      const secret = passphrase === '' ? {} : { passphrase: new Hidden(passphrase) };
      return client.uploadMetadata({ body: { name, files: texts, ...secret } });
    },
    onSuccess: onDocument,
  });
  const take = (chosen: readonly File[]): void => {
    const isNew = (file: File) => !chosen.some(({ name }) => name === file.name);
    setFiles([...files.filter(isNew), ...chosen]);
    upload.reset();
    // What somebody has typed stays.
    if (!form.getFieldValue('name'))
      form.setFieldsValue({ name: chosen[0]!.name.replace(/\.[^.]+$/u, '').slice(0, 100) });
  };
  const inTheWay = (): string | undefined => {
    if (forbidden !== undefined) return forbidden;
    if (files.length === 0) return t('newImport.filesNeeded');
    return bytes > LARGEST_BYTES
      ? t('newImport.filesTooLarge', { limit: bytesText(LARGEST_BYTES, language) })
      : undefined;
  };
  return (
    <Panel>
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(entered) => upload.mutate(entered)}
      >
        <Form.Item label={t('newImport.files')} extra={t('newImport.filesText')}>
          <div className="stack-tight">
            <div>
              <FileButton
                label={t('action.chooseFiles')}
                multiple
                accept=".json,.yml,.yaml"
                onChosen={take}
              />
            </div>
            <FileList
              files={files.map(({ name, size }) => ({ name, bytes: size }))}
              onRemove={(gone) => setFiles(files.filter(({ name }) => name !== gone))}
            />
          </div>
        </Form.Item>
        <Form.Item name="name" label={t('document.name')} extra={t('document.nameText')} rules={nameRules(t)}>
          <Input maxLength={100} style={{ maxWidth: 420 }} />
        </Form.Item>
        <Form.Item name="passphrase" label={t('document.passphrase')} extra={t('document.passphraseText')}>
          <Input.Password autoComplete="off" maxLength={1000} style={{ maxWidth: 420 }} />
        </Form.Item>
        {upload.error && <ProblemView problem={upload.error} />}
        <div style={{ marginTop: 8 }}>
          <ReasonedButton
            type="primary"
            reason={inTheWay()}
            loading={upload.isPending}
            onClick={() => form.submit()}
          >
            {t('wizard.next')}
          </ReasonedButton>
        </div>
      </Form>
    </Panel>
  );
};
