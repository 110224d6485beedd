import { isDeepStrictEqual } from 'node:util';
import type { GroupEntry, GroupSettings } from '../document/metadata-document.ts';
import { shownNamespace } from '../names.ts';
import { type Reason, reasonOf } from '../reason.ts';
import { importNotices } from './import-notices.ts';
import type { Adjustment, PlanRow, TargetBroker } from './import-plan.ts';
import { nameProblem, type Planning, rowOf, targetNameOf } from './planning.ts';
import { countOfEach } from './queue-counts.ts';
import { hasAttributes } from './target-state.ts';

/** What only 5.x knows, with what it is unless set (SubscriptionGroupConfig). */
const NEW_SETTINGS: Partial<GroupSettings> = {
  consumeMessageOrderly: false,
  groupRetryPolicy: { type: 'CUSTOMIZED' },
  groupSysFlag: 0,
  consumeTimeoutMinute: 15,
  subscriptionDataSet: [],
  attributes: {},
};
const NEW_NAMES = Object.keys(NEW_SETTINGS) as (keyof GroupSettings)[];

const BOUND_TOPIC = 'lite.bind.topic';

/** Settings that name topics follow them into the namespace. */
const renamed = (settings: GroupSettings, { choice }: Planning): GroupSettings => {
  const { subscriptionDataSet, attributes } = settings;
  const bound = attributes?.[BOUND_TOPIC];
  return {
    ...settings,
    ...(subscriptionDataSet && {
      subscriptionDataSet: subscriptionDataSet.map((one) => ({
        ...one,
        topic: targetNameOf(one.topic, choice),
      })),
    }),
    ...(bound !== undefined && { attributes: { ...attributes, [BOUND_TOPIC]: targetNameOf(bound, choice) } }),
  };
};

const withoutNew = (settings: GroupSettings): GroupSettings =>
  Object.fromEntries(
    Object.entries(settings).filter(([name]) => !(NEW_NAMES as readonly string[]).includes(name)),
  ) as unknown as GroupSettings;

const SETTING = 'retryQueueNums';

const retryQueues = ({ queueCounts }: GroupEntry, settings: GroupSettings, { choice, target }: Planning) =>
  countOfEach(SETTING, settings.retryQueueNums, queueCounts, target.brokers.length, choice);

/** What a group of the source becomes on one broker of the target. */
export const wantedGroup = (broker: TargetBroker, group: GroupEntry, planning: Planning): GroupSettings => {
  const settings = group.differing?.find((other) => other.broker === broker.name)?.settings ?? group.settings;
  const retryQueueNums = retryQueues(group, settings, planning).count;
  const wanted = { ...renamed(settings, planning), retryQueueNums };
  return hasAttributes(broker.version) ? wanted : withoutNew(wanted);
};

const droppedOf = ({ settings }: GroupEntry, { target }: Planning): Reason[] => {
  const old = target.brokers.find(({ broker }) => !hasAttributes(broker.version))?.broker.version;
  if (old === undefined) return [];
  const dropped = NEW_NAMES.filter(
    (name) => settings[name] !== undefined && !isDeepStrictEqual(settings[name], NEW_SETTINGS[name]),
  );
  return dropped.length === 0
    ? []
    : [reasonOf(importNotices.IMPORT_ATTRIBUTES_DROPPED({ version: old, settings: dropped.join(', ') }))];
};

const noticesOf = (group: GroupEntry, planning: Planning): readonly Reason[] => {
  const notices = droppedOf(group, planning);
  const { name, brokers, differing } = group;
  if (differing)
    notices.push(
      reasonOf(
        importNotices.IMPORT_BROKERS_DIFFER({
          name,
          brokers: differing.map(({ broker }) => broker).join(', '),
        }),
      ),
    );
  if (brokers && brokers.length < (planning.document.source.brokers ?? []).length)
    notices.push(reasonOf(importNotices.IMPORT_ON_MORE_BROKERS({ name, brokers: brokers.join(', ') })));
  return notices;
};

/** The row of a group. `collision`: why it cannot have its name. */
export const groupRow = (group: GroupEntry, collision: Reason | undefined, planning: Planning): PlanRow => {
  const target = targetNameOf(group.name, planning.choice);
  const adjustments: readonly Adjustment[] = retryQueues(group, group.settings, planning).adjustments;
  return rowOf(
    {
      ...{ kind: 'group', name: group.name, target, namespace: shownNamespace(target), adjustments },
      refusal: collision ?? nameProblem('group', target, planning.target),
      notices: noticesOf(group, planning),
    },
    (broker) => wantedGroup(broker, group, planning),
    planning,
  );
};
