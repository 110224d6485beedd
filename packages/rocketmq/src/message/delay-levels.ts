/** What a broker's messageDelayLevel is unless it is set. Source: MessageStoreConfig of 4.9.7 and 5.5.0. */
export const DEFAULT_DELAY_LEVELS = '1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * The delays of a broker's messageDelayLevel in ms; the first is that of level 1, which waits in queue 0 of the topic
 * SCHEDULE_TOPIC_XXXX. Undefined if the text is none that a broker starts with. Source: ScheduleMessageService.
 */
export const parseDelayLevels = (text: string): number[] | undefined => {
  const delays = text.split(' ').map((level) => {
    const [, amount, unit] = /^(\d+)([smhd])$/.exec(level) ?? [];
    return unit === undefined ? undefined : Number(amount) * UNITS[unit]!;
  });
  return delays.every((delay) => delay !== undefined) ? delays : undefined;
};

/** The queue of the topic SCHEDULE_TOPIC_XXXX in which messages of a delay level wait. */
export const delayQueueOf = (level: number): number => level - 1;

/** The delay level whose messages wait in a queue of that topic. */
export const delayLevelOf = (queueId: number): number => queueId + 1;
