import { Link } from 'react-router';
import type { SeamlessTask } from '../../../api/types.ts';
import { KeyValues } from '../../../parts/key-values.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { useTexts } from '../../../texts/use-texts.ts';

/** Where the connections of both clusters are looked at and changed. */
export const ConnectStep = ({ task: { source, target, seenAt } }: { readonly task: SeamlessTask }) => {
  const { t } = useTexts();
  const linkTo = ({ id, name }: SeamlessTask['source']) =>
    name === null ? t('task.forgotten') : <Link to={`/clusters/${id}`}>{name}</Link>;
  return (
    <KeyValues
      items={[
        [t('wizard.source'), linkTo(source)],
        [t('wizard.target'), linkTo(target)],
        [t('seamless.seenAt'), seenAt === null ? t('seamless.neverSeen') : <Moment key="seen" at={seenAt} />],
      ]}
    />
  );
};
