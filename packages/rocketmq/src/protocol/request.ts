import type { FieldSpecs } from './fields.ts';

/** Who answers a request. */
export type RequestReceiver = 'name server' | 'broker' | 'client';

/** The releases that know a request: from the first to the last, both included; the older or newer end is open. */
export interface KnownIn {
  readonly since?: string;
  readonly until?: string;
}

/** One request of the protocol: its code, and the types of what goes there and comes back. */
export interface RequestDefinition<
  Fields extends FieldSpecs = FieldSpecs,
  AnswerFields extends FieldSpecs = FieldSpecs,
  Body = unknown,
> {
  /** The name of the code in Java's `RequestCode`. */
  readonly name: string;
  readonly code: number;
  readonly to: RequestReceiver;
  readonly known: KnownIn;
  /** Header fields of the request. */
  readonly fields: Fields;
  /** Header fields of the answer. */
  readonly answer: AnswerFields;
  /** Reads the body of the answer. */
  readonly body: (body: Buffer) => Body;
  /** Header fields that brokers of all releases leave out of what they verify, see `RemotingConnection.request`. */
  readonly unsigned: readonly string[];
  /** Response codes beside SUCCESS that are outcomes and no errors; their header is read, their body is not. */
  readonly outcomes: readonly number[];
}

interface Given<F extends FieldSpecs, A extends FieldSpecs, B> {
  readonly code: number;
  readonly to: RequestReceiver;
  readonly known?: KnownIn;
  readonly fields?: F;
  readonly answer?: A;
  readonly body?: (body: Buffer) => B;
  readonly unsigned?: readonly string[];
  readonly outcomes?: readonly number[];
}

/** The body as it is. */
export const rawBody = (body: Buffer): Buffer => body;

/** For a body that is not looked at. */
export const noBody = (): undefined => undefined;

/** Declares a request; what is left out is empty. */
export const defineRequest = <
  const F extends FieldSpecs = Record<never, never>,
  const A extends FieldSpecs = Record<never, never>,
  B = undefined,
>(
  name: string,
  given: Given<F, A, B>,
): RequestDefinition<F, A, B> => ({
  name,
  code: given.code,
  to: given.to,
  known: given.known ?? {},
  fields: given.fields ?? ({} as F),
  answer: given.answer ?? ({} as A),
  body: given.body ?? (noBody as () => B),
  unsigned: given.unsigned ?? [],
  outcomes: given.outcomes ?? [],
});
