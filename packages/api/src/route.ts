import type { z } from 'zod';

/** What a person or program may do; each role may do what those before it may. */
export const ROLES = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Whether somebody with the role `has` may do what takes `needs`. */
export const isAtLeast = (has: Role, needs: Role): boolean => ROLES.indexOf(has) >= ROLES.indexOf(needs);

/** One operation of the API. Absent schemas: there is nothing of that kind. */
export interface Route<
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` in the place of parameters. */
  readonly path: `/${string}`;
  /** `anyone`: also without a login. */
  readonly role: Role | 'anyone';
  /** What it does, for the description of the API. */
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  /** The answer comes again and again, as server-sent events, until the client goes. */
  readonly streams: boolean;
  /** Largest body in bytes; that of the service when absent. */
  readonly bodyLimit: number | undefined;
  /** Programs do it again and again: it is not in the audit log. */
  readonly isRoutine: boolean;
}

type OptionalPart = 'params' | 'query' | 'body' | 'answer' | 'streams' | 'bodyLimit' | 'isRoutine';

type SchemaIn<T> = T extends z.ZodType ? T : undefined;

type StreamsOf<R> = { readonly streams: R extends { readonly streams: true } ? true : false };

/** Makes a route; schemas that are left out become undefined. */
export const route = <const R extends Omit<Route, OptionalPart> & Partial<Pick<Route, OptionalPart>>>(
  given: R,
): Route<SchemaIn<R['params']>, SchemaIn<R['query']>, SchemaIn<R['body']>, SchemaIn<R['answer']>> &
  StreamsOf<R> => {
  const { method, path, role, summary, params, query, body, answer } = given;
  const { streams = false, bodyLimit, isRoutine = false } = given;
  const rest = { params, query, body, answer, streams, bodyLimit, isRoutine };
  return { method, path, role, summary, ...rest } as unknown as Route<
    SchemaIn<R['params']>,
    SchemaIn<R['query']>,
    SchemaIn<R['body']>,
    SchemaIn<R['answer']>
  > &
    StreamsOf<R>;
};

type Members<Name extends string, Schema, Value> = Schema extends z.ZodType
  ? { readonly [N in Name]: Value }
  : unknown;
type InCode<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a handler is given: everything as it is in code. */
export type Input<R extends Route> = Members<'params', R['params'], InCode<R['params']>> &
  Members<'query', R['query'], InCode<R['query']>> &
  Members<'body', R['body'], InCode<R['body']>>;

type AsGiven<Schema> = Schema extends z.ZodType ? GivenOf<z.output<Schema>, z.input<Schema>> : undefined;

/** What a caller gives for a part: as in code, without what the contract has a default for. */
type GivenOf<Out, In> = In extends object
  ? { readonly [Name in keyof In]: Name extends keyof Out ? Out[Name] : never }
  : never;

/** What a caller of a client gives. */
export type Given<R extends Route> = Members<'params', R['params'], AsGiven<R['params']>> &
  Members<'query', R['query'], AsGiven<R['query']>> &
  Members<'body', R['body'], AsGiven<R['body']>>;

type Answered<R extends Route> = R['answer'] extends z.ZodType ? z.output<R['answer']> : undefined;

/** What a handler gives. */
export type Answer<R extends Route> = R['streams'] extends true ? AsyncIterable<Answered<R>> : Answered<R>;
