import { Form, Radio } from 'antd';
import type { NamedKind } from '../../api/import-queries.ts';
import type { MetadataDocument } from '../../api/types.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { TypedNames } from './choice-text.ts';
import { SomeNames } from './some-names.tsx';

const BY = ['all', 'some', 'none'] as const;

/** Which topics or groups of a document are imported. Fields of a form. */
export const NameChoice = ({
  kind,
  document,
}: {
  readonly kind: NamedKind;
  readonly document: MetadataDocument;
}) => {
  const { t } = useTexts();
  const by: TypedNames['by'] | undefined = Form.useWatch([kind, 'by'], Form.useFormInstance());
  return (
    <>
      <Form.Item name={[kind, 'by']} label={t(`inventory.${kind}`)}>
        <Radio.Group
          aria-label={t(`inventory.${kind}`)}
          options={BY.map((value) => ({
            value,
            label:
              value === 'all' ? t('choice.allOf', { count: document.counts[kind] }) : t(`choice.by.${value}`),
          }))}
        />
      </Form.Item>
      {by === 'some' && <SomeNames kind={kind} documentId={document.id} />}
    </>
  );
};
