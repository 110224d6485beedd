import { type Route, routes } from '@mqferry/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ask, useService } from './service-support.ts';

const service = useService();
const codeOf = (body: unknown) => (body as { code?: string } | undefined)?.code;
const HARMLESS = new Set(['logout', 'claim', 'login']);
const all = (Object.entries(routes) as [string, Route][]).filter(([name]) => !HARMLESS.has(name));

/** Values of the wrong kind, and some of the right one, in the places that a route has. */
const garbage = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    '\u0000',
    '../..',
    "' or 1=1 --",
    -1,
    2 ** 60,
    [],
    {},
    true,
    '0'.repeat(9000),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const membersOf = (schema: z.ZodType | undefined): string[] =>
  schema
    ? Object.keys(
        (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties?: object })
          .properties ?? {},
      )
    : [];

test.each(all)('%s answers bad input with a coded error', async (_, route) => {
  const body = fc.oneof(
    garbage,
    fc.record(Object.fromEntries(membersOf(route.body).map((name) => [name, garbage])), { requiredKeys: [] }),
  );
  const query = fc.record(
    Object.fromEntries(membersOf(route.query).map((name) => [name, fc.string({ maxLength: 40 })])),
    { requiredKeys: [] },
  );
  const id = fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 40 }));
  await fc.assert(
    fc.asyncProperty(body, query, id, async (sent, asked, place) => {
      const path = route.path.replace(/:\w+/gu, encodeURIComponent(place));
      const hasBody = route.method !== 'GET' && route.method !== 'DELETE';
      const answered = await ask(
        service.url(),
        route.method,
        `${path}?${new URLSearchParams(asked as Record<string, string>)}`,
        {
          token: service.token('administrator'),
          ...(hasBody ? { body: JSON.stringify(sent) } : {}),
        },
      );
      expect(answered.status).toBeLessThan(500);
      if (answered.status >= 400) expect(codeOf(answered.body)).toMatch(/^[A-Z]+_[A-Z_]+$/u);
    }),
    { numRuns: 25 },
  );
});

test.each([
  ['no JSON', '{', 400, 'API_INPUT_INVALID'],
  ['too much', `"${'x'.repeat(9_000_000)}"`, 413, 'API_BODY_TOO_LARGE'],
])('a body that is %s is refused', async (_, body, status, code) => {
  const refused = await ask(service.url(), 'POST', '/api/clusters', {
    token: service.token('administrator'),
    body,
  });
  expect([refused.status, codeOf(refused.body)]).toEqual([status, code]);
});

test('what there is not is told', async () => {
  const unknown = await ask(service.url(), 'GET', '/api/nothing');
  expect([unknown.status, codeOf(unknown.body)]).toEqual([404, 'API_ROUTE_UNKNOWN']);
});

test('the description of the API names every route', async () => {
  const { body } = await ask(service.url(), 'GET', '/api/openapi.json');
  const { paths } = body as { paths: Record<string, Record<string, { operationId: string }>> };
  const named = Object.values(paths).flatMap((path) => Object.values(path).map((each) => each.operationId));
  expect(named.sort()).toEqual(Object.keys(routes).sort());
});
