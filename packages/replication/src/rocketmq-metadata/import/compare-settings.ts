import { isDeepStrictEqual } from 'node:util';
import type { PolicyEntry, PolicyRule } from '../document/metadata-document.ts';
import type { Difference, SettingValue } from './import-plan.ts';

type Settings = Readonly<Record<string, unknown>>;

const difference = (setting: string, wanted: unknown, found: unknown): Difference[] =>
  isDeepStrictEqual(wanted, found)
    ? []
    : [
        {
          setting,
          ...(wanted === undefined ? {} : { wanted: wanted as SettingValue }),
          ...(found === undefined ? {} : { found: found as SettingValue }),
        },
      ];

const NONE: Settings = {};

/** Settings that a broker may know and have none of; of every other one, none means that it does not know it. */
const MAY_BE_NONE = new Set(['subscriptionDataSet', 'attributes']);

/**
 * What of the settings that are wanted is not so there. Attributes count one by one, and those that only the target
 * has count too. What one of both sides does not know does not count.
 */
export const settingDifferences = (wanted: object, found: object): readonly Difference[] =>
  Object.entries(wanted as Settings).flatMap(([setting, value]) => {
    const there = (found as Settings)[setting];
    if (there === undefined && !MAY_BE_NONE.has(setting)) return [];
    if (setting !== 'attributes') return difference(setting, value, there);
    const [mine, theirs] = [value as Settings, (there ?? NONE) as Settings];
    return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].flatMap((name) =>
      difference(`attributes.${name}`, mine[name], theirs[name]),
    );
  });

type Policies = PolicyEntry['policies'];

/** A rule in one way of writing: actions and addresses are sets, and case does not matter. */
const normal = ({ actions, sourceIps, decision }: PolicyRule): SettingValue => ({
  actions: [...new Set(actions.map((action) => action.toLowerCase()))].sort(),
  sourceIps: [...new Set(sourceIps)].sort(),
  decision: decision.toLowerCase(),
});

/** Rules by type and resource, as brokers keep them apart (Acl.updatePolicy). */
const rulesOf = (policies: Policies): ReadonlyMap<string, PolicyRule> =>
  new Map(
    policies.flatMap(({ policyType, entries }) =>
      entries.map((rule) => [`${policyType.toLowerCase()} ${rule.resource}`, rule] as const),
    ),
  );

const written = ({ actions, sourceIps, decision }: PolicyRule): SettingValue => ({
  actions,
  sourceIps,
  decision,
});

/** Rules that the target lacks or has otherwise; what it has beyond them, maybe from another source, does not count. */
export const policyDifferences = (wanted: Policies, found: Policies): readonly Difference[] => {
  const there = rulesOf(found);
  return Array.from(rulesOf(wanted)).flatMap(([setting, rule]) => {
    const other = there.get(setting);
    if (!other) return [{ setting, wanted: written(rule) }];
    return isDeepStrictEqual(normal(rule), normal(other))
      ? []
      : [{ setting, wanted: written(rule), found: written(other) }];
  });
};
