import type { FieldSchema, MessageSchema, StructSchema } from './schema.ts';
import { intersect, union, type VersionRange } from './version-range.ts';

/**
 * Clips every range of a message to the versions it is taken for and leaves out what is never present there,
 * so that a field that was renamed later, or added to an unfinished version later, does not come in twice.
 */
export const clip = (message: MessageSchema, to: VersionRange): MessageSchema => ({
  ...message,
  versions: to,
  flexible: intersect(message.flexible, to),
  structs: message.structs.map((struct) => ({
    ...struct,
    fields: struct.fields
      .map((field) => ({
        ...field,
        versions: intersect(field.versions, to),
        nullable: intersect(intersect(field.nullable, field.versions), to),
      }))
      .filter((field) => field.versions !== null),
  })),
});

const mergeField = (older: FieldSchema, newer: FieldSchema, where: string): FieldSchema => {
  for (const property of ['type', 'array', 'tag', 'neverCompact'] as const) {
    if (older[property] !== newer[property]) {
      throw new Error(
        `${where}.${newer.name} differs in ${property}: ${older[property]}, ${newer[property]}`,
      );
    }
  }
  return {
    ...newer,
    versions: union(older.versions, newer.versions),
    nullable: union(older.nullable, newer.nullable),
    ignorable: older.ignorable || newer.ignorable,
    fallback: newer.fallback ?? older.fallback,
  };
};

/** Fields of both in wire order: the newer's order, a field only the older has behind the one it followed there. */
const mergeStruct = (older: StructSchema, newer: StructSchema): StructSchema => {
  const fields = newer.fields.map((field) => {
    const former = older.fields.find(({ name }) => name === field.name);
    return former === undefined ? field : mergeField(former, field, newer.name);
  });
  older.fields.forEach((field, index) => {
    if (fields.some(({ name }) => name === field.name)) return;
    const before = older.fields[index - 1]?.name;
    fields.splice(before === undefined ? 0 : fields.findIndex(({ name }) => name === before) + 1, 0, field);
  });
  return { name: newer.name, fields };
};

/**
 * One message for the versions of both releases. Where both know a version the newer one's word counts:
 * 3.9 has versions it calls unstable that were changed before they were released.
 */
export const mergeMessages = (older: MessageSchema, newer: MessageSchema): MessageSchema => {
  const current = clip(newer, newer.versions);
  const dropped = { from: older.versions.from, to: newer.versions.from - 1 };
  if (dropped.from > dropped.to) return current;
  const former = clip(older, intersect(older.versions, dropped) as VersionRange);
  const onlyFormer = former.structs.filter(({ name }) => !current.structs.some((one) => one.name === name));
  return {
    ...current,
    versions: union(former.versions, current.versions) as VersionRange,
    flexible: union(former.flexible, current.flexible),
    structs: [
      ...current.structs.map((struct) => {
        const counterpart = former.structs.find(({ name }) => name === struct.name);
        return counterpart === undefined ? struct : mergeStruct(counterpart, struct);
      }),
      ...onlyFormer,
    ],
  };
};

/** What makes two definitions the same message: the number and direction, or the name of what has no number. */
export const identity = (message: MessageSchema): string =>
  message.apiKey === undefined ? message.name : `${message.apiKey} ${message.kind}`;

/** All messages of two releases, sorted by name. */
export const mergeReleases = (
  older: readonly MessageSchema[],
  newer: readonly MessageSchema[],
): MessageSchema[] => {
  const merged = new Map(older.map((message) => [identity(message), clip(message, message.versions)]));
  for (const message of newer) {
    const former = older.find((one) => identity(one) === identity(message));
    merged.set(
      identity(message),
      former === undefined ? clip(message, message.versions) : mergeMessages(former, message),
    );
  }
  return [...merged.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};
