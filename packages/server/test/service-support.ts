import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@mqferry/api';
import { afterAll, beforeAll } from 'vitest';
import { type Service, type ServiceOptions, startService } from '../src/start-service.ts';

/** What came back. */
export interface Answered {
  readonly status: number;
  /** Parsed, or undefined where there is none. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** How a request is made. */
export interface Asking {
  readonly body?: unknown;
  /** An API token. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const PASSWORD = 'correct horse battery';

/** Sends one request. */
export const ask = async (
  url: string,
  method: string,
  path: string,
  asking: Asking = {},
): Promise<Answered> => {
  const { body, token, headers = {} } = asking;
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? undefined : JSON.parse(text),
    headers: response.headers,
  };
};

/** A service for the tests of a file, with an administrator, and a token for each role. */
export const useService = (more: () => Promise<Partial<ServiceOptions>> = async () => ({})) => {
  const lines: string[] = [];
  const tokens: Partial<Record<Role, string>> = {};
  let folder: string;
  let service: Service;
  let cookie: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mqferry-server-'));
    service = await startService({
      ...{ folder, host: '127.0.0.1', port: 0, version: '0.0.0' },
      ...{ secureCookies: false, log: { write: (line: string) => lines.push(line) } },
      ...(await more()),
    });
    const claim = { token: service.firstStartToken, name: 'admin', password: PASSWORD };
    const claimed = await ask(service.url, 'POST', '/api/session/claim', { body: claim });
    cookie = claimed.headers.getSetCookie()[0]!.split(';')[0]!;
    for (const role of ['viewer', 'operator', 'administrator'] as const) {
      const made = await ask(service.url, 'POST', '/api/tokens', {
        body: { name: role, role },
        headers: { cookie },
      });
      tokens[role] = (made.body as { secret: string }).secret;
    }
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  return {
    url: () => service.url,
    /** The session of the administrator `admin`. */
    cookie: () => cookie,
    token: (role: Role) => tokens[role]!,
    /** Ends it before the end of the file. */
    close: () => service.close(),
    /** What the service has logged. */
    log: () => lines.join(''),
  };
};
