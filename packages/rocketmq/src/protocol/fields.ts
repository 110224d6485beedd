import type { HeaderFields } from './command.ts';
import { protocolErrors } from './errors.ts';

interface FieldTypes {
  readonly string: string;
  readonly int32: number;
  readonly int64: bigint;
  readonly boolean: boolean;
}

type FieldType = keyof FieldTypes;

/** The type of a header field; with a question mark it may be absent. */
export type FieldSpec = FieldType | `${FieldType}?`;

/** The fields of a header by name. */
export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

type Optional<S extends FieldSpecs> = {
  [K in keyof S]: S[K] extends FieldType ? never : K;
}[keyof S];

type TypeOf<S extends FieldSpec> = S extends `${infer T extends FieldType}?`
  ? FieldTypes[T]
  : S extends FieldType
    ? FieldTypes[S]
    : never;

/** The values of fields with these types. */
export type FieldValues<S extends FieldSpecs> = {
  readonly [K in Exclude<keyof S, Optional<S>>]: TypeOf<S[K]>;
} & { readonly [K in Optional<S>]?: TypeOf<S[K]> | undefined };

const INT64_LIMIT = 1n << 63n;

const int64Of = (text: string): bigint | undefined => {
  if (!/^-?\d{1,19}$/.test(text)) return undefined;
  const value = BigInt(text);
  return value >= -INT64_LIMIT && value < INT64_LIMIT ? value : undefined;
};

const READERS: { readonly [T in FieldType]: (text: string) => FieldTypes[T] | undefined } = {
  string: (text) => text,
  int64: int64Of,
  int32: (text) => {
    const value = int64Of(text);
    return value !== undefined && value === BigInt.asIntN(32, value) ? Number(value) : undefined;
  },
  boolean: (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined),
};

/** Writes the values of header fields as texts; what is absent is left out. */
export const encodeFields = <S extends FieldSpecs>(specs: S, values: FieldValues<S>): HeaderFields => {
  const given = values as Readonly<Record<string, unknown>>;
  const fields: Record<string, string> = {};
  for (const name of Object.keys(specs)) {
    const value = given[name];
    if (value !== undefined) fields[name] = String(value);
  }
  return fields;
};

/**
 * Reads the values of header fields; further ones are passed over.
 * Throws ROCKETMQ_FIELD_INVALID for one that is missing or of another type.
 */
export const decodeFields = <S extends FieldSpecs>(specs: S, fields: HeaderFields): FieldValues<S> => {
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const text = fields[name];
    const optional = spec.endsWith('?');
    if (text === undefined) {
      if (optional) continue;
      throw protocolErrors.ROCKETMQ_FIELD_INVALID({ field: name, reason: 'it is missing' });
    }
    const type = (optional ? spec.slice(0, -1) : spec) as FieldType;
    const value = READERS[type](text);
    // Java writes an empty text where there is nothing, in the binary form of a header.
    if (value === undefined && text === '' && optional) continue;
    if (value === undefined) {
      throw protocolErrors.ROCKETMQ_FIELD_INVALID({ field: name, reason: `“${text}” is no ${type}` });
    }
    values[name] = value;
  }
  return values as FieldValues<S>;
};
