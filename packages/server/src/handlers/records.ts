import type { Handlers } from '../http/serve-routes.ts';
import type { Kept } from '../kept.ts';

const parsed = (text: string | null) => (text === null ? null : JSON.parse(text));

/** Who did what. */
export const recordHandlers = ({ audit }: Pick<Kept, 'audit'>): Pick<Handlers, 'listAudit'> => ({
  listAudit: async ({ query: { offset, limit, ...which } }) => {
    const { items, total } = await audit.list(which, offset, limit);
    return {
      items: items.map((entry) => ({ ...entry, before: parsed(entry.before), after: parsed(entry.after) })),
      total,
    };
  },
});
