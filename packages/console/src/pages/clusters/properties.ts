/** Beginnings of client properties for the usual ways in which clusters are secured. */
export const EXAMPLES = {
  plaintext: 'bootstrap.servers=kafka-1:9092,kafka-2:9092,kafka-3:9092\n',
  scram: [
    'bootstrap.servers=kafka-1:9093,kafka-2:9093,kafka-3:9093',
    'security.protocol=SASL_SSL',
    'sasl.mechanism=SCRAM-SHA-512',
    'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\',
    '  username="mqferry" \\',
    '  password="…";',
    'ssl.truststore.type=PEM',
    'ssl.truststore.location=ca.pem',
    '',
  ].join('\n'),
  mtls: [
    'bootstrap.servers=kafka-1:9093,kafka-2:9093,kafka-3:9093',
    'security.protocol=SSL',
    'ssl.truststore.type=PEM',
    'ssl.truststore.location=ca.pem',
    'ssl.keystore.type=PEM',
    'ssl.keystore.location=client.pem',
    '',
  ].join('\n'),
} as const;

export type ExampleName = keyof typeof EXAMPLES;

const settingOf = (properties: string, name: string): string | undefined =>
  properties
    .split('\n')
    .map((line) => /^\s*([^#!=:\s]+)\s*[=:\s]\s*(.*?)\s*$/u.exec(line))
    .find((found) => found?.[1] === name)?.[2];

/** Which steps of a connection these properties take beside those that every connection takes. */
export const stepsUsed = (properties: string): { readonly tls: boolean; readonly sasl: boolean } => {
  const protocol = settingOf(properties, 'security.protocol')?.toUpperCase() ?? 'PLAINTEXT';
  return { tls: protocol.endsWith('SSL'), sasl: protocol.startsWith('SASL') };
};

const FILE_SETTINGS = ['ssl.truststore.location', 'ssl.keystore.location'];

/** Names of files in these properties that were not given along. */
export const missingFiles = (properties: string, given: readonly string[]): readonly string[] =>
  FILE_SETTINGS.flatMap((name) => settingOf(properties, name) ?? []).filter(
    (file) => file !== '' && !given.includes(file),
  );
