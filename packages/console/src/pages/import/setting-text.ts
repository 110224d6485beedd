import { UNKNOWN } from '../../format/numbers.ts';

/** A value of a setting, whatever it is; absent: not set. */
export const settingText = (value: unknown): string => {
  if (value === undefined) return UNKNOWN;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Settings one by one, those within others by both names: `attributes.message.type`. */
export const settingsOf = (value: unknown): readonly (readonly [name: string, value: string])[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const inner = settingsOf(each);
    return inner.length === 0
      ? [[name, settingText(each)] as const]
      : inner.map(([key, text]) => [`${name}.${key}`, text] as const);
  });
};
