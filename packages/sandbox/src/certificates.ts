import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './toolchain.ts';

/** The TLS material of one cluster. The certificate authority is its own and lives as long as its folder. */
export interface Certificates {
  /** The authority's certificate, as text and as a file. */
  readonly caPem: string;
  readonly caPath: string;
  /** Trust stores that hold the authority's certificate. */
  readonly truststoreJks: string;
  readonly truststorePkcs12: string;
  /** Key stores that hold the client's key and certificate. */
  readonly keystoreJks: string;
  readonly keystorePkcs12: string;
  /** The brokers' key store (PKCS#12), for 127.0.0.1 and localhost. */
  readonly brokerKeystore: string;
  /** Opens every store and every key in it. */
  readonly password: string;
  readonly clientCertPem: string;
  readonly clientKeyPem: string;
  /** The principal under which brokers know the client's certificate. */
  readonly clientPrincipal: string;
}

const PASSWORD = 'mqferry-sandbox';
const CLIENT = 'mqferry-client';
const DAYS = '365';

const EXTENSIONS = `[req]
distinguished_name = none
[none]
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[broker]
subjectAltName = DNS:localhost, IP:127.0.0.1
extendedKeyUsage = serverAuth, clientAuth
[client]
extendedKeyUsage = clientAuth
`;

/** The part of the JVM that starts keytool fastest. */
const QUICK = ['-J-XX:TieredStopAtLevel=1', '-J-XX:+UseSerialGC'];

/**
 * Makes an authority, a broker certificate and a client certificate in `folder`, in the forms that Java and
 * OpenSSL clients want. Throws SANDBOX_TOOL_MISSING without openssl or keytool.
 */
export const createCertificates = async (folder: string): Promise<Certificates> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = (file: string) => join(folder, file);
  await writeFile(path('openssl.cnf'), EXTENSIONS);
  const openssl = (...args: string[]) => runTool('openssl', args, { cwd: folder });
  const keytool = (...args: string[]) => runTool('keytool', [...args, '-noprompt', ...QUICK]);
  const configuration = ['-config', 'openssl.cnf'];
  const newKey = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}-key.pem`];

  /** A key and a request for a certificate, which needs no authority yet. */
  const request = (name: string, subject: string) =>
    openssl(
      'req',
      '-new',
      ...newKey(name),
      '-subj',
      `/CN=${subject}`,
      '-out',
      `${name}.csr`,
      ...configuration,
    );
  const sign = async (name: string, serial: string) => {
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-set_serial', serial];
    const extensions = ['-extfile', 'openssl.cnf', '-extensions', name];
    await openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...authority,
      ...extensions,
      '-sha256',
      '-days',
      DAYS,
      '-out',
      `${name}.pem`,
    );
    const contents = [
      '-inkey',
      `${name}-key.pem`,
      '-in',
      `${name}.pem`,
      '-certfile',
      'ca.pem',
      '-name',
      name,
    ];
    await openssl('pkcs12', '-export', ...contents, '-out', `${name}.p12`, '-passout', `pass:${PASSWORD}`);
  };
  const trust = (file: string, type: string) =>
    keytool(
      '-importcert',
      '-alias',
      'ca',
      '-file',
      path('ca.pem'),
      '-keystore',
      path(file),
      '-storetype',
      type,
      '-storepass',
      PASSWORD,
    );
  const clientJks = () =>
    keytool(
      '-importkeystore',
      ...['-srckeystore', path('client.p12'), '-srcstoretype', 'PKCS12', '-srcstorepass', PASSWORD],
      ...['-destkeystore', path('client.jks'), '-deststoretype', 'JKS', '-deststorepass', PASSWORD],
    );

  const subject = [
    '-subj',
    '/CN=mqferry sandbox authority',
    '-days',
    DAYS,
    '-sha256',
    '-extensions',
    'authority',
  ];
  await Promise.all([
    openssl('req', '-x509', ...newKey('ca'), ...subject, '-out', 'ca.pem', ...configuration),
    request('broker', 'localhost'),
    request('client', CLIENT),
  ]);
  await Promise.all([
    trust('truststore.jks', 'JKS'),
    trust('truststore.p12', 'PKCS12'),
    sign('broker', '2'),
    sign('client', '3').then(clientJks),
  ]);
  const [caPem, clientCertPem, clientKeyPem] = await Promise.all(
    ['ca.pem', 'client.pem', 'client-key.pem'].map((file) => readFile(path(file), 'utf8')),
  );
  return {
    caPem: caPem!,
    caPath: path('ca.pem'),
    truststoreJks: path('truststore.jks'),
    truststorePkcs12: path('truststore.p12'),
    keystoreJks: path('client.jks'),
    keystorePkcs12: path('client.p12'),
    brokerKeystore: path('broker.p12'),
    password: PASSWORD,
    clientCertPem: clientCertPem!,
    clientKeyPem: clientKeyPem!,
    clientPrincipal: `CN=${CLIENT}`,
  };
};
