/**
 * Coded errors. Every package keeps one table of what can go wrong there; an error is recognised by its
 * `code`, never by its class or text, so that it survives duplicated packages and process borders.
 */

/** The languages every operator-facing text exists in. */
export type Language = 'en' | 'zh';

/** One text in each language. `{name}` stands for a parameter. */
export type LocalizedText = Readonly<Record<Language, string>>;

/** What the table says of one error. */
export interface ErrorDefinition {
  /** HTTP status with which the API answers. */
  readonly status: number;
  /** Whether the same call may succeed later with nothing changed by the caller. */
  readonly retriable: boolean;
  /** What happened, and where. */
  readonly message: LocalizedText;
  /** What the operator can do about it. */
  readonly action: LocalizedText;
}

/** Values for the `{name}` places of a message. */
export type ErrorParameters = Readonly<Record<string, string | number | bigint | boolean>>;

type PlaceNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceNames<Rest>
  : never;

type ParametersOf<D extends ErrorDefinition> = Readonly<
  Record<PlaceNames<D['message']['en'] | D['action']['en']>, string | number | bigint | boolean>
>;

const fill = (text: string, parameters: ErrorParameters): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) =>
    name in parameters ? String(parameters[name]) : place,
  );

/** A coded error as data that can be sent to another thread; its cause stays behind. */
export interface CodedErrorData {
  readonly code: string;
  readonly definition: ErrorDefinition;
  readonly parameters: ErrorParameters;
}

/** An error with a stable code, texts in both languages, and the advice that goes with it. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code: string;
  readonly status: number;
  readonly retriable: boolean;
  readonly parameters: ErrorParameters;
  readonly #definition: ErrorDefinition;

  constructor(code: string, definition: ErrorDefinition, parameters: ErrorParameters, cause?: unknown) {
    super(fill(definition.message.en, parameters), cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = definition.status;
    this.retriable = definition.retriable;
    this.parameters = parameters;
    this.#definition = definition;
  }

  /** The error that was sent as data. */
  static fromData({ code, definition, parameters }: CodedErrorData): CodedError {
    return new CodedError(code, definition, parameters);
  }

  toData(): CodedErrorData {
    return { code: this.code, definition: this.#definition, parameters: this.parameters };
  }

  /** What happened, in the given language. */
  text(language: Language): string {
    return fill(this.#definition.message[language], this.parameters);
  }

  /** What to do about it, in the given language. */
  advice(language: Language): string {
    return fill(this.#definition.action[language], this.parameters);
  }
}

type ErrorFactories<T extends Record<string, ErrorDefinition>> = {
  readonly [Code in keyof T]: (parameters: ParametersOf<T[Code]>, cause?: unknown) => CodedError;
};

/**
 * Turns a package's error table into one factory per code:
 * `throw errors.KAFKA_TIMEOUT({ broker, ms }, cause)`. The parameters are typed from the English text.
 */
export const defineErrors = <const T extends Record<string, ErrorDefinition>>(table: T): ErrorFactories<T> =>
  Object.fromEntries(
    Object.entries(table).map(([code, definition]) => [
      code,
      (parameters: ErrorParameters, cause?: unknown) => new CodedError(code, definition, parameters, cause),
    ]),
  ) as ErrorFactories<T>;

/** Finds the first coded error in a chain of causes, or undefined. */
export const codedErrorIn = (error: unknown): CodedError | undefined => {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (isCodedError(current)) return current;
  }
  return undefined;
};

/** Whether a value is a coded error, of the given code if one is named. */
export const isCodedError = (error: unknown, code?: string): error is CodedError =>
  error instanceof Error &&
  error.name === 'CodedError' &&
  'code' in error &&
  (code === undefined || error.code === code);
