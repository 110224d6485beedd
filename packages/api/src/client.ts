import { CodedError, Hidden } from '@mqferry/core';
import { z } from 'zod';
import { type Problem, problem } from './contracts/problem.ts';
import { apiErrors } from './errors.ts';
import { readEvents } from './read-events.ts';
import type { Answer, Given, Route } from './route.ts';
import { type RouteName, type Routes, routes } from './routes.ts';

/** How the service is reached. */
export interface ClientOptions {
  /** `https://host:port`; a browser's own origin when absent. */
  readonly url?: string;
  /** An API token; a browser has its session instead. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
}

/** Every operation of the API as a function. Each throws the service's coded errors, and API_UNREACHABLE. */
export type Client = {
  readonly [Name in RouteName]: (
    input: Given<Routes[Name]>,
    options?: { readonly signal?: AbortSignal },
  ) => Routes[Name]['streams'] extends true ? Answer<Routes[Name]> : Promise<Answer<Routes[Name]>>;
};

interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** The error that the service has told. */
const toldError = ({ code, retriable, message, advice, parameters }: Problem, status: number): CodedError =>
  new CodedError(code, { status, retriable, message, action: advice }, parameters);

/** What a caller leaves out the service fills in, so the contract's own encoding cannot be used here. */
const asGiven = function (this: unknown, name: string, member: unknown): unknown {
  // By now a hidden text has put asterisks in its own place.
  const given = (this as Record<string, unknown>)[name];
  if (given instanceof Hidden) return given.reveal();
  return typeof member === 'bigint' ? String(member) : member;
};

const pathOf = ({ path }: Route, { params = {}, query = {} }: Sent): string => {
  const filled = path.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name]!));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  ).toString();
  return search === '' ? filled : `${filled}?${search}`;
};

/** A client of the service. */
export const createClient = ({ url = '', token, fetch: ask = fetch }: ClientOptions): Client => {
  const send = async (route: Route, input: Sent, signal: AbortSignal | undefined): Promise<Response> => {
    const body = route.body && JSON.stringify(input.body, asGiven);
    let response: Response;
    try {
      response = await ask(`${url}${pathOf(route, input)}`, {
        method: route.method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body }),
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw apiErrors.API_UNREACHABLE({ url, reason: (error as Error).message }, error);
    }
    if (response.ok) return response;
    const told = problem.safeParse(await response.json().catch(() => undefined));
    if (told.success) throw toldError(told.data, response.status);
    throw apiErrors.API_UNREACHABLE({ url, reason: `${response.status} ${response.statusText}` });
  };

  const stream = async function* (route: Route, input: Sent, signal: AbortSignal | undefined) {
    const response = await send(route, input, signal);
    for await (const data of readEvents(response.body!))
      yield z.decode(route.answer!, JSON.parse(data) as never);
  };

  const call = async (route: Route, input: Sent, signal: AbortSignal | undefined): Promise<unknown> => {
    const response = await send(route, input, signal);
    return route.answer && z.decode(route.answer, (await response.json()) as never);
  };

  return Object.fromEntries(
    (Object.entries(routes) as [RouteName, Route][]).map(([name, route]) => [
      name,
      (input: Sent, { signal }: { readonly signal?: AbortSignal } = {}) =>
        route.streams ? stream(route, input, signal) : call(route, input, signal),
    ]),
  ) as unknown as Client;
};
