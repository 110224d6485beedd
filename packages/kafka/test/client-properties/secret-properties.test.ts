import { expect, test } from 'vitest';
import { parseJavaProperties } from '../../src/client-properties/java-properties.ts';
import { withSecretsOf } from '../../src/client-properties/secret-properties.ts';

const valuesOf = (text: string) =>
  Object.fromEntries([...parseJavaProperties(text)].map(([name, { value }]) => [name, value]));

const BEFORE = [
  'bootstrap.servers=old:1',
  'sasl.jaas.config=org.Login required \\',
  '  username="a" password="b\\\\c";',
  'ssl.truststore.password=changeit',
  'client.id=x',
].join('\n');

test('secrets stay that the new properties do not name; nothing else does', () => {
  expect(valuesOf(withSecretsOf('bootstrap.servers=new:1', BEFORE))).toEqual({
    'bootstrap.servers': 'new:1',
    'sasl.jaas.config': valuesOf(BEFORE)['sasl.jaas.config'],
    'ssl.truststore.password': 'changeit',
  });
});

test('a secret that is named is as it is named, also empty', () => {
  const text = 'bootstrap.servers=new:1\nsasl.jaas.config=\nssl.truststore.password=other\n';
  expect(withSecretsOf(text, BEFORE)).toBe(text);
});
