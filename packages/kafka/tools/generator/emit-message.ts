import {
  type FieldContext,
  fallback,
  fieldType,
  isSetExpression,
  isStruct,
  readExpression,
  valueToWrite,
  writeExpression,
} from './emit-field.ts';
import { camel, HEADING } from './names.ts';
import type { FieldSchema, MessageSchema, StructSchema } from './schema.ts';
import { condition, hull, intersect, sameRange, show, type VersionRange } from './version-range.ts';

/** A struct and the versions in which it can occur. */
interface Part {
  readonly struct: StructSchema;
  readonly versions: VersionRange;
  /** Condition under which the struct has compact lengths and tags. */
  readonly flexible: string;
}

/** The structs of a message that occur at all, used ones before their users. */
const partsOf = (message: MessageSchema): Part[] => {
  const versions = new Map<string, VersionRange | null>();
  const order: string[] = [];
  const find = (name: string): StructSchema => message.structs.find((struct) => struct.name === name)!;
  const visit = (name: string, within: VersionRange): void => {
    versions.set(name, hull(versions.get(name) ?? null, within));
    for (const field of find(name).fields) {
      const present = intersect(field.versions, within);
      if (isStruct(field) && present !== null) visit(field.type, present);
    }
    if (!order.includes(name)) order.push(name);
  };
  visit(message.name, message.versions);
  return order.map((name) => {
    const within = versions.get(name)!;
    return { struct: find(name), versions: within, flexible: condition(message.flexible, within) };
  });
};

const fieldContext = (part: Part, field: FieldSchema, stream: string, flexible: string): FieldContext => ({
  stream,
  flexible,
  nullable: condition(field.nullable, intersect(field.versions, part.versions)!),
  struct: part.struct.name,
});

const TAGS_SET = 'message.unknownTaggedFields !== undefined && message.unknownTaggedFields.length > 0';

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** What callers refer to the flexible condition by: itself where it is a constant. */
const flexibleName = (part: Part): string =>
  part.flexible === 'true' || part.flexible === 'false' ? part.flexible : 'flexible';

/** Whether code uses a variable or function of that name; members of the same name do not count. */
const mentions = (code: string, name: string): boolean =>
  new RegExp(`(?<![.\\w'])${name}\\b(?![:'])`).test(code);

/** A function whose unused parameters are marked so, with a constant for the flexible condition if needed. */
const arrow = (name: string, parameters: string[], result: string, part: Part, body: string[]): string => {
  const statements = body.join('\n');
  const text = mentions(statements, 'flexible')
    ? `  const flexible = ${part.flexible};\n${statements}`
    : statements;
  const marked = parameters.map((parameter) =>
    mentions(text, parameter.split(':')[0]!) ? parameter : `_${parameter}`,
  );
  return `const ${name} = (${marked.join(', ')}): ${result} => {\n${text}\n};\n`;
};

const emitInterface = (part: Part): string => {
  const lines = part.struct.fields.map((field) => {
    const note = [];
    const present = intersect(field.versions, part.versions)!;
    if (!sameRange(present, part.versions)) note.push(`Versions ${show(present)}.`);
    if (field.nullable !== null && condition(field.nullable, present) !== 'true') {
      note.push(`Null in versions ${show(intersect(field.nullable, present)!)}.`);
    }
    if (field.tag !== undefined) note.push(`Tag ${field.tag}.`);
    const comment = note.length === 0 ? '' : `  /** ${note.join(' ')} */\n`;
    return `${comment}  ${camel(field.name)}: ${fieldType(field)};\n`;
  });
  return `export interface ${part.struct.name} {\n${lines.join('')}  unknownTaggedFields?: TaggedField[];\n}\n`;
};

const emitDecode = (part: Part): string => {
  const { struct, versions } = part;
  const flexible = flexibleName(part);
  const members = struct.fields.map((field) => {
    const name = camel(field.name);
    if (field.tag !== undefined) return `    ${name}: ${fallback(field)},`;
    const read = readExpression(field, fieldContext(part, field, 'reader', flexible));
    const present = condition(field.versions, versions);
    return `    ${name}: ${present === 'true' ? read : `${present} ? ${read} : ${fallback(field)}`},`;
  });
  const body = [`  const message: ${struct.name} = {`, ...members, '  };'];
  const known = struct.fields.some(({ tag }) => tag !== undefined) ? `, decode${struct.name}Tag` : '';
  const tags = `readTags(reader, message, version${known});`;
  if (flexible === 'true') body.push(`  ${tags}`);
  else if (flexible !== 'false') body.push(`  if (flexible) ${tags}`);
  body.push('  return message;');
  const parameters = ['reader: ByteReader', 'version: number'];
  return arrow(`decode${struct.name}`, parameters, struct.name, part, body);
};

const emitDecodeTag = (part: Part): string => {
  const { struct, versions } = part;
  const tagged = struct.fields.filter(({ tag }) => tag !== undefined);
  if (tagged.length === 0) return '';
  const cases = tagged.flatMap((field) => {
    const present = condition(field.versions, versions);
    const read = readExpression(field, fieldContext(part, field, 'field', 'true'));
    return [
      `    case ${field.tag}:`,
      ...(present === 'true' || present === part.flexible ? [] : [`      if (!(${present})) return false;`]),
      `      message.${camel(field.name)} = ${read};`,
      '      return true;',
    ];
  });
  const body = ['  switch (tag) {', ...cases, '    default:', '      return false;', '  }'];
  const parameters = ['field: ByteReader', 'tag: number', `message: ${struct.name}`, 'version: number'];
  return arrow(`decode${struct.name}Tag`, parameters, 'boolean', part, body);
};

/** The condition and consequence for versions without the field: it must not be set, unless its loss does no harm. */
const emitAbsent = (field: FieldSchema, part: Part, alsoIf = ''): string =>
  `if (${alsoIf}${isSetExpression(field)}) throw unsupported('${part.struct.name}.${camel(field.name)}', version);`;

const emitWriteField = (field: FieldSchema, part: Part): string[] => {
  const context = fieldContext(part, field, 'writer', flexibleName(part));
  const write = `${writeExpression(field, valueToWrite(field), context)};`;
  const present = condition(field.versions, part.versions);
  if (present === 'true') return [write];
  return [`if (${present}) ${write}`, ...(field.ignorable ? [] : [`else ${emitAbsent(field, part)}`])];
};

const emitWriteTag = (field: FieldSchema, part: Part): string[] => {
  const name = camel(field.name);
  const present = condition(field.versions, part.versions);
  const inSection = present === 'true' || present === part.flexible ? '' : `${present} && `;
  const write = writeExpression(field, `message.${name}`, fieldContext(part, field, 'field', 'true'));
  return [
    `if (${inSection}${isSetExpression(field)}) {`,
    '  const field = new ByteWriter();',
    `  ${write};`,
    `  tags = [...tags, { tag: ${field.tag}, data: field.toBuffer() }];`,
    '}',
  ];
};

const emitEncode = (part: Part): string => {
  const { struct, versions } = part;
  const flexible = flexibleName(part);
  const tagged = struct.fields.filter(({ tag }) => tag !== undefined);
  const plain = struct.fields.filter(({ tag }) => tag === undefined);
  const absent = tagged
    .map((field) => ({ field, present: condition(field.versions, versions) }))
    .filter(({ field, present }) => present !== 'true' && !field.ignorable)
    .map(({ field, present }) => emitAbsent(field, part, `!(${present}) && `));
  const section = [
    ...(tagged.length === 0 ? [] : ['let tags = NO_TAGS;']),
    ...tagged.flatMap((field) => emitWriteTag(field, part)),
    `writeTags(writer, ${tagged.length === 0 ? 'NO_TAGS' : 'tags'}, message.unknownTaggedFields);`,
  ];
  const refuse = `if (${TAGS_SET}) throw unsupported('${struct.name}.unknownTaggedFields', version);`;
  const body = [
    ...plain.flatMap((field) => emitWriteField(field, part)),
    ...absent,
    ...(flexible === 'true' ? section : []),
    ...(flexible === 'false' ? [refuse] : []),
    ...(flexible === 'flexible' ? ['if (flexible) {', ...indent(section), `} else ${refuse}`] : []),
  ];
  const parameters = ['writer: ByteWriter', `message: Loose<${struct.name}>`, 'version: number'];
  return arrow(`encode${struct.name}`, parameters, 'void', part, indent(body));
};

/** Whether any field of a struct says more than its default; needed where a struct that cannot be null is tagged. */
const emitIsSet = (part: Part): string => {
  const { name, fields } = part.struct;
  const tests = [...fields.map(isSetExpression), TAGS_SET].map((test) => `  (${test})`);
  return `const isSet${name} = (message: Loose<${name}>): boolean =>\n${tests.join(' ||\n')};\n`;
};

/** A whole default struct; needed where a struct that cannot be null is absent or tagged. */
const emitDefault = (part: Part): string => {
  const members = part.struct.fields.map((field) => `  ${camel(field.name)}: ${fallback(field)},\n`);
  return `const default${part.struct.name} = (): ${part.struct.name} => ({\n${members.join('')}});\n`;
};

/** The functions for whole structs that others of the same file call, callees first. */
const emitUsed = (
  parts: readonly Part[],
  prefix: string,
  used: string,
  emit: (part: Part) => string,
): string[] => {
  const texts: string[] = [];
  let seen = used;
  for (const part of [...parts].reverse()) {
    if (!mentions(seen, `${prefix}${part.struct.name}`)) continue;
    const text = emit(part);
    seen += text;
    texts.unshift(text);
  }
  return texts;
};

const PRIMITIVE_HELPERS = [
  'EMPTY_BYTES',
  'readArray',
  'readBool',
  'readBytes',
  'readNullableArray',
  'readNullableBytes',
  'readNullableString',
  'readNullableStruct',
  'readString',
  'readUuid',
  'unsupported',
  'writeArray',
  'writeBool',
  'writeBytes',
  'writeNullableStruct',
  'writeString',
  'writeUuid',
  'ZERO_UUID',
];
const TAG_HELPERS = ['NO_TAGS', 'readTags', 'writeTags'];

/** The source file for one message. */
export const emitMessage = (message: MessageSchema): string => {
  const parts = partsOf(message);
  const { from, to } = message.versions;
  const flexibleFrom = message.flexible === null ? 'Number.POSITIVE_INFINITY' : String(message.flexible.from);
  const functions = parts.map((part) =>
    [emitDecodeTag(part), emitDecode(part), emitEncode(part)].filter((text) => text !== '').join('\n'),
  );
  const used = functions.join('');
  const wholes = [
    ...emitUsed(parts, 'default', used, emitDefault),
    ...emitUsed(parts, 'isSet', used, emitIsSet),
  ];
  const seen = wholes.join('') + used;
  const pick = (names: readonly string[]): string => names.filter((name) => mentions(seen, name)).join(', ');
  const writerImport = /new ByteWriter/.test(seen)
    ? "import { type ByteReader, ByteWriter } from '@mqferry/core';"
    : "import type { ByteReader, ByteWriter } from '@mqferry/core';";
  const tagHelpers = pick(TAG_HELPERS);
  const primitiveHelpers = pick(PRIMITIVE_HELPERS);
  return [
    `// ${HEADING}`,
    writerImport,
    "import { createCodec, type Loose, type MessageCodec } from '../message-codec.ts';",
    ...(primitiveHelpers === '' ? [] : [`import { ${primitiveHelpers} } from '../primitives.ts';`]),
    `import { ${tagHelpers === '' ? '' : `${tagHelpers}, `}type TaggedField } from '../tagged-fields.ts';`,
    '',
    ...[...parts].reverse().map(emitInterface),
    ...wholes,
    ...functions,
    `/** ${message.name}, versions ${show(message.versions)}. */`,
    `export const ${camel(message.name)}: MessageCodec<${message.name}> = createCodec({`,
    `  name: '${message.name}',`,
    `  minVersion: ${from},`,
    `  maxVersion: ${to},`,
    `  flexibleFrom: ${flexibleFrom},`,
    `  encode: encode${message.name},`,
    `  decode: decode${message.name},`,
    '});',
    '',
  ].join('\n');
};
