import { parseFastjson } from '@mqferry/rocketmq';
import { metadataErrors } from '../metadata-errors.ts';
import { documentSchema } from './document-schema.ts';
import { joinFiles } from './join-files.ts';
import { METADATA_FORMAT, METADATA_VERSION, type MetadataDocument } from './metadata-document.ts';
import { misfitsOf } from './misfit.ts';
import { fromMqadminFile, isMqadminFile } from './mqadmin-file.ts';

/** A file that was read. */
export interface MetadataFile {
  /** Names it in what is said of it. */
  readonly file: string;
  readonly text: string;
}

const jsonOf = ({ file, text }: MetadataFile): unknown => {
  try {
    return parseFastjson(text);
  } catch (error) {
    throw metadataErrors.METADATA_NOT_JSON({ file, reason: (error as Error).message }, error);
  }
};

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** The document as it is in the file. */
const checked = (value: unknown, file: string): MetadataDocument => {
  const version = member(value, 'version');
  if (version !== METADATA_VERSION)
    throw metadataErrors.METADATA_VERSION_UNKNOWN({
      file,
      version: JSON.stringify(version) ?? '?',
      known: METADATA_VERSION,
    });
  const parsed = documentSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw metadataErrors.METADATA_MALFORMED({ file, reason: misfitsOf(parsed.error) }, parsed.error);
};

/**
 * Reads what an export has written: one document of `mqferry rocketmq export`, or files of `mqadmin exportMetadata`,
 * which belong together. Throws METADATA_NOT_JSON, METADATA_FORMAT_UNKNOWN, METADATA_VERSION_UNKNOWN,
 * METADATA_MALFORMED with the path of what is wrong, and METADATA_FILES_NOT_TOGETHER.
 */
export const readDocument = (files: readonly MetadataFile[]): MetadataDocument => {
  const documents = files.map((each) => {
    const value = jsonOf(each);
    const { file } = each;
    if (member(value, 'format') === METADATA_FORMAT) {
      if (files.length > 1) throw metadataErrors.METADATA_FILES_NOT_TOGETHER({ file });
      return checked(value, file);
    }
    if (isMqadminFile(value)) return fromMqadminFile(value, file);
    throw metadataErrors.METADATA_FORMAT_UNKNOWN({ file, format: METADATA_FORMAT });
  });
  return joinFiles(documents);
};
