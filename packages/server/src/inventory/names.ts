import type { Quota } from '@mqferry/kafka';

const WORDS = { user: 'user', 'client-id': 'client', ip: 'ip' } as const;

/** Whom a quota limits, in one line: `user alice, client (default)`. */
export const quotaName = ({ entity }: Pick<Quota, 'entity'>): string =>
  (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((type) => entity[type] !== undefined)
    .map((type) => `${WORDS[type]} ${entity[type] ?? '(default)'}`)
    .join(', ');
