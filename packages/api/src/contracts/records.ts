import { z } from 'zod';
import { route } from '../route.ts';
import { instant, name, page, pageOf } from '../scalars.ts';

const json = z.json().nullable();

export const auditEntry = z.strictObject({
  id: z.int(),
  at: instant,
  who: name,
  address: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  before: json,
  after: json,
  outcome: z.string(),
});

export const recordRoutes = {
  listAudit: route({
    method: 'GET',
    path: '/api/audit',
    role: 'administrator',
    summary: 'Who did what, the newest first.',
    query: page.extend({
      who: name.optional(),
      action: z
        .string()
        .regex(/^\w{1,100}$/u)
        .optional(),
      since: instant.optional(),
      until: instant.optional(),
    }),
    answer: pageOf(auditEntry),
  }),
};
