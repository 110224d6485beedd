import { parseRange, type VersionRange } from './version-range.ts';

/** The types a field can have beside structs and arrays. */
export const PRIMITIVES = [
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'float64',
  'string',
  'uuid',
  'bytes',
  'records',
] as const;

/** A field of a message or of a struct in it; ranges are clipped to the versions of the message. */
export interface FieldSchema {
  /** As in the schema, in upper camel case. */
  readonly name: string;
  /** A primitive or the name of a struct; of the elements if it is an array. */
  readonly type: string;
  readonly array: boolean;
  readonly versions: VersionRange | null;
  readonly nullable: VersionRange | null;
  readonly tag: number | undefined;
  readonly ignorable: boolean;
  /** As text; undefined for the type's own default. */
  readonly fallback: string | undefined;
  /** A field that is never written in the compact form. */
  readonly neverCompact: boolean;
}

/** A struct: the message itself or a part of it. */
export interface StructSchema {
  readonly name: string;
  readonly fields: readonly FieldSchema[];
}

/** One message of one Kafka release, or merged from several. */
export interface MessageSchema {
  readonly name: string;
  readonly kind: 'request' | 'response' | 'header' | 'data';
  readonly apiKey: number | undefined;
  readonly versions: VersionRange;
  readonly flexible: VersionRange | null;
  /** The message itself first. */
  readonly structs: readonly StructSchema[];
}

interface JsonField {
  name: string;
  type: string;
  versions: string;
  nullableVersions?: string;
  taggedVersions?: string;
  flexibleVersions?: string;
  tag?: number;
  ignorable?: boolean;
  default?: string | number | boolean;
  fields?: JsonField[];
}

interface JsonMessage {
  name: string;
  type: MessageSchema['kind'];
  apiKey?: number;
  validVersions: string;
  flexibleVersions?: string;
  fields?: JsonField[];
  commonStructs?: { name: string; fields: JsonField[] }[];
}

const withoutComments = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*/g, (_match, string: string | undefined) => string ?? '');

const isPrimitive = (type: string): boolean => (PRIMITIVES as readonly string[]).includes(type);

const parseField = (json: JsonField, where: string): FieldSchema => {
  const array = json.type.startsWith('[]');
  const type = array ? json.type.slice(2) : json.type;
  const versions = parseRange(json.versions);
  if (json.taggedVersions !== undefined && json.taggedVersions !== json.versions) {
    throw new Error(`${where}.${json.name} is tagged in some versions only`);
  }
  if (!array && !isPrimitive(type) && (json.nullableVersions ?? json.versions) !== json.versions) {
    throw new Error(`${where}.${json.name} is a struct that is nullable in some versions only`);
  }
  return {
    name: json.name,
    type,
    array,
    versions,
    nullable: parseRange(json.nullableVersions),
    tag: json.tag,
    ignorable: json.ignorable ?? false,
    fallback: json.default === undefined ? undefined : String(json.default),
    neverCompact: json.flexibleVersions === 'none',
  };
};

const collectStructs = (name: string, fields: readonly JsonField[], into: StructSchema[]): void => {
  into.push({ name, fields: fields.map((field) => parseField(field, name)) });
  for (const field of fields) {
    if (field.fields !== undefined) collectStructs(field.type.replace('[]', ''), field.fields, into);
  }
};

/** Reads a message definition; null if the release knows the message by name only (`validVersions` is `none`). */
export const parseMessage = (text: string): MessageSchema | null => {
  const json: JsonMessage = JSON.parse(withoutComments(text));
  const versions = parseRange(json.validVersions);
  if (versions === null) return null;
  const structs: StructSchema[] = [];
  collectStructs(json.name, json.fields ?? [], structs);
  for (const common of json.commonStructs ?? []) collectStructs(common.name, common.fields, structs);
  const names = structs.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error(`${json.name} names a struct twice`);
  return {
    name: json.name,
    kind: json.type,
    apiKey: json.apiKey,
    versions,
    flexible: parseRange(json.flexibleVersions),
    structs,
  };
};
