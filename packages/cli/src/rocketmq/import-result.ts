import type { ImportRun } from '@mqferry/replication';
import { textOf, writeNew } from './files.ts';
import { rocketmqErrors } from './rocketmq-errors.ts';

const FORMAT = 'rocketmq-metadata-import-result';

/** What `--result` writes. */
interface ResultFile {
  readonly format: typeof FORMAT;
  readonly version: 1;
  readonly run: ImportRun;
}

/** Keeps what became of an import. Throws CLI_FILE_UNWRITABLE. */
export const writeResult = (file: string, run: ImportRun): Promise<void> => {
  const content: ResultFile = { format: FORMAT, version: 1, run };
  return writeNew(file, `${JSON.stringify(content, undefined, 2)}\n`);
};

const isResult = (value: unknown): value is ResultFile =>
  typeof value === 'object' &&
  value !== null &&
  (value as Partial<ResultFile>).format === FORMAT &&
  (value as Partial<ResultFile>).version === 1 &&
  Array.isArray((value as Partial<ResultFile>).run?.rows);

/** What became of an earlier import. Throws CLI_FILE_UNREADABLE and CLI_RESULT_UNREADABLE. */
export const readResult = async (file: string): Promise<ImportRun> => {
  const text = await textOf(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw rocketmqErrors.CLI_RESULT_UNREADABLE({ file, reason: (error as Error).message }, error);
  }
  if (isResult(value)) return value.run;
  throw rocketmqErrors.CLI_RESULT_UNREADABLE({ file, reason: `it has not the format ${FORMAT}` });
};
