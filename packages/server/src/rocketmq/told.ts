import type { Told } from '@mqferry/api';
import type { Reason } from '@mqferry/replication';

/** A reason as the API tells it. */
export const toldOf = ({ code, text: message, advice, parameters }: Reason): Told => ({
  ...{ code, message: { ...message }, advice: { ...advice }, parameters: { ...parameters } },
});

/** The same of one that there may be. */
export const toldOrNull = (reason: Reason | undefined): Told | null => (reason ? toldOf(reason) : null);
