import type { OperationInput } from '@mqferry/api';
import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { patternFault } from '../parts/pattern-fault.ts';
import { useTexts } from '../texts/use-texts.ts';
import './copy-choices.css';

type CopyTopics = Extract<OperationInput, { readonly operation: 'copyTopics' }>;
/** What is chosen of a copy of topics. */
export type ChosenTopics = Omit<CopyTopics, 'operation' | 'sourceId' | 'targetId'>;

interface Numbers {
  readonly partitions?: number;
  readonly replicationFactor?: number;
}

interface Entered {
  readonly zookeeper?: string;
  readonly matching?: string;
  readonly factor?: number | null;
}

/** Topics whose numbers can be changed singly; more of them are changed on the command line, or after the copy. */
const CHANGEABLE = 200;

const given = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** How topics are copied: these by their names, or, without names, those that ZooKeeper has. */
export const TopicChoices = ({
  names,
  onPlan,
}: {
  readonly names?: readonly string[];
  readonly onPlan: (chosen: ChosenTopics) => void;
}) => {
  const { t } = useTexts();
  const [changes, setChanges] = useState<Readonly<Record<string, Numbers>>>({});
  const plan = ({ zookeeper, matching, factor }: Entered): void => {
    const pattern = given(matching);
    const address = given(zookeeper);
    const changed = Object.entries(changes).filter(([, numbers]) => Object.keys(numbers).length > 0);
    onPlan({
      ...(names ? { topics: [...names] } : {}),
      ...(pattern === undefined ? {} : { matching: pattern }),
      ...(address === undefined ? {} : { zookeeper: address }),
      ...(factor ? { replicationFactor: factor } : {}),
      ...(changed.length === 0 ? {} : { changes: Object.fromEntries(changed) }),
    });
  };
  const change = (name: string, member: keyof Numbers, value: number | null): void => {
    const { [member]: _, ...others } = changes[name] ?? {};
    setChanges({ ...changes, [name]: value === null ? others : { ...others, [member]: value } });
  };
  return (
    <Form<Entered> layout="vertical" requiredMark={false} onFinish={plan}>
      {!names && <ZookeeperFields />}
      <Form.Item name="factor" label={t('copy.factor')} extra={t('copy.factorText')}>
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
      {names && (
        <div className="stack-tight">
          <p>{t('copy.topicCount', { count: names.length })}</p>
          {names.length > CHANGEABLE ? (
            <p className="soft">{t('copy.tooMany')}</p>
          ) : (
            <ul className="copy-choices">
              {names.map((name) => (
                <li key={name}>
                  <code className="break">{name}</code>
                  {(['partitions', 'replicationFactor'] as const).map((member) => (
                    <InputNumber
                      key={member}
                      size="small"
                      min={1}
                      max={member === 'partitions' ? 100_000 : 1_000}
                      precision={0}
                      prefix={<span className="soft">{t(`column.${member}`)}</span>}
                      placeholder={t('copy.asSource')}
                      aria-label={t(`copy.${member}Of`, { name })}
                      value={changes[name]?.[member] ?? null}
                      onChange={(value) => change(name, member, value)}
                    />
                  ))}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div className="row copy-foot">
        <Button type="primary" htmlType="submit">
          {t('copy.showPlan')}
        </Button>
        <span className="soft">{t('wizard.nothingYet')}</span>
      </div>
    </Form>
  );
};

const ZookeeperFields = () => {
  const { t } = useTexts();
  return (
    <>
      <Form.Item
        name="zookeeper"
        label={t('copy.zookeeper')}
        extra={t('copy.zookeeperText')}
        rules={[{ required: true, whitespace: true, message: t('form.required') }]}
      >
        <Input className="mono" spellCheck={false} maxLength={1000} placeholder="zk-1:2181,zk-2:2181/kafka" />
      </Form.Item>
      <Form.Item
        name="matching"
        label={t('wizard.topics')}
        extra={t('wizard.topicsText')}
        rules={[
          {
            validator: async (_, text: string | undefined) => {
              const reason = patternFault(text);
              if (reason !== undefined) throw new Error(t('wizard.patternWrong', { reason }));
            },
          },
        ]}
      >
        <Input className="mono" spellCheck={false} maxLength={4000} />
      </Form.Item>
    </>
  );
};
