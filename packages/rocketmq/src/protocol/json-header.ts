import { type ClientLanguage, type HeaderFields, LANGUAGES, type RemotingCommand } from './command.ts';
import { protocolErrors } from './errors.ts';

const KNOWN: ReadonlySet<unknown> = new Set(LANGUAGES);

/** Writes a header in the form JSON, as fastjson reads it in every release. */
export const encodeJsonHeader = (command: RemotingCommand): Buffer =>
  Buffer.from(
    JSON.stringify({
      code: command.code,
      extFields: command.fields,
      flag: command.flag,
      language: command.language,
      opaque: command.opaque,
      remark: command.remark,
      serializeTypeCurrentRPC: 'JSON',
      version: command.version,
    }),
  );

const malformed = (reason: string, cause?: unknown) =>
  protocolErrors.ROCKETMQ_FRAME_MALFORMED({ reason }, cause);

const parsed = (header: Buffer): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(header.toString());
  } catch (error) {
    throw malformed('the header is no JSON', error);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw malformed('the header is no JSON object');
  }
  return value as Record<string, unknown>;
};

const integer = (value: unknown, name: string): number => {
  if (Number.isInteger(value) && (value as number) === ((value as number) | 0)) return value as number;
  throw malformed(`${name} in the header is no 32-bit integer`);
};

/** Clients in some languages write numbers and truth values without quotes, and null for what is absent. */
const textsOf = (value: unknown): HeaderFields => {
  const fields: Record<string, string> = Object.create(null);
  if (value === undefined || value === null) return fields;
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed('extFields is no object');
  for (const [key, field] of Object.entries(value)) {
    if (typeof field === 'object' && field !== null) throw malformed(`the header field ${key} is no text`);
    if (field !== null) fields[key] = String(field);
  }
  return fields;
};

/** Reads a header in the form JSON. Throws ROCKETMQ_FRAME_MALFORMED. */
export const decodeJsonHeader = (header: Buffer): Omit<RemotingCommand, 'body' | 'serialization'> => {
  const value = parsed(header);
  const { language, remark } = value;
  return {
    code: integer(value.code, 'code'),
    language: KNOWN.has(language) ? (language as ClientLanguage) : 'OTHER',
    version: integer(value.version ?? 0, 'version'),
    opaque: integer(value.opaque, 'opaque'),
    flag: integer(value.flag ?? 0, 'flag'),
    remark: typeof remark === 'string' && remark !== '' ? remark : undefined,
    fields: textsOf(value.extFields),
  };
};
