import { Hidden } from '@mqferry/core';
import { expect, test } from 'vitest';
import { createClient } from '../src/client.ts';

const ID = '00000000-0000-4000-8000-000000000000';

test('a password is sent as it is, not as it is told', async () => {
  const sent: unknown[] = [];
  const api = createClient({
    fetch: async (_, init) => {
      sent.push(JSON.parse(String(init?.body)));
      return Response.json({ hash: 'h', steps: [], notes: [] });
    },
  });
  const users = [{ user: 'amy', password: new Hidden('correct horse') }];
  const change = { operation: 'copyUsers', sourceId: ID, targetId: ID, users } as const;
  await api.planOperation({ body: { change: { ...change, users } } });
  expect(sent).toMatchObject([{ change: { users: [{ user: 'amy', password: 'correct horse' }] } }]);
});
