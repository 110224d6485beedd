import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { useDeferredValue } from 'react';
import { topicNamesQuery } from '../../api/inventory-queries.ts';
import { NamesList } from '../../parts/names-list.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { chosenNames } from './chosen-names.ts';
import type { TypedSelection } from './selection-text.ts';

/** Which topics of the source the selection means that is being typed. Part of a form. */
export const TopicPreview = () => {
  const { t } = useTexts();
  const form = Form.useFormInstance<TypedSelection & { readonly sourceId: string }>();
  const sourceId = Form.useWatch('sourceId', form);
  const topics = useDeferredValue(Form.useWatch('topics', form));
  const exclude = useDeferredValue(Form.useWatch('exclude', form));
  const names = useQuery({ ...topicNamesQuery(sourceId ?? ''), enabled: sourceId !== undefined });
  if (names.isError) return <p className="soft topic-preview">{t('preview.unknown')}</p>;
  if (!names.data) return <p className="soft topic-preview">{t('preview.counting')}</p>;
  const chosen = chosenNames(names.data, { topics, exclude });
  // While an expression is not finished yet it says nothing.
  if (!chosen) return null;
  return (
    <div role="status" className="topic-preview">
      {chosen.length === 0 ? (
        <p>{t('preview.none')}</p>
      ) : (
        <>
          <p>{t('preview.topics', { count: chosen.length })}</p>
          <NamesList names={chosen} shown={12} />
        </>
      )}
    </div>
  );
};
