import type { MetadataDocument, MetadataSecrets } from '../document/metadata-document.ts';
import { DEFAULT_NAMESPACE, inNamespace, kindOfTopic } from '../names.ts';
import { type Reason, reasonOf } from '../reason.ts';
import { findRow } from './find-row.ts';
import type { ImportChoice } from './import-choice.ts';
import { importErrors } from './import-errors.ts';
import type {
  Adjustment,
  PlannedOnBroker,
  PlanRow,
  RowAction,
  RowKind,
  RowSettings,
  TargetBroker,
} from './import-plan.ts';
import { hasAttributes, NAME_SERVERS, type TargetState } from './target-state.ts';

/** What every row is planned from. */
export interface Planning {
  readonly document: MetadataDocument;
  readonly choice: ImportChoice;
  readonly target: TargetState;
  /** Opened, or from elsewhere; undefined: there are none, or nobody gave the passphrase. */
  readonly secrets: MetadataSecrets | undefined;
}

/** The name that a topic or group of the source gets at the target. */
export const targetNameOf = (name: string, { namespace }: ImportChoice): string =>
  namespace === undefined ? name : inNamespace(name, namespace);

const LEGAL = /^[%|a-zA-Z0-9_-]+$/;
const LONGEST_TOPIC = 127;
const LONGEST_OF_GROUP = 255;
const LONGEST_GROUP = 120;
const LONGEST_GROUP_BEFORE_5 = 255;

/** Why brokers would not take a name (TopicValidator of 4.9 and 5.x); undefined when they would. */
export const nameProblem = (
  kind: 'topic' | 'group',
  target: string,
  { brokers }: TargetState,
): Reason | undefined => {
  if (!LEGAL.test(target)) return reasonOf(importErrors.IMPORT_NAME_INVALID({ target }));
  const isOfGroup = kindOfTopic(target).kind !== 'normal';
  const isNew = brokers.some(({ broker }) => hasAttributes(broker.version));
  const mostOfTopic = isOfGroup ? LONGEST_OF_GROUP : LONGEST_TOPIC;
  const mostOfGroup = isNew ? LONGEST_GROUP : LONGEST_GROUP_BEFORE_5;
  const most = kind === 'topic' ? mostOfTopic : mostOfGroup;
  if (target.length <= most) return undefined;
  return reasonOf(importErrors.IMPORT_NAME_TOO_LONG({ target, length: target.length, most }));
};

/** What a row is before it is compared with the target. */
export interface RowDraft {
  readonly kind: RowKind;
  readonly name: string;
  readonly target: string;
  readonly namespace?: string;
  readonly refusal?: Reason | undefined;
  readonly adjustments?: readonly Adjustment[];
  readonly notices?: readonly Reason[];
}

const actionOf = (brokers: readonly PlannedOnBroker[]): RowAction => {
  const has = (found: PlannedOnBroker['found']) => brokers.some((one) => one.found === found);
  if (has('different')) return 'exists-different';
  if (has('absent')) return 'create';
  if (has('lacking')) return 'extend';
  return has('unknown') ? 'cannot-be-told' : 'exists-same';
};

/** Why a row that exists with other settings is left alone. */
export const existsDifferent = (
  target: string,
  { broker, differences }: Pick<PlannedOnBroker, 'broker' | 'differences'>,
): Reason =>
  reasonOf(
    importErrors.IMPORT_EXISTS_DIFFERENT({
      target,
      broker,
      settings: differences.map(({ setting }) => setting).join(', '),
    }),
  );

/** The masters of the target; of order configurations, the name servers as one. */
const placesOf = (kind: RowKind, { target }: Planning): readonly TargetBroker[] =>
  kind === 'order-config'
    ? [{ name: NAME_SERVERS, address: target.nameServers.join(';') }]
    : target.brokers.map(({ broker }) => broker);

/** A row of the plan, compared with what each broker has. */
export const rowOf = (
  draft: RowDraft,
  wantedOn: (broker: TargetBroker) => RowSettings,
  planning: Planning,
): PlanRow => {
  const {
    kind,
    name,
    target,
    namespace = DEFAULT_NAMESPACE,
    refusal,
    adjustments = [],
    notices = [],
  } = draft;
  const row = { key: `${kind}:${name}`, kind, name, target, namespace, adjustments, notices };
  if (refusal) return { ...row, action: 'refused', reason: refusal, brokers: [] };
  const places = placesOf(kind, planning);
  const brokers = places.map((broker): PlannedOnBroker => {
    const wanted = wantedOn(broker);
    return {
      broker: broker.name,
      wanted,
      ...findRow(row, broker.name, wanted, planning.target, planning.secrets),
    };
  });
  const action = actionOf(brokers);
  const different = brokers.find(({ found }) => found === 'different');
  const failure = places.find((broker) => broker.failure)?.failure;
  if (different && planning.choice.existing !== 'overwrite')
    return { ...row, action, reason: existsDifferent(target, different), brokers };
  if (action === 'cannot-be-told' && failure) return { ...row, action, reason: failure, brokers };
  return { ...row, action, brokers };
};
