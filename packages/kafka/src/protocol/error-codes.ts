import { kafkaErrorTable } from './generated/error-table.ts';
import type { KafkaError } from './kafka-error.ts';

const byCode = new Map(kafkaErrorTable.map((error) => [error.code, error]));

/** The entry for a code in an answer; a code newer than this table is taken for final. */
export const kafkaErrorByCode = (code: number): KafkaError =>
  byCode.get(code) ?? {
    code,
    name: `UNKNOWN_ERROR_${code}`,
    retriable: false,
    refreshMetadata: false,
    message: `The broker answered with error code ${code}, which is newer than this program.`,
  };
