import type { OpenTransaction } from '@mqferry/replication';
import type { Context } from '../context.ts';
import type { ControlHello, ControlReply } from '../control/control-protocol.ts';
import type { Texts } from '../texts/texts.ts';
import { namesText } from './names.ts';
import { bytesText, durationText, grouped, rateText, UNKNOWN } from './numbers.ts';
import { openTransactionLines } from './open-transactions.ts';
import type { Colors } from './screen.ts';
import { table } from './table.ts';

/** A topic as the status tells of it; 64-bit numbers are text there, what is unknown is left out. */
interface TopicReply {
  readonly topic: string;
  readonly phases: Readonly<Record<string, number>>;
  readonly copiedBytes: number;
  readonly lag?: string;
  readonly lagMs?: number;
  readonly bytesPerSecond?: number;
}

interface VerifiedReply {
  readonly topic: string;
  readonly ageMs?: number;
  readonly differences: number;
}

interface StatusReply {
  readonly verification?: { readonly topics: readonly VerifiedReply[]; readonly leftOut: readonly string[] };
  readonly topics: readonly TopicReply[];
  readonly copiedBytes: number;
  readonly copiedRecords: number;
  readonly recoveries: number;
  readonly bytesPerSecond?: number;
}

const orUnknown = <T>(value: T | undefined, text: (value: T) => string): string =>
  value === undefined ? UNKNOWN : text(value);

const phasesText = (phases: TopicReply['phases']): string =>
  Object.entries(phases)
    .map(([phase, count]) => `${phase} ${count}`)
    .join(', ');

const statusLines = (status: StatusReply, hello: ControlHello, t: Texts, colors: Colors): string[] => [
  t('control.who', { ...hello }),
  t('control.sums', {
    records: grouped(status.copiedRecords),
    bytes: bytesText(status.copiedBytes),
    recoveries: grouped(status.recoveries),
    limit: orUnknown(status.bytesPerSecond, rateText),
  }),
  ...table(
    [
      { title: t('column.topic') },
      { title: t('column.partitions') },
      { title: t('column.size'), align: 'right' },
      { title: t('column.lag'), align: 'right' },
      { title: t('column.behind'), align: 'right' },
      { title: t('column.limit'), align: 'right' },
    ],
    status.topics.map(({ topic, phases, copiedBytes, lag, lagMs, bytesPerSecond }) => [
      topic,
      phasesText(phases),
      bytesText(copiedBytes),
      orUnknown(lag, (offsets) => grouped(BigInt(offsets))),
      orUnknown(lagMs, (ms) => durationText(ms / 1000, t)),
      orUnknown(bytesPerSecond, rateText),
    ]),
    colors.bold,
  ),
  ...(status.verification ? ['', ...verificationTable(status.verification.topics, t, colors)] : []),
];

const verificationTable = (topics: readonly VerifiedReply[], t: Texts, colors: Colors): string[] =>
  table(
    [
      { title: t('column.topic') },
      { title: t('column.verified'), align: 'right' },
      { title: t('column.differences'), align: 'right' },
    ],
    topics.map(({ topic, ageMs, differences }) => [
      topic,
      orUnknown(ageMs, (ms) => t('control.ago', { duration: durationText(ms / 1000, t) })),
      differences === 0 ? grouped(differences) : colors.red(grouped(differences)),
    ]),
    colors.bold,
  );

interface VerdictReply {
  readonly equal: boolean;
  readonly records: number;
  readonly unverified: string;
  readonly differing: readonly { readonly differences: readonly unknown[] }[];
  readonly leftOut: readonly string[];
}

const verdictLines = (
  { equal, records, unverified, differing, leftOut }: VerdictReply,
  t: Texts,
  colors: Colors,
): string[] => [
  ...(unverified === '0' ? [] : [t('control.unverified', { count: grouped(BigInt(unverified)) })]),
  ...(leftOut.length === 0 ? [] : [t('control.leftOut', { topics: namesText(leftOut, t) })]),
  equal
    ? colors.green(t('control.verified', { records: grouped(records) }))
    : colors.red(
        t('control.differs', {
          count: grouped(differing.reduce((sum, { differences }) => sum + differences.length, 0)),
        }),
      ),
];

interface AddedReply {
  readonly topics: readonly string[];
  readonly refused: readonly { readonly topic: string; readonly error: { readonly message: string } }[];
}

const addedLines = ({ topics, refused }: AddedReply, t: Texts, colors: Colors): string[] => [
  topics.length === 0 ? t('control.addedNone') : t('control.added', { topics: namesText(topics, t) }),
  ...refused.map(({ topic, error }) => colors.red(t('control.addRefused', { topic, reason: error.message }))),
];

/** Transactions as they come over a socket. */
const transactionsOf = (told: unknown): OpenTransaction[] =>
  ((told ?? []) as readonly Record<keyof OpenTransaction, string>[]).map((one) => ({
    ...(one as unknown as OpenTransaction),
    from: BigInt(one.from),
    producerId: BigInt(one.producerId),
    since: one.since === undefined ? undefined : BigInt(one.since),
  }));

/** What a running process answered, in words. */
export const replyLines = (reply: ControlReply, hello: ControlHello, { t, out }: Context): string[] => {
  const topics = namesText((reply.topics ?? []) as readonly string[], t);
  switch (reply.type) {
    case 'status':
      return statusLines(reply as unknown as StatusReply, hello, t, out.colors);
    case 'rate': {
      const limit = reply.bytesPerSecond as number | null;
      const rate = limit === null ? t('control.noLimit') : rateText(limit);
      return [reply.topics ? t('control.topicRate', { rate, topics }) : t('control.rate', { rate })];
    }
    case 'paused':
      return [
        t(reply.atRest ? 'control.paused' : 'control.pausing', { topics }),
        ...openTransactionLines(transactionsOf(reply.openTransactions), t),
      ];
    case 'resumed':
      return [t('control.resumed', { topics })];
    case 'added':
      return addedLines(reply as unknown as AddedReply, t, out.colors);
    case 'removed':
      return [
        t('control.removed', { topics }),
        ...openTransactionLines(transactionsOf(reply.openTransactions), t),
      ];
    case 'verified':
      return verdictLines(reply as unknown as VerdictReply, t, out.colors);
    case 'stopping':
      return [t('control.stopping')];
    default:
      return [];
  }
};
