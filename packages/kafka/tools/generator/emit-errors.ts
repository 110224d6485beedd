import { HEADING } from './names.ts';

/** The source file with Kafka's error table, from the lines ErrorTable.java prints. */
export const emitErrors = (table: string): string => {
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .sort((a, b) => Number(a[0]) - Number(b[0]));
  return [
    `// ${HEADING}`,
    "import type { KafkaError } from '../kafka-error.ts';",
    '',
    '/** Every error the newest known release has a code for. */',
    'export const kafkaErrorTable: readonly KafkaError[] = [',
    ...rows.map(
      ([code, name, retriable, refreshMetadata, message]) =>
        `  { code: ${code}, name: '${name}', retriable: ${retriable}, refreshMetadata: ${refreshMetadata}, message: ${JSON.stringify(message)} },`,
    ),
    '];',
    '',
  ].join('\n');
};
