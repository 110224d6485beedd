import type { MetadataImport } from '../../api/types.ts';
import type { Texts } from '../../texts/texts.ts';

type Choice = MetadataImport['choice'];
type Names = NonNullable<Choice['topics']>;
type Fact = readonly [name: string, value: string];

/** Which names are meant, in a few words. */
const namesText = (names: Names | undefined, t: Texts): string => {
  if (!names) return t('choice.all');
  const { names: listed = [], patterns = [] } = names;
  const parts = [...(listed.length > 0 ? [t('choice.listed', { count: listed.length })] : []), ...patterns];
  return parts.length === 0 ? t('choice.nothing') : parts.join(', ');
};

const usersText = (users: Choice['users'], t: Texts): string =>
  users === 'none' ? t('choice.nothing') : namesText(users, t);

/** What was chosen for an import, name by name; what is as it is without a choice is left out where it is rarely chosen. */
export const choiceFacts = (choice: Choice, t: Texts): readonly Fact[] => {
  const { namespace, topics, groups, users, queues, existing, specialTopics, sourceMasters } = choice;
  const { otherMessageType, whiteAddresses } = choice;
  return [
    [t('choice.mode'), namespace === undefined ? t('choice.mode.cluster') : t('choice.into', { namespace })],
    [t('inventory.topics'), namesText(topics, t)],
    [t('inventory.groups'), namesText(groups, t)],
    [t('rocketmq.accessControl'), usersText(users, t)],
    [t('choice.existing'), t(`choice.existing.${existing ?? 'keep'}`)],
    ...(queues ? [[t('choice.queues'), `${queues.min}–${queues.max}`] as const] : []),
    ...(sourceMasters === undefined ? [] : [[t('choice.sourceMasters'), String(sourceMasters)] as const]),
    ...(specialTopics ? [[t('choice.specialTopics'), t('choice.included')] as const] : []),
    ...(otherMessageType === undefined ? [] : [[t('choice.otherMessageType'), otherMessageType] as const]),
    ...(whiteAddresses === 'source-ips'
      ? [[t('choice.whiteAddresses'), t('choice.whiteAddresses.source-ips')] as const]
      : []),
  ];
};
