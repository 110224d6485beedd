import { expect, test } from 'vitest';
import { commandLine } from '../../src/arguments/command-line.ts';

test('a command can be pasted into a shell', () => {
  const options = {
    from: 'a:9092,b:9092',
    topics: "it's (a|b).*",
    follow: true,
    verify: false,
    to: undefined,
  };
  expect(commandLine('migrate', options)).toBe(
    String.raw`mqferry migrate --from a:9092,b:9092 --topics 'it'\''s (a|b).*' --follow`,
  );
});
