/** The text of a map whose keys are objects, as fastjson writes and reads it: `{{"topic":"a"}:1}`. */
export const keyedMapText = (entries: readonly (readonly [key: object, value: unknown])[]): string =>
  `{${entries.map(([key, value]) => `${jsonText(key)}:${jsonText(value)}`).join(',')}}`;

/** The text of a value with 64-bit integers as numbers, as Java writes them. */
export const jsonText = (value: unknown): string => {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${jsonText(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
};
