import type { TopicEntry, TopicSettings } from '../document/metadata-document.ts';
import { shownNamespace } from '../names.ts';
import { type Reason, reasonOf } from '../reason.ts';
import type { MessageType } from './import-choice.ts';
import { importNotices } from './import-notices.ts';
import type { Adjustment, PlanRow, TargetBroker } from './import-plan.ts';
import { nameProblem, type Planning, rowOf, targetNameOf } from './planning.ts';
import { countInRange, countOfEach } from './queue-counts.ts';
import { hasAttributes } from './target-state.ts';

const MESSAGE_TYPE = 'message.type';
const READ_AND_WRITE = 6;

/** Whether a topic is ordered over all brokers: by its own flag, or by a configuration at the name servers. */
export const isOrdered = ({ name, settings }: TopicEntry, { document }: Planning): boolean =>
  settings.order || document.orderConfigs[name] !== undefined;

const sameAdjustment = (a: Adjustment, b: Adjustment): boolean =>
  a.setting === b.setting && a.source === b.source && a.target === b.target;

/** The message type that is set, and why where the source does not say it. Undefined: it cannot be told. */
const messageTypeOf = (
  topic: TopicEntry,
  settings: TopicSettings,
  planning: Planning,
): { readonly type: MessageType | string; readonly because?: Reason } | undefined => {
  const { messageTypes, otherMessageType } = planning.choice;
  const chosen = messageTypes?.[topic.name];
  if (chosen) return { type: chosen, because: reasonOf(importNotices.IMPORT_TYPE_CHOSEN({})) };
  const told = settings.attributes?.[MESSAGE_TYPE];
  if (told !== undefined) return { type: told };
  if (topic.kind !== 'normal') return undefined;
  if (isOrdered(topic, planning))
    return { type: 'FIFO', because: reasonOf(importNotices.IMPORT_TYPE_FROM_ORDER({})) };
  if (!otherMessageType) return undefined;
  return { type: otherMessageType, because: reasonOf(importNotices.IMPORT_TYPE_CHOSEN({})) };
};

/** Whether nobody can tell the message type of a topic, for a target that has message types. */
export const isTypeUnknown = (topic: TopicEntry, planning: Planning): boolean =>
  topic.kind === 'normal' &&
  planning.target.brokers.some(({ broker }) => hasAttributes(broker.version)) &&
  !messageTypeOf(topic, topic.settings, planning);

interface Wanted {
  readonly settings: TopicSettings;
  readonly adjustments: readonly Adjustment[];
}

const attributesOn = (
  broker: TargetBroker,
  topic: TopicEntry,
  settings: TopicSettings,
  planning: Planning,
): { readonly attributes?: TopicSettings['attributes']; readonly adjustments: readonly Adjustment[] } => {
  if (!hasAttributes(broker.version)) return { adjustments: [] };
  const { attributes } = settings;
  const messageType = messageTypeOf(topic, settings, planning);
  if (!messageType) return { ...(attributes ? { attributes } : {}), adjustments: [] };
  const { type, because } = messageType;
  const told = attributes?.[MESSAGE_TYPE];
  const adjustment: Adjustment[] =
    because && told !== type
      ? [
          {
            setting: `attributes.${MESSAGE_TYPE}`,
            ...(told === undefined ? {} : { source: told }),
            target: type,
            reason: because,
          },
        ]
      : [];
  return { attributes: { ...attributes, [MESSAGE_TYPE]: type }, adjustments: adjustment };
};

const wantedOn = (broker: TargetBroker, topic: TopicEntry, planning: Planning): Wanted => {
  const { choice, target } = planning;
  const settings = topic.differing?.find((other) => other.broker === broker.name)?.settings ?? topic.settings;
  const masters = target.brokers.length;
  const adjustments: Adjustment[] = [];
  const queues = (setting: 'readQueueNums' | 'writeQueueNums'): number => {
    const each = countOfEach(setting, settings[setting], topic.queueCounts, masters, choice);
    const inRange = topic.kind === 'normal' ? countInRange(setting, each.count, choice) : each;
    adjustments.push(...each.adjustments, ...inRange.adjustments);
    return inRange.count;
  };
  const [readQueueNums, writeQueueNums] = [queues('readQueueNums'), queues('writeQueueNums')];
  const { perm, topicFilterType, topicSysFlag } = settings;
  const { attributes, adjustments: ofAttributes } = attributesOn(broker, topic, settings, planning);
  return {
    settings: {
      ...{ readQueueNums, writeQueueNums, perm, topicFilterType, topicSysFlag },
      order: isOrdered(topic, planning),
      ...(attributes ? { attributes } : {}),
    },
    adjustments: [...adjustments, ...ofAttributes],
  };
};

/** All queues that producers of the source choose from; undefined where that cannot be told. */
const queuesBefore = ({ brokers, differing, settings, queueCounts }: TopicEntry): number | undefined => {
  if (queueCounts === 'sumOfBrokers') return settings.writeQueueNums;
  return brokers?.reduce(
    (sum, name) =>
      sum + (differing?.find(({ broker }) => broker === name)?.settings ?? settings).writeQueueNums,
    0,
  );
};

const droppedOf = (topic: TopicEntry, { target }: Planning): Reason[] => {
  const settings = Object.keys(topic.settings.attributes ?? {}).map((name) => `attributes.${name}`);
  const old = target.brokers.find(({ broker }) => !hasAttributes(broker.version))?.broker.version;
  return settings.length > 0 && old !== undefined
    ? [reasonOf(importNotices.IMPORT_ATTRIBUTES_DROPPED({ version: old, settings: settings.join(', ') }))]
    : [];
};

const noticesOf = (
  topic: TopicEntry,
  target: string,
  wanted: readonly Wanted[],
  planning: Planning,
): readonly Reason[] => {
  if (topic.kind !== 'normal') return [];
  const { name, settings, brokers, differing } = topic;
  const notices = droppedOf(topic, planning);
  const before = queuesBefore(topic);
  const after = wanted.reduce((sum, one) => sum + one.settings.writeQueueNums, 0);
  const masters = wanted.length;
  if (before !== undefined && before !== after)
    notices.push(
      reasonOf(
        isOrdered(topic, planning) || settings.attributes?.[MESSAGE_TYPE] === 'FIFO'
          ? importNotices.IMPORT_ORDER_BY_QUEUES({ target, before, after })
          : importNotices.IMPORT_QUEUES_IN_ALL({ target, before, after, masters }),
      ),
    );
  if (settings.perm !== READ_AND_WRITE)
    notices.push(reasonOf(importNotices.IMPORT_NOT_WRITABLE({ name, perm: settings.perm })));
  if (differing)
    notices.push(
      reasonOf(
        importNotices.IMPORT_BROKERS_DIFFER({
          name,
          brokers: differing.map(({ broker }) => broker).join(', '),
        }),
      ),
    );
  const sourceBrokers = planning.document.source.brokers ?? [];
  if (brokers && brokers.length < sourceBrokers.length)
    notices.push(reasonOf(importNotices.IMPORT_ON_MORE_BROKERS({ name, brokers: brokers.join(', ') })));
  return notices;
};

/** What a topic of the source becomes on one broker of the target. */
export const wantedTopic = (broker: TargetBroker, topic: TopicEntry, planning: Planning): TopicSettings =>
  wantedOn(broker, topic, planning).settings;

/** The row of a topic. `collision`: why it cannot have its name. */
export const topicRow = (topic: TopicEntry, collision: Reason | undefined, planning: Planning): PlanRow => {
  const target = targetNameOf(topic.name, planning.choice);
  const wanted = planning.target.brokers.map(({ broker }) => wantedOn(broker, topic, planning));
  const adjustments = wanted
    .flatMap((one) => one.adjustments)
    .filter((one, index, all) => all.findIndex((other) => sameAdjustment(one, other)) === index);
  return rowOf(
    {
      ...{ kind: 'topic', name: topic.name, target, namespace: shownNamespace(target), adjustments },
      refusal: collision ?? nameProblem('topic', target, planning.target),
      notices: noticesOf(topic, target, wanted, planning),
    },
    (broker) => wantedTopic(broker, topic, planning),
    planning,
  );
};
