import {
  type Answer,
  apiErrors,
  type Input,
  misfitOf,
  type Route,
  type RouteName,
  type Routes,
  routes,
} from '@mqferry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Kept } from '../kept.ts';
import { admit, type Caller, callerOf, isAdmitted } from './caller.ts';
import { sendEvents } from './send-events.ts';

/** What a handler knows of a request beside its input. */
export interface Asked {
  /** Undefined on routes for anyone only. */
  readonly caller: Caller | undefined;
  /** Whence, as far as known. */
  readonly address: string;
  readonly reply: FastifyReply;
  /** Aborts when the client or the service ends the connection. */
  readonly gone: AbortSignal;
  /** Says for the audit log what was changed; called again, it adds to that. */
  readonly audit: (change: AuditedChange) => void;
}

/** What a change was done to, and what it was before and after; nothing secret. */
export interface AuditedChange {
  readonly subject?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What is done for each operation. */
export type Handlers = {
  readonly [Name in RouteName]: (input: Input<Routes[Name]>, asked: Asked) => Promise<Answer<Routes[Name]>>;
};

const read = (schema: z.ZodType | undefined, value: unknown, part: string): Record<string, unknown> => {
  if (!schema) return {};
  const parsed = z.safeDecode(schema, value as never);
  if (parsed.success) return { [part]: parsed.data };
  throw apiErrors.API_INPUT_INVALID({ reason: misfitOf(parsed.error, part) }, parsed.error);
};

const inputOf = ({ params, query, body }: Route, request: FastifyRequest) => ({
  ...read(params, request.params, 'params'),
  ...read(query, request.query, 'query'),
  ...read(body, request.body ?? {}, 'body'),
});

const textOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/**
 * Serves every route of the API. Nobody is let in whom the route's table does not let in, what comes is checked before
 * and what goes out after the handler, and every change leaves an entry in the audit log, also one that failed.
 */
export const serveRoutes = (
  app: FastifyInstance,
  handlers: Handlers,
  kept: Kept,
  closing: AbortSignal,
): void => {
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const handle = handlers[name] as (input: unknown, asked: Asked) => Promise<unknown>;
    const isAudited = route.method !== 'GET' && !route.isRoutine;
    app.route({
      method: route.method,
      url: route.path,
      ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
      handler: async (request, reply) => {
        const caller = await callerOf(request, kept);
        const left = new AbortController();
        reply.raw.once('close', () => left.abort());
        const gone = AbortSignal.any([left.signal, closing]);
        let change: AuditedChange = {};
        const note = (outcome: string) =>
          kept.audit.add({
            ...{ at: kept.now().toISOString(), who: caller?.name ?? '-', address: request.ip, action: name },
            ...{
              subject: change.subject ?? null,
              before: textOf(change.before),
              after: textOf(change.after),
            },
            outcome,
          });
        try {
          admit(caller, route.role);
          const input = inputOf(route, request);
          const audit = (made: AuditedChange) => {
            change = { ...change, ...made };
          };
          const answer = await handle(input, { caller, address: request.ip, reply, gone, audit });
          if (isAudited) await note('done');
          if (!route.answer) return reply.code(204).send();
          if (route.streams) {
            const mayListen = async () => isAdmitted(await callerOf(request, kept), route.role);
            return sendEvents(reply, route.answer, answer as AsyncIterable<unknown>, gone, mayListen);
          }
          return z.encode(route.answer, answer as never);
        } catch (error) {
          if (isAudited) await note(outcomeOf(error));
          throw error;
        }
      },
    });
  }
};

const outcomeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'API_UNEXPECTED';
