import { codedErrorIn, type Language } from '@mqferry/core';
import type { Context } from '../context.ts';

/**
 * One line of JSON. 64-bit integers are strings, maps are objects, patterns their source; an error is its code, text and advice in the
 * operator's language. Undefined members are left out: unknown is not zero.
 */
export const jsonLine = (value: object, language: Language): string =>
  JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return member.toString();
    if (member instanceof RegExp) return member.source;
    if (member instanceof Map) return Object.fromEntries(member);
    if (!(member instanceof Error)) return member;
    const coded = codedErrorIn(member);
    if (!coded) return { message: member.message };
    const { code, parameters } = coded;
    return { code, message: coded.text(language), advice: coded.advice(language), parameters };
  });

/** Prints an object as one line on stdout, with the time (ISO 8601, UTC) behind its type. */
export const emit = <T extends { readonly type: string }>(
  { out, world, language }: Context,
  { type, ...rest }: T,
): void => out.print(jsonLine({ type, time: new Date(world.now()).toISOString(), ...rest }, language));

/** Prints an object as the API gives it, as one line on stdout. */
export const printJson = ({ out, language }: Context, value: object): void =>
  out.print(jsonLine(value, language));
