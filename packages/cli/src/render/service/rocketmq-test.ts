import type { Answer, Routes } from '@mqferry/api';
import type { Context } from '../../context.ts';
import { UNKNOWN } from '../numbers.ts';
import { table } from '../table.ts';
import { problemLines } from './problem.ts';

type Tested = Answer<Routes['testRocketmqConnection']>;

const accessText = ({ accessControl }: Tested, { t }: Context): string => {
  if (!accessControl) return UNKNOWN;
  return accessControl.map((kind) => t(`cluster.access.${kind}`)).join(', ') || t('cluster.access.none');
};

const brokerTable = ({ brokers }: Tested, { t, out }: Context): string[] =>
  table(
    [
      { title: t('column.broker') },
      { title: t('column.brokerId'), align: 'right' },
      { title: t('column.address') },
      { title: t('column.version') },
      { title: t('column.state') },
    ],
    brokers.map(({ name, brokerId, address, version, problem }) => [
      name,
      String(brokerId),
      address,
      version ?? UNKNOWN,
      problem ? problem.code : t('cluster.answers'),
    ]),
    out.colors.bold,
  );

/** What a cluster of RocketMQ has answered, and what is wrong. */
export const rocketmqTestLines = (tested: Tested, context: Context): string[] => {
  const { t, out, language } = context;
  const { ok, failures, nameServers, clusters, clusterName, brokers } = tested;
  const down = nameServers.flatMap(({ address, problem }) => (problem ? [{ address, problem }] : []));
  return [
    ...(ok
      ? [out.colors.green(t('cluster.rocketmqReached', { cluster: clusterName ?? UNKNOWN }))]
      : failures.flatMap(({ step, problem }) => [
          t('cluster.unreached', { step: t(`cluster.rocketmqStep.${step}`) }),
          ...problemLines(problem, language, out.colors),
        ])),
    // What none of them can do is told already.
    ...(down.length === nameServers.length
      ? []
      : down.map(({ address, problem }) =>
          out.colors.yellow(t('cluster.nameServerDown', { address, reason: problem.message[language] })),
        )),
    ...(clusters.length === 0 ? [] : ['', t('cluster.known', { names: clusters.join(', ') })]),
    ...(brokers.length === 0
      ? []
      : [t('cluster.access', { access: accessText(tested, context) }), '', ...brokerTable(tested, context)]),
  ];
};
