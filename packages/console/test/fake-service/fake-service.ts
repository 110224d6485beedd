import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { apiErrors, isAtLeast, openApi, problemOf, type Route, type RouteName, routes } from '@mqferry/api';
import { codedErrorIn } from '@mqferry/core';
import { z } from 'zod';
import { assets } from '../../src/index.ts';
import { handlersOf } from './handlers.ts';
import type { World } from './world.ts';

/** As strict as the console has to live with. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A service on this machine that knows a world and nothing else. */
export interface FakeService {
  readonly url: string;
  close(): Promise<void>;
}

const patternOf = ({ path }: Route): RegExp =>
  new RegExp(`^${path.replace(/:(\w+)/gu, '(?<$1>[^/]+)')}$`, 'u');

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : JSON.parse(text);
};

const decoded = (schema: z.ZodType | undefined, value: unknown, name: string): object => {
  if (!schema) return {};
  const parsed = z.safeDecode(schema, value as never);
  if (!parsed.success) throw apiErrors.API_INPUT_INVALID({ reason: `${name}: ${parsed.error.message}` });
  return { [name]: parsed.data };
};

/** Serves the console and answers every route of the API from a world, each answer checked by its schema. */
export const startFakeService = async (world: World): Promise<FakeService> => {
  const handlers = handlersOf(world);
  const table = (Object.entries(routes) as [RouteName, Route][]).map(([name, route]) => ({
    ...{ name, route, pattern: patternOf(route) },
  }));

  const stream = async (route: Route, values: AsyncIterable<unknown>, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    for await (const value of values) {
      if (world.away) break;
      response.write(`data: ${JSON.stringify(z.encode(route.answer!, value as never))}\n\n`);
    }
    response.end();
  };

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const found = table.find(
      ({ route, pattern }) => route.method === request.method && pattern.test(url.pathname),
    );
    if (!found) throw apiErrors.API_ROUTE_UNKNOWN({ method: request.method ?? '', path: url.pathname });
    const { name: operation, route, pattern } = found;
    if (route.role !== 'anyone') {
      if (!world.identity) throw apiErrors.API_LOGIN_NEEDED({});
      const { role: has } = world.identity;
      if (!isAtLeast(has, route.role)) throw apiErrors.API_ROLE_TOO_LOW({ needs: route.role, has });
    }
    const named = Object.entries(pattern.exec(url.pathname)?.groups ?? {});
    const params = Object.fromEntries(named.map(([name, value]) => [name, decodeURIComponent(value)]));
    const input = {
      ...decoded(route.params, params, 'params'),
      ...decoded(route.query, Object.fromEntries(url.searchParams), 'query'),
      ...decoded(route.body, await bodyOf(request), 'body'),
    };
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const handle = handlers[operation] as ((input: unknown, signal: AbortSignal) => unknown) | undefined;
    if (!handle) throw apiErrors.API_ROUTE_UNKNOWN({ method: route.method, path: url.pathname });
    const result = await handle(input, gone.signal);
    if (route.streams) return stream(route, result as AsyncIterable<unknown>, response);
    if (!route.answer) return void response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(z.encode(route.answer, result as never)));
  };

  const file = async (response: ServerResponse, path: string): Promise<void> => {
    // Pages may have dots in their addresses, as names of topics do.
    const isFile = path.startsWith('/assets/') || path === '/favicon.svg';
    const name = isFile ? normalize(path) : 'index.html';
    const content = await readFile(join(assets, name)).catch(() => undefined);
    const headers = { 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' };
    if (!content) return void response.writeHead(404, headers).end();
    response
      .writeHead(200, { ...headers, 'content-type': TYPES[extname(name)] ?? 'text/plain' })
      .end(content);
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const api = url.pathname.startsWith('/api/');
    if (api && world.away) return void response.writeHead(502).end('Bad Gateway');
    if (url.pathname === '/api/openapi.json') return void response.end(JSON.stringify(openApi('0.1.0')));
    (api ? answer(request, response, url) : file(response, url.pathname)).catch((error: unknown) => {
      if (response.headersSent) return response.end();
      const coded = codedErrorIn(error) ?? apiErrors.API_UNEXPECTED({ reason: String(error) }, error);
      response.writeHead(coded.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(problemOf(coded)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
