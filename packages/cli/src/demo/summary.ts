import type { KafkaCluster } from '@mqferry/sandbox';
import type { Context } from '../context.ts';
import { bytesText, durationText, grouped, rateText } from '../render/numbers.ts';
import { pad, widthOf } from '../render/width.ts';
import type { Pause } from './ledger.ts';
import type { BacklogResult } from './live-copy.ts';
import { GROUP } from './scene.ts';

/** What the demo has shown. */
export interface Outcome {
  readonly backlog: BacklogResult;
  /** Copied in all, with what came while the copy ran. */
  readonly records: number;
  readonly bytes: number;
  /** Compared on both clusters, without a difference. */
  readonly compared: number;
  /** Read by the consumer on both clusters together. */
  readonly consumed: number;
  /** First read on the target. */
  readonly firstOffsets: readonly bigint[];
  readonly longestPause: Pause;
  /** To start the clusters; at the first time with the fetching of their files. */
  readonly startSeconds: number;
  /** From then on. */
  readonly seconds: number;
}

/** The outcome in numbers. */
export const summaryLines = (outcome: Outcome, { t, out }: Context): string[] => {
  const { backlog, longestPause } = outcome;
  const tenths = (seconds: number) => t('demo.seconds', { seconds: seconds.toFixed(1) });
  const pause = tenths(longestPause.ms / 1000);
  const rows: readonly (readonly [string, string])[] = [
    [
      t('demo.sum.copied'),
      t('demo.sum.records', { records: grouped(outcome.records), bytes: bytesText(outcome.bytes) }),
    ],
    [
      t('demo.sum.speed'),
      t('demo.sum.backlog', {
        rate: rateText(backlog.bytes / backlog.seconds),
        records: grouped(backlog.records),
        duration: tenths(backlog.seconds),
      }),
    ],
    [t('demo.sum.differences'), t('demo.sum.none', { records: grouped(outcome.compared) })],
    [t('demo.sum.consumer', { group: GROUP }), t('demo.sum.once', { records: grouped(outcome.consumed) })],
    [t('demo.sum.first'), t('demo.sum.offsets', { offsets: outcome.firstOffsets.map(grouped).join(' · ') })],
    [t('demo.sum.pause'), longestPause.atHandOff ? t('demo.sum.atHandOff', { pause }) : pause],
    [
      t('demo.sum.time'),
      t('demo.sum.duration', {
        duration: durationText(outcome.seconds, t),
        start: durationText(outcome.startSeconds, t),
      }),
    ],
  ];
  const width = Math.max(...rows.map(([label]) => widthOf(label)));
  return [
    out.colors.bold(out.colors.green(t('demo.sum.title'))),
    ...rows.map(([label, value]) => `  ${pad(label, width)}  ${value}`),
  ];
};

const commandLines = (commands: readonly (readonly [string, string])[], { out }: Context): string[] =>
  commands.flatMap(([command, why]) => [`  ${out.colors.bold(command)}`, `      ${why}`]);

/** What to do next when nothing was kept. */
export const furtherLines = (context: Context): string[] => {
  const { t } = context;
  const pair = '--from OLD:9092 --to NEW:9092 --groups ".*"';
  return [
    t('demo.further'),
    ...commandLines(
      [
        ['npx mqferry demo --keep', t('demo.further.keep')],
        [`npx mqferry migrate ${pair} --dry-run`, t('demo.further.plan')],
        [`npx mqferry migrate ${pair} --follow --verify`, t('demo.further.migrate')],
        ['npx mqferry --help', t('demo.further.docs')],
      ],
      context,
    ),
  ];
};

/** What to do with the clusters that were kept. */
export const keptLines = (source: KafkaCluster, target: KafkaCluster, context: Context): string[] => {
  const { t } = context;
  const [from, to] = [source.bootstrap.PLAINTEXT!, target.bootstrap.PLAINTEXT!];
  return [
    t('demo.kept'),
    ...commandLines(
      [
        [`npx mqferry topics --from ${from} --partitions`, t('demo.kept.source')],
        [`npx mqferry groups --from ${to}`, t('demo.kept.target')],
        [`npx mqferry verify --from ${from} --to ${to}`, t('demo.kept.verify')],
        ['npx mqferry sandbox up --name empty', t('demo.kept.empty')],
        [`npx mqferry migrate --from ${from} --to EMPTY --groups ".*" --verify`, t('demo.kept.migrate')],
        ['npx mqferry sandbox down all', t('demo.kept.down')],
      ],
      context,
    ),
  ];
};
