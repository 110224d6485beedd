import { CodedError, type CodedErrorData, codedErrorIn } from './errors.ts';

/** What one side of a port lets the other call. */
type Offered = object;

type Called<Theirs> = {
  readonly [Name in keyof Theirs]: Theirs[Name] extends (...args: infer Arguments) => infer Result
    ? (...args: Arguments) => Promise<Awaited<Result>>
    : never;
};

type Told<Theirs> = {
  readonly [Name in keyof Theirs]: Theirs[Name] extends (...args: infer Arguments) => unknown
    ? (...args: Arguments) => void
    : never;
};

/** An error as data. Causes stay behind; of one without a code only the text comes along. */
export type ErrorData = { readonly coded: CodedErrorData } | { readonly text: string };

interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  /** Absent: no answer is waited for. */
  readonly id?: number;
}

interface Answer {
  readonly to: number;
  readonly value?: unknown;
  readonly error?: ErrorData;
}

/** What is needed of a port: a thread has one, and so has who started it. */
export interface CallPort {
  on(event: 'message', listener: (message: Call | Answer) => void): unknown;
  postMessage(message: Call | Answer): void;
}

/** One end of a port. */
export interface PortCalls<Theirs> {
  /** Calls the other side and gives its answer. Rejects as that does. */
  readonly ask: Called<Theirs>;
  /** Calls the other side and waits for nothing. */
  readonly tell: Told<Theirs>;
  /** The other side is gone: whoever waits for an answer gets this. */
  readonly fail: (error: unknown) => void;
}

/** What crosses threads of an error. */
export const errorData = (error: unknown): ErrorData => {
  const coded = codedErrorIn(error);
  if (coded) return { coded: coded.toData() };
  return { text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
};

/** The error that was sent as data. */
export const errorOf = (data: ErrorData): Error =>
  'coded' in data ? CodedError.fromData(data.coded) : new Error(data.text);

/** Lets both sides of a port call each other; calls are begun in the order in which they were made. */
export const callsOver = <Theirs extends Offered>(port: CallPort, ours: Offered): PortCalls<Theirs> => {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const offered = ours as Record<string, (...args: readonly unknown[]) => unknown>;
  let lastId = 0;
  let failure: { readonly error: unknown } | undefined;
  const post = (message: Call | Answer): void => port.postMessage(message);
  const serve = async ({ name, args, id }: Call): Promise<void> => {
    try {
      const value = await offered[name]!(...args);
      if (id !== undefined) post({ to: id, value });
    } catch (error) {
      // Nobody waits for it: a defect, which ends the thread.
      if (id === undefined) throw error;
      post({ to: id, error: errorData(error) });
    }
  };
  port.on('message', (message) => {
    if ('name' in message) {
      void serve(message);
      return;
    }
    const asked = waiting.get(message.to);
    waiting.delete(message.to);
    if (message.error) asked?.reject(errorOf(message.error));
    else asked?.resolve(message.value);
  });
  const named = (call: (name: string, args: readonly unknown[]) => unknown) =>
    new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...args: readonly unknown[]) =>
            call(String(name), args),
      },
    );
  return {
    ask: named((name, args) => {
      if (failure) return Promise.reject(failure.error);
      lastId += 1;
      const asked = Promise.withResolvers<unknown>();
      waiting.set(lastId, asked);
      post({ name, args, id: lastId });
      return asked.promise;
    }) as Called<Theirs>,
    tell: named((name, args) => {
      if (!failure) post({ name, args });
    }) as Told<Theirs>,
    fail: (error) => {
      failure ??= { error };
      for (const asked of waiting.values()) asked.reject(error);
      waiting.clear();
    },
  };
};
