import { isCodedError } from '@mqferry/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJaasEntry, parseJaasFile } from '../../src/client-properties/jaas.ts';
import { askJava } from './java-oracle.ts';

const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule';
const optionsOf = (text: string) => Object.fromEntries(parseJaasEntry(text, 'here').options);

const expectMalformed = (text: string, parameters: object) =>
  expect(() => parseJaasEntry(text, 'here')).toThrow(
    expect.objectContaining({ code: 'CONFIG_JAAS_MALFORMED', parameters: { source: 'here', ...parameters } }),
  );

describe('sasl.jaas.config', () => {
  test('gives the module and its options', () => {
    const entry = parseJaasEntry(`${PLAIN} required username="instance#user" password="p;=}";`, 'here');
    expect(entry.module).toBe(PLAIN);
    expect([...entry.options]).toEqual([
      ['username', 'instance#user'],
      ['password', 'p;=}'],
    ]);
  });

  test('values may be words, single-quoted, or hold escapes', () => {
    expect(optionsOf(`M Sufficient a=true b='it"s' c="q\\"\\\\\\t\\101\\7x" d=12;`)).toEqual({
      a: 'true',
      b: 'it"s',
      c: 'q"\\\tA\x07x',
      d: '12',
    });
  });

  test('comments may stand anywhere between', () => {
    expect(optionsOf('M /* a="1" */ required // b="2";\n c="//3" / rest\n;')).toEqual({ c: '//3' });
  });

  test('says what is missing and on which line', () => {
    expectMalformed('M required\n username="a" password="b"', { line: 2, expected: ';' });
    expectMalformed('M username="a";', { line: 1, expected: 'required, requisite, sufficient, optional' });
    expectMalformed('M required password=#1;', { line: 1, expected: '"…"' });
    expectMalformed('M required password;', { line: 1, expected: '=' });
    expectMalformed('M required password="open;', { line: 1, expected: '"' });
    expectMalformed('M required; N required;', { line: 1, expected: 'one login module' });
    expectMalformed('', { line: 1, expected: 'a login module' });
  });
});

describe('JAAS file', () => {
  test('gives the modules of each section', () => {
    const text = `Client { Zoo required; };\n/* the client */\nKafkaClient {\n ${PLAIN} required\n  username="a";\n N optional;\n};`;
    const sections = parseJaasFile(text, 'file');
    expect([...sections.keys()]).toEqual(['Client', 'KafkaClient']);
    expect(sections.get('KafkaClient')!.map(({ module }) => module)).toEqual([PLAIN, 'N']);
  });

  test('is malformed without the semicolon after a section', () => {
    expect(() => parseJaasFile('KafkaClient { M required; }', 'file')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_JAAS_MALFORMED',
        parameters: { source: 'file', line: 1, expected: ';' },
      }),
    );
  });

  test('whatever the JDK accepts is read the same', async () => {
    const rarely = (usual: string, ...others: string[]) =>
      fc.oneof({ weight: 20, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
    const space = fc.constantFrom('', ' ', '\n', ' // c"\n', '/* ; */', '\t/ c;\n');
    const name = fc.constantFrom(
      'KafkaClient',
      'a',
      'unsecuredLoginStringClaim_sub',
      'ssl.truststore-type',
      '$x*',
    );
    const quoted = fc
      .array(fc.constantFrom('a', '中', ' ', ';', '=', '\\"', '\\\\', '\\n', '\\61', '\\477', "'", '//', '{'))
      .map((parts) => `"${parts.join('')}"`);
    const option = fc
      .tuple(name, space, rarely('=', ''), space, fc.oneof(quoted, name))
      .map((parts) => parts.join(''));
    const entry = fc
      .tuple(
        name,
        rarely('required', 'OPTIONAL', 'maybe'),
        fc.array(fc.tuple(space, option), { maxLength: 4 }),
        space,
      )
      .map(([module, flag, options, end]) => `${module} ${flag} ${options.flat().join(' ')}${end};`);
    const section = fc
      .tuple(space, fc.array(entry, { minLength: 1, maxLength: 2 }), space, rarely(';', ''))
      .map(([gap, entries, end, semicolon]) => `${gap} {${entries.join(end)}}${semicolon}`);
    const file = fc.tuple(section, section).map(([first, second]) => `Client${first}\nKafkaClient${second}`);
    const texts = fc.sample(file, 400);
    const answers = await askJava('jaas', texts);
    for (const [index, text] of texts.entries()) {
      const java = answers[index];
      if (!java) continue;
      const entries = parseJaasFile(text, 'file').get('KafkaClient') ?? [];
      const ours = entries.flatMap(({ module, options }) => [['module', module], ...[...options].sort()]);
      expect(ours.sort(), text).toEqual(java.sort());
    }
    expect(answers.filter((answer) => answer && answer.length > 1).length).toBeGreaterThan(50);
  }, 60_000);
});

test('any text gives a login or a coded error', () => {
  const piece = fc.oneof(
    fc.constantFrom(...'{};="\'\\/*', ' required ', 'KafkaClient', '\n'),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      for (const parse of [parseJaasEntry, parseJaasFile]) {
        try {
          parse(pieces.join(''), 'here');
        } catch (error) {
          expect(isCodedError(error, 'CONFIG_JAAS_MALFORMED')).toBe(true);
        }
      }
    }),
  );
});
