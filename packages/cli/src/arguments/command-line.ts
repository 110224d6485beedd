const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * A command that can be pasted into a shell: options without a value are left out, `true` is a bare option. `names`
 * stand right behind the command.
 */
export const commandLine = (
  command: string,
  options: Readonly<Record<string, string | boolean | undefined>>,
  ...names: readonly string[]
): string =>
  [
    'mqferry',
    command,
    ...names.map(quoted),
    ...Object.entries(options).flatMap(([name, value]) => {
      if (value === undefined || value === false) return [];
      return value === true ? [`--${name}`] : [`--${name}`, quoted(value)];
    }),
  ].join(' ');
