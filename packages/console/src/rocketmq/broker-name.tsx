import { useTexts } from '../texts/use-texts.ts';

/** A broker by its name, and which of those with this name it is. */
export const BrokerName = ({ name, brokerId }: { readonly name: string; readonly brokerId: number }) => {
  const { t } = useTexts();
  return (
    <>
      <code className="nowrap">{name}</code>{' '}
      <span className="soft nowrap">
        {brokerId === 0 ? t('rocketmq.master') : t('rocketmq.slave', { id: brokerId })}
      </span>
    </>
  );
};
