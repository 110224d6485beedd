/** What happened to a migration, in English. */
export const eventsEn = {
  'events.none': 'Nothing has happened yet',
  'event.config-held': '{topic}: {name} = {value}, for the time of the copy',
  'event.config-restored': '{topic}: {name} put back: {value}',
  'event.groups-synced': 'Group offsets in step: {offsets}',
  'event.copy-failed': 'The copy has ended: {reason}',
  'event.checkpoint-failed': 'How far the comparison came could not be kept: {reason}',
  'event.topic-created': 'Created topic {topic}, partitions: {partitions}',
  'event.topic-found': 'Topic {topic} appeared at the source and is copied as well, partitions: {partitions}',
  'event.topic-refused': 'New partitions of {topic} are not copied: {reason}',
  'event.partitions-added':
    '{topic} got {added} more partitions on the target, {partitions} in all, as at the source',
  'event.gap-accepted':
    '{topic}-{partition}: {records} records given up, offsets {from} to {to}: the source deleted them before they were copied',
  'event.groups-found': 'Consumer groups that appeared and are kept in step from now on: {groups}',
  'event.topics-paused': 'Paused, nothing of them moves any more: {topics}',
  'event.topics-resumed': 'Resumed: {topics}',
  'event.topics-removed': 'Not copied any more, as the operator asked: {topics}',
  'event.unit-split':
    'Switched apart from topics used together with them ({bonds}): {topics}, without {left}',
  'event.partitions-taken': 'Copies from now on: {partitions}',
  'event.partitions-given-up': 'Goes to another process: {partitions}',
  'event.partition-differs': '{topic}-{partition} differs between source and target',
  'event.partition-unverifiable': '{topic}-{partition} is not compared any further: {reason}',
  'event.partition-recovering': '{topic}-{partition} finds its place again: {reason}',
  'event.partition-stopped': '{topic}-{partition} stopped: {reason}',
} as const;
