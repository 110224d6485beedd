import { createHmac, pbkdf2Sync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isCodedError } from '@mqferry/core';
import fc from 'fast-check';
import forge from 'node-forge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bytesOf,
  contentOf,
  encodeDer,
  parseDer,
  partsOf,
} from '../../../src/client-properties/stores/der.ts';
import { detectFormat, parsingStore, readStore } from '../../../src/client-properties/stores/read-store.ts';
import { createInfrastructure, type PublicKeyInfrastructure } from '../public-key-infrastructure.ts';

const PASSWORD = 'store-secret';

let pki: PublicKeyInfrastructure;

const exportPkcs12 = async (file: string, password: string, ...options: string[]): Promise<Buffer> => {
  const key = ['-inkey', 'ec.key', '-in', 'ec.chain', '-name', 'the key', '-iter', '1'];
  await pki.openssl('pkcs12', '-export', ...key, '-passout', `pass:${password}`, '-out', file, ...options);
  return readFile(pki.path(file));
};

beforeAll(async () => {
  pki = await createInfrastructure();
}, 60_000);

afterAll(() => pki.remove());

const readWhole = async (bytes: Buffer, password: string | undefined) => {
  const content = await readStore(bytes, detectFormat(bytes, 'store'), password, 'store');
  return { ...content, opened: parsingStore('store', () => content.keys.map((key) => key.open(password))) };
};

describe('PKCS#12', () => {
  test.each([
    ['PBES2 and HMAC-SHA-256', []],
    ['triple DES and RC2', ['-legacy']],
    ['AES-128 and SHA-512', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-192-CBC', '-macalg', 'SHA512']],
    ['nothing encrypted', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
    ['no integrity check', ['-nomac']],
  ])('with %s', async (_kind, options) => {
    const { keys, opened } = await readWhole(await exportPkcs12('kinds.p12', PASSWORD, ...options), PASSWORD);
    expect(keys.map(({ alias, certificates }) => [alias, certificates.length])).toEqual([['the key', 2]]);
    expect(opened[0]!.export({ type: 'pkcs8', format: 'pem' })).toBe(await pki.read('ec.key'));
  });

  test.each(['pässwörd 中', ''])('with the password "%s"', async (password) => {
    for (const options of [[], ['-legacy']]) {
      const bytes = await exportPkcs12('password.p12', password, ...options);
      expect((await readWhole(bytes, password)).opened[0]!.asymmetricKeyType).toBe('ec');
    }
  });

  test('with the integrity check of RFC 9879', async () => {
    const { asn1 } = forge;
    const sequence = (...parts: forge.asn1.Asn1[]) =>
      asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, parts);
    const primitive = (type: forge.asn1.Type, value: string) =>
      asn1.create(asn1.Class.UNIVERSAL, type, false, value);
    const oid = (name: string) => primitive(asn1.Type.OID, asn1.oidToDer(name).getBytes());
    const octets = (bytes: Buffer) => primitive(asn1.Type.OCTETSTRING, bytes.toString('latin1'));
    const small = (value: number) => primitive(asn1.Type.INTEGER, String.fromCharCode(value));

    const [version, authSafe] = partsOf(parseDer(await exportPkcs12('plain.p12', PASSWORD, '-nomac')));
    const content = bytesOf(contentOf(partsOf(authSafe)[1]));
    const salt = Buffer.from('salt of the MAC');
    const withMac = (password: string) => {
      const mac = createHmac('sha512', pbkdf2Sync(password, salt, 9, 32, 'sha256'))
        .update(content)
        .digest();
      const derivation = sequence(octets(salt), small(9), small(32), sequence(oid('1.2.840.113549.2.9')));
      const parameters = sequence(
        sequence(oid('1.2.840.113549.1.5.12'), derivation),
        sequence(oid('1.2.840.113549.2.11')),
      );
      const digestInfo = sequence(sequence(oid('1.2.840.113549.1.5.14'), parameters), octets(mac));
      return encodeDer(
        sequence(version!, authSafe!, sequence(digestInfo, octets(Buffer.from('unused')), small(1))),
      );
    };
    expect((await readWhole(withMac(PASSWORD), PASSWORD)).opened).toHaveLength(1);
    await expect(readWhole(withMac('another'), PASSWORD)).rejects.toThrow(
      expect.objectContaining({ code: 'CONFIG_STORE_PASSWORD_WRONG' }),
    );
  });
});

test('a damaged store gives its content or a coded error', async () => {
  await exportPkcs12('damaged.p12', PASSWORD);
  const store = ['-srckeystore', 'damaged.p12', '-srcstorepass', PASSWORD, '-destkeystore', 'damaged.jks'];
  await pki.keytool(
    '-importkeystore',
    '-noprompt',
    ...store,
    '-deststoretype',
    'JKS',
    '-deststorepass',
    PASSWORD,
  );
  const whole = await Promise.all(
    ['damaged.p12', 'damaged.jks', 'ec.chain'].map((file) => readFile(pki.path(file))),
  );
  const at = fc.nat({ max: 4096 });
  const damage = fc.array(fc.tuple(at, fc.nat({ max: 255 })), { maxLength: 3 });
  const damaged = fc.tuple(fc.constantFrom(...whole), damage, fc.oneof(fc.constant(8192), at));
  await fc.assert(
    fc.asyncProperty(
      damaged,
      fc.constantFrom(PASSWORD, 'other', '', undefined),
      async ([bytes, changes, length], password) => {
        const copy = Buffer.from(bytes.subarray(0, length));
        for (const [where, value] of changes) if (copy.length > 0) copy[where % copy.length] = value;
        try {
          await readWhole(copy, password);
        } catch (error) {
          expect(isCodedError(error) && error.code).toMatch(/^CONFIG_/);
        }
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);
