import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type KeyKind = 'rsa' | 'ec';

const KEY_OPTIONS: Readonly<Record<KeyKind, readonly string[]>> = {
  rsa: ['-newkey', 'rsa:2048'],
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
};

/**
 * A root, an intermediate, and certificates issued by the latter, in a temporary folder:
 * `NAME.key` (PKCS#8), `NAME.crt`, and for clients `NAME.chain` (the certificate and the intermediate).
 */
export interface PublicKeyInfrastructure {
  readonly path: (file: string) => string;
  readonly read: (file: string) => Promise<string>;
  readonly openssl: (...options: string[]) => Promise<unknown>;
  readonly keytool: (...options: string[]) => Promise<unknown>;
  readonly remove: () => Promise<void>;
}

/** Makes the certificates `root`, `intermediate`, `server` (for localhost), `rsa` and `ec` (for clients). */
export const createInfrastructure = async (): Promise<PublicKeyInfrastructure> => {
  const folder = await mkdtemp(join(tmpdir(), 'mqferry-pki-'));
  const inFolder = { cwd: folder };
  const openssl = (...options: string[]) => run('openssl', options, inFolder);
  // A short start counts more than a fast run.
  const keytool = (...options: string[]) =>
    run('keytool', ['-J-XX:TieredStopAtLevel=1', ...options], inFolder);
  const read = (file: string) => readFile(join(folder, file), 'utf8');

  const issue = async (name: string, kind: KeyKind, issuer: string | undefined, extension: string) => {
    const by = issuer ? ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`] : [];
    const files = ['-nodes', '-keyout', `${name}.key`, '-out', `${name}.crt`];
    const subject = ['-subj', `/CN=${name}`, '-days', '2', '-addext', extension];
    await openssl('req', '-x509', ...KEY_OPTIONS[kind], ...files, ...subject, ...by);
  };
  await issue('root', 'ec', undefined, 'keyUsage=keyCertSign');
  await issue('intermediate', 'ec', 'root', 'basicConstraints=critical,CA:TRUE,pathlen:0');
  await Promise.all([
    issue('server', 'ec', 'intermediate', 'subjectAltName=DNS:localhost'),
    issue('rsa', 'rsa', 'intermediate', 'extendedKeyUsage=clientAuth'),
    issue('ec', 'ec', 'intermediate', 'extendedKeyUsage=clientAuth'),
  ]);
  for (const name of ['server', 'rsa', 'ec']) {
    const chain = (await read(`${name}.crt`)) + (await read('intermediate.crt'));
    await writeFile(join(folder, `${name}.chain`), chain);
  }
  return {
    path: (file) => join(folder, file),
    read,
    openssl,
    keytool,
    remove: () => rm(folder, { recursive: true }),
  };
};
