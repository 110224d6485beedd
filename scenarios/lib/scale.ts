/** Whether the scenarios run at the sizes that count for a release: MQFERRY_SCENARIO_SCALE=full. */
export const isFullScale = process.env.MQFERRY_SCENARIO_SCALE === 'full';

/** A size for the full scale and one for every day. */
export const scaled = (full: number, daily: number): number => (isFullScale ? full : daily);
