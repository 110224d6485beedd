import { Fragment } from 'react';
import type { ComparedItem } from '../../api/types.ts';
import { useTexts } from '../../texts/use-texts.ts';

const SHAPES = ['partitions', 'replicationFactor'] as const;

/** Where both sides have something and it is not the same: each aspect with both values. */
export const Differences = ({ differences }: Pick<ComparedItem, 'differences'>) => {
  const { t } = useTexts();
  return (
    <dl className="differences">
      {differences.map(({ aspect, source, target }) => {
        const shape = SHAPES.find((each) => each === aspect);
        return (
          <Fragment key={aspect}>
            <dt>{shape ? t(`column.${shape}`) : <code>{aspect}</code>}</dt>
            <Side value={source} />
            <Side value={target} />
          </Fragment>
        );
      })}
    </dl>
  );
};

const Side = ({ value }: { readonly value: string | null }) => {
  const { t } = useTexts();
  return (
    <dd>
      {value === null ? (
        <span className="soft">{t('compare.none')}</span>
      ) : (
        <code className="break">{value === '' ? t('topic.emptyValue') : value}</code>
      )}
    </dd>
  );
};
