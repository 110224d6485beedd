import { codedErrorIn, Hidden } from '@mqferry/core';
import { z } from 'zod';
import { errorOf, problem } from './contracts/problem.ts';
import { apiErrors } from './errors.ts';
import { misfitOf } from './misfit.ts';
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

/** Node's fetch says why it failed in the cause only, where several addresses failed in its code only. */
const reasonOf = (error: unknown): string => {
  const { cause, message } = error as Error;
  if (!(cause instanceof Error)) return message;
  return cause.message || String((cause as { readonly code?: unknown }).code ?? message);
};

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
  const unreachable = (reason: string, cause?: unknown) => apiErrors.API_UNREACHABLE({ url, reason }, cause);

  const read = (route: Route, text: string): unknown => {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      throw unreachable((error as Error).message, error);
    }
    const decoded = z.safeDecode(route.answer!, json as never);
    if (decoded.success) return decoded.data;
    throw unreachable(misfitOf(decoded.error, 'answer'), decoded.error);
  };

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
      throw unreachable(reasonOf(error), error);
    }
    if (response.ok) return response;
    const told = problem.safeParse(await response.json().catch(() => undefined));
    if (told.success) throw errorOf(told.data, response.status);
    throw unreachable(`${response.status} ${response.statusText}`);
  };

  const stream = async function* (route: Route, input: Sent, signal: AbortSignal | undefined) {
    const response = await send(route, input, signal);
    try {
      for await (const data of readEvents(response.body!)) yield read(route, data);
    } catch (error) {
      if (signal?.aborted || codedErrorIn(error)) throw error;
      throw unreachable(reasonOf(error), error);
    }
  };

  const call = async (route: Route, input: Sent, signal: AbortSignal | undefined): Promise<unknown> => {
    const response = await send(route, input, signal);
    return route.answer && read(route, await response.text());
  };

  return Object.fromEntries(
    (Object.entries(routes) as [RouteName, Route][]).map(([name, route]) => [
      name,
      (input: Sent, { signal }: { readonly signal?: AbortSignal } = {}) =>
        route.streams ? stream(route, input, signal) : call(route, input, signal),
    ]),
  ) as unknown as Client;
};
