import { PROPERTY } from '../message/property-names.ts';
import type { StoredMessage } from '../message/stored-message.ts';
import { REVIVE_GROUP, reviveTopic, TIMER_TOPIC } from '../names/system-names.ts';
import type { CommittedOffsets } from '../protocol/bodies/offset-tables.ts';
import type { Settings } from '../protocol/properties.ts';
import { brokerStatus } from './cluster.ts';
import { brokerConfig } from './configs.ts';
import { timedMessages } from './pending-parts.ts';
import { type CountsByTopic, PopNotes } from './pop-notes.ts';
import { MOST_READ, readPart } from './read-part.ts';
import type { RocketmqAdmin } from './rocketmq-admin.ts';
import { topicStats } from './topic-stats.ts';

/** Messages in flight: popped, neither acknowledged nor given back yet. */
export interface PoppedMessages {
  /** By topic and group; nothing in flight is left out. Retries count to the topic from which they come. */
  readonly topics: CountsByTopic;
  /** False: not everything could be read, so that more may be in flight of any topic. */
  readonly isWhole: boolean;
  /** The setting of the broker that keeps what is in flight where nobody can ask for it, as `name=value`. */
  readonly hiddenBy: string | undefined;
}

/** With these set a broker keeps what is in flight in a store of its own (`PopConsumerService`, `TimerMessageRocksDBStore`). */
const HIDING = ['popConsumerKVServiceEnable', 'popConsumerKVServiceInit', 'timerRocksDBEnable'];

const hidingOf = (settings: Settings): string | undefined => {
  const name = HIDING.find((each) => settings.get(each) === 'true');
  return name && `${name}=true`;
};

/**
 * So far the clock of a broker may differ, and so long a message takes from its queue into the timer and out of it into its topic,
 * in milliseconds. The broker sees to what is popped some seconds later than that (`PopReviveService`).
 */
const MARGIN_MS = 2_000;
const STEP = 1_024n;

/**
 * Reads what the broker's timer holds for a topic: from the end of the timer's queue back until there are as many messages as the
 * timer says it has. What has come out of it is passed over. False when that takes too many.
 */
const readTimer = async (
  admin: RocketmqAdmin,
  address: string,
  topic: string,
  take: (message: StoredMessage) => void,
): Promise<boolean> => {
  const [queue] = (await topicStats(admin, address, TIMER_TOPIC))?.queues ?? [];
  // The timer counts what has come into it, so how much has not is asked for before.
  const { runtime } = await brokerStatus(admin, address);
  const held = (await timedMessages(admin, address))?.get(topic) ?? 0n;
  if (!queue) return held === 0n;
  if (runtime === undefined || held > MOST_READ) return false;
  const { queueId, minOffset: first, maxOffset } = queue;
  const counted = maxOffset - BigInt(runtime.timerOffsetBehind ?? '0');
  // It tells in seconds how far it is behind with what has come due.
  const late = Number(runtime.timerReadBehind ?? 0) * 1000;
  const at = Date.now();
  let left = held;
  const look = (message: StoredMessage): void => {
    if (message.property(PROPERTY.realTopic) !== topic) return;
    const dueIn = Number(message.property(PROPERTY.timerOutMs)) - at;
    if (dueIn >= -MARGIN_MS - late) take(message);
    const isNew = message.queueOffset >= counted || Number(message.storeTimestamp) >= at - MARGIN_MS;
    if (dueIn > MARGIN_MS && !isNew) left -= 1n;
  };
  // What has come since is read as well, however much that is.
  const end = (await topicStats(admin, address, TIMER_TOPIC))?.queues[0]?.maxOffset ?? maxOffset;
  let from = counted < first ? first : counted;
  if (end - from > MOST_READ) return false;
  if (!(await readPart(admin, address, TIMER_TOPIC, { queueId, from, to: end }, look))) return false;
  for (let to = from; left > 0n && to > first; to = from) {
    if (end - to > MOST_READ) return false;
    from = to - STEP > first ? to - STEP : first;
    if (!(await readPart(admin, address, TIMER_TOPIC, { queueId, from, to }, look))) return false;
  }
  return true;
};

/** Reads what has come out of the timer and was not seen to yet. */
const readRevived = async (
  admin: RocketmqAdmin,
  address: string,
  topic: string,
  committed: readonly CommittedOffsets[],
  take: (message: StoredMessage) => void,
): Promise<boolean> => {
  const of = committed.find((each) => each.topic === topic && each.group === REVIVE_GROUP)?.offsets;
  for (const { queueId, minOffset, maxOffset } of (await topicStats(admin, address, topic))?.queues ?? []) {
    // The offset is that of the last message, not of the next one (`PopReviveService`).
    const next = (of?.get(queueId) ?? -1n) + 1n;
    const part = { queueId, from: next > minOffset ? next : minOffset, to: maxOffset };
    if (!(await readPart(admin, address, topic, part, take))) return false;
  }
  return true;
};

/**
 * What is in flight at the broker at `host:port`; nothing where its release knows no pop. A message in the broker's buffer
 * (enablePopBufferMerge) and one popped in order counts as not read instead: its group's offset stays before it. So the offsets
 * have to be read before (`committedOffsets`), and how far topics for retries have grown after. Throws as `ask` and `pull` do.
 */
export const poppedMessages = async (
  admin: RocketmqAdmin,
  address: string,
  committed: readonly CommittedOffsets[],
): Promise<PoppedMessages> => {
  const settings = await brokerConfig(admin, address);
  const text = (name: string) => settings.get(name)?.toString();
  const [cluster, brokerName] = [text('brokerClusterName'), text('brokerName')];
  const knowsPop = settings.has('reviveQueueNum');
  const hiddenBy = hidingOf(settings);
  if (!knowsPop || hiddenBy !== undefined || cluster === undefined || brokerName === undefined) {
    return { topics: new Map(), isWhole: !knowsPop, hiddenBy };
  }
  const notes = new PopNotes(brokerName);
  const take = (message: StoredMessage) => notes.take(message);
  const topic = reviveTopic(cluster);
  // From the timer messages go to the topic, so the topic is read after it.
  const isWhole =
    (await readTimer(admin, address, topic, take)) &&
    (await readRevived(admin, address, topic, committed, take));
  return { topics: notes.unacknowledged(), isWhole, hiddenBy };
};
