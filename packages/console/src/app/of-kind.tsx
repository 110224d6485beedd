import type { ComponentType } from 'react';
import { useOutletContext } from 'react-router';
import type { Cluster } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { Panel } from '../parts/panel.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** A tab of a cluster for each kind of clusters that has it. */
export const ofKind = async (
  tabs: Readonly<Partial<Record<Cluster['kind'], Promise<ComponentType>>>>,
): Promise<{ readonly Component: ComponentType }> => {
  const loaded = { kafka: await tabs.kafka, rocketmq: await tabs.rocketmq };
  const Component = () => {
    const { kind } = useOutletContext<Cluster>();
    const Tab = loaded[kind] ?? NoSuchTab;
    return <Tab />;
  };
  return { Component };
};

/** What stands there when an address is of a tab that clusters of this kind do not have. */
const NoSuchTab = () => {
  const { t } = useTexts();
  return (
    <Panel>
      <Empty title={t('notFound.title')}>{t('notFound.text')}</Empty>
    </Panel>
  );
};
