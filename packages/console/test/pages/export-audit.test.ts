import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../src/api/types.ts';
import { auditFilters } from '../../src/pages/audit/audit-shape.ts';
import { collectAudit } from '../../src/pages/audit/collect-audit.ts';
import { textOf } from '../../src/pages/audit/export-audit.ts';

const entry = (id: number, given: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ id, at: '2026-11-22T08:00:00.000Z', who: 'wei', address: null, action: 'login', subject: null },
  ...{ before: null, after: null, outcome: 'done', ...given },
});

describe('the audit log as a file', () => {
  test('has quotes where a cell needs them, and no formulas', () => {
    const [head, first, second] = textOf('csv', [
      entry(1, { subject: 'a "b", c', after: { role: 'viewer' } }),
      entry(2, { who: '=HYPERLINK("x")' }),
    ]).split('\r\n');
    expect(head).toBe('id,at,who,address,action,subject,outcome,before,after');
    expect(first).toBe('1,2026-11-22T08:00:00.000Z,wei,,login,"a ""b"", c",done,,"{""role"":""viewer""}"');
    expect(second).toContain(`"'=HYPERLINK(""x"")"`);
  });

  test('is JSON as the API tells it', () => {
    expect(JSON.parse(textOf('json', [entry(1)]))).toEqual([entry(1)]);
  });

  test('has every entry once, although new ones push the others down while it is read', async () => {
    const all = Array.from({ length: 700 }, (_, index) => entry(700 - index));
    let asked = 0;
    const { entries, complete } = await collectAudit(
      {
        listAudit: async ({ query: { offset = 0, limit = 50 } }) => {
          // One more entry since the first page was asked for.
          const now = asked === 0 ? all : [entry(701), ...all];
          asked += 1;
          return { items: now.slice(offset, offset + limit), total: now.length };
        },
      },
      {},
    );
    expect(complete).toBe(true);
    expect(entries.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  test('is asked for by moments only that are some', () => {
    expect(auditFilters({ who: 'wei', since: 'yesterday', until: '2026-11-22T08:00:00.000Z' })).toEqual({
      who: 'wei',
      until: '2026-11-22T08:00:00.000Z',
    });
  });
});
