import { camel } from './names.ts';
import type { FieldSchema } from './schema.ts';

/** TypeScript expressions and statements for single fields. */

const TYPES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int8: 'number',
  int16: 'number',
  uint16: 'number',
  int32: 'number',
  uint32: 'number',
  int64: 'bigint',
  float64: 'number',
  string: 'string',
  uuid: 'string',
  bytes: 'Buffer',
  records: 'Buffer',
};

export const isStruct = (field: FieldSchema): boolean => TYPES[field.type] === undefined;

/** Whether its type admits null. */
const mayBeNull = (field: FieldSchema): boolean => field.nullable !== null;

export const fieldType = (field: FieldSchema): string =>
  `${TYPES[field.type] ?? field.type}${field.array ? '[]' : ''}${mayBeNull(field) ? ' | null' : ''}`;

/** Expression for the default; a new object each time where it could be changed. */
export const fallback = (field: FieldSchema): string => {
  const { type, fallback: text } = field;
  if (text === 'null') return 'null';
  if (field.array) return '[]';
  switch (type) {
    case 'bool':
      return text === 'true' ? 'true' : 'false';
    case 'string':
      return JSON.stringify(text ?? '').replace(/"/g, "'");
    case 'uuid':
      return 'ZERO_UUID';
    case 'bytes':
      return 'EMPTY_BYTES';
    case 'records':
      return mayBeNull(field) ? 'null' : 'EMPTY_BYTES';
    case 'int64':
      return `${BigInt(text ?? '0')}n`;
    default:
      return isStruct(field) ? `default${type}()` : String(Number(text ?? '0'));
  }
};

/** Expression for what is written: the given value, or the default if it is missing. */
export const valueToWrite = (field: FieldSchema): string => {
  const given = `message.${camel(field.name)}`;
  const otherwise = isStruct(field) && !field.array && field.fallback !== 'null' ? '{}' : fallback(field);
  if (mayBeNull(field) && otherwise !== 'null') return `${given} === undefined ? ${otherwise} : ${given}`;
  return `${given} ?? ${otherwise}`;
};

/** Condition under which a field is given and says more than its default. */
export const isSetExpression = (field: FieldSchema): string => {
  const given = `message.${camel(field.name)}`;
  const otherwise = fallback(field);
  const differs = (): string => {
    if (field.array || otherwise === 'EMPTY_BYTES') {
      if (otherwise === 'null') return `${given} !== null`;
      return mayBeNull(field) ? `(${given} === null || ${given}.length > 0)` : `${given}.length > 0`;
    }
    return isStruct(field) && otherwise !== 'null'
      ? `isSet${field.type}(${given})`
      : `${given} !== ${otherwise}`;
  };
  return `${given} !== undefined && ${differs()}`;
};

/** Where and how a field is read or written. */
export interface FieldContext {
  /** Expression of the reader or writer. */
  readonly stream: string;
  /** Expression telling whether lengths are compact. */
  readonly flexible: string;
  /** Expression telling whether null is allowed in this version. */
  readonly nullable: string;
  /** Name of the struct, for errors. */
  readonly struct: string;
}

const compactness = (field: FieldSchema, context: FieldContext): string =>
  field.neverCompact ? 'false' : context.flexible;

const decodeElement = (field: FieldSchema, where: string): string => {
  switch (field.type) {
    case 'string':
      return `(element, _version, compact) => readString(element, compact, ${where})`;
    case 'uuid':
      return 'readUuid';
    default:
      return isStruct(field) ? `decode${field.type}` : `(element) => element.${field.type}()`;
  }
};

const encodeElement = (field: FieldSchema, where: string): string => {
  switch (field.type) {
    case 'string':
      return `(element, value, _version, compact) => writeString(element, value, compact, false, ${where})`;
    case 'uuid':
      return 'writeUuid';
    default:
      return isStruct(field) ? `encode${field.type}` : `(element, value) => element.${field.type}(value)`;
  }
};

/** Expression that reads a field which is present in this version. */
export const readExpression = (field: FieldSchema, context: FieldContext): string => {
  const { stream, struct, nullable } = context;
  const where = `'${struct}.${camel(field.name)}'`;
  const compact = compactness(field, context);
  const allowed = mayBeNull(field) ? `${compact}, ${nullable}` : compact;
  const kind = mayBeNull(field) ? 'Nullable' : '';
  if (field.array) {
    return `read${kind}Array(${stream}, ${allowed}, ${where}, ${decodeElement(field, where)}, version)`;
  }
  switch (field.type) {
    case 'string':
      return `read${kind}String(${stream}, ${allowed}, ${where})`;
    case 'bytes':
    case 'records':
      return `read${kind}Bytes(${stream}, ${allowed}, ${where})`;
    case 'bool':
      return `readBool(${stream})`;
    case 'uuid':
      return `readUuid(${stream})`;
    default:
      if (!isStruct(field)) return `${stream}.${field.type}()`;
      return mayBeNull(field)
        ? `readNullableStruct(${stream}, decode${field.type}, version)`
        : `decode${field.type}(${stream}, version)`;
  }
};

/** Expression that writes a value of a field which is present in this version. */
export const writeExpression = (field: FieldSchema, value: string, context: FieldContext): string => {
  const { stream, struct, nullable } = context;
  const where = `'${struct}.${camel(field.name)}'`;
  const rules = `${compactness(field, context)}, ${nullable}, ${where}`;
  if (field.array)
    return `writeArray(${stream}, ${value}, ${rules}, ${encodeElement(field, where)}, version)`;
  switch (field.type) {
    case 'string':
      return `writeString(${stream}, ${value}, ${rules})`;
    case 'bytes':
    case 'records':
      return `writeBytes(${stream}, ${value}, ${rules})`;
    case 'bool':
      return `writeBool(${stream}, ${value})`;
    case 'uuid':
      return `writeUuid(${stream}, ${value})`;
    default:
      if (!isStruct(field)) return `${stream}.${field.type}(${value})`;
      return mayBeNull(field)
        ? `writeNullableStruct(${stream}, ${value}, encode${field.type}, version)`
        : `encode${field.type}(${stream}, ${value}, version)`;
  }
};
