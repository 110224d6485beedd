import { problemOf } from '@mqferry/api';
import { codedErrorIn } from '@mqferry/core';

/** JSON in which 64-bit integers are text, maps are objects, and coded errors problems; unknown members are left out. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'bigint') return String(member);
    if (member instanceof Map) return Object.fromEntries(member);
    const coded = codedErrorIn(member);
    return coded ? problemOf(coded) : member;
  });
