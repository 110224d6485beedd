import type { ImportPlan, ImportRun } from '@mqferry/replication';
import type { RocketmqCluster } from '@mqferry/sandbox';
import { type MqferryExit, startMqferryIn } from '../lib/mqferry.ts';

/** The passphrase of every document here. */
export const PASSPHRASE = 'correct horse battery staple';

/** What an administrator puts into the environment. */
export const credentials = ({ administrator }: RocketmqCluster, secret = administrator!.secretKey) => ({
  ...{ MQFERRY_ROCKETMQ_SECRET_KEY: secret, MQFERRY_SECRETS_PASSPHRASE: PASSPHRASE },
});

/** Options that name a cluster and its administrator. */
export const reach = ({ namesrvAddr, administrator }: RocketmqCluster): readonly string[] => [
  ...['--name-servers', namesrvAddr, '--access-key', administrator!.accessKey],
];

/** Runs `mqferry rocketmq`, and gives all that it printed. */
export const rocketmq = async (
  cluster: RocketmqCluster,
  args: readonly string[],
  env: Readonly<Record<string, string>> = credentials(cluster),
): Promise<MqferryExit & { readonly text: string; readonly plans: readonly ImportPlan[] }> => {
  const started = startMqferryIn({ env }, 'rocketmq', ...args);
  const exit = await started.exited;
  const plans = started.lines.filter(({ type }) => type === 'plan').map(({ plan }) => plan as ImportPlan);
  return { ...exit, text: started.text, plans };
};

/** Counts of rows by what is planned for them. */
export const actions = (plans: readonly ImportPlan[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [
      ...Map.groupBy(
        plans.flatMap(({ rows }) => rows),
        ({ action }) => action,
      ),
    ].map(([action, rows]) => [action, rows.length]),
  );

/** What each of the imports came to. */
export const runsOf = ({ report }: MqferryExit): readonly ImportRun[] => report?.runs as readonly ImportRun[];
